"""Profiles are data: what a good file may say, and that a wrong one stops the start."""

import pytest

from services.budget.intake.profile import ProfileError, load_profile, profiles, voucher_profiles

GOOD = """
name = "kurz"
label = "Kurze Liste"
record = "opening-funding"
delimiter = ","
[notation]
decimal = "."
[columns]
source = "Quelle"
amount_cents = "Betrag"
source_kind = "Art"
"""


def test_the_profiles_of_the_product_are_right() -> None:
    assert set(voucher_profiles()) == {
        "datev-extf",
        "finanz-csv",
        "finanz-csv-kontierung",
        "nkf-export",
        "posten-export",
        "project-ledger",
    }
    assert {one.record for one in profiles().values()} == {
        "voucher",
        "hours",
        "ledger_total",
        "payroll",
        "opening-voucher",
        "opening-plan",
        "opening-funding",
        "opening-call",
        "opening-receipt",
    }


def test_a_good_profile_is_read() -> None:
    profile = load_profile(GOOD, "kurz.toml")
    assert (profile.name, profile.delimiter, profile.notation.decimal) == ("kurz", ",", ".")
    assert profile.headers == {"Quelle", "Betrag", "Art"}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('name = "kurz"', "", "lacks"),
        ('name = "kurz"', "name = 1", "must be of type str"),
        ('label = "Kurze Liste"', 'label = "x"\nfarbe = "rot"', "unknown keys"),
        ('"opening-funding"', '"kasse"', "record = 'kasse'"),
        ('","', '"und"', "delimiter"),
        ('decimal = "."', 'decimal = "x"', "decimal"),
        ('decimal = "."', 'dates = ["MM/JJJJ"]', "dates"),
        ('decimal = "."', 'dates = ["MM/TT/JJJJ", "TT/MM/JJJJ"]', "exclude each other"),
        ("[notation]", 'optional = ["Ort"]\n[notation]', "optional names no column"),
        ("[columns]", "[batch]\n[columns]", "settlement"),
        ("[columns]", '[batch]\nsettlement = ["12"]\n[columns]', "ranges of accounts"),
        ('decimal = "."', "tausend = true", "tausend"),
        ('source = "Quelle"', "", "needs columns for"),
        ('source = "Quelle"', 'quelle = "Quelle"', "unknown fields"),
        ('source = "Quelle"', 'source = "Betrag"', "same header"),
        ('source_kind = "Art"', '[constants]\nsource_kind = "Eigenanteil"', "must be columns"),
        ("[columns]", "[columns", "kurz.toml"),
        ('delimiter = ","', 'encodings = ["utf-7"]', "encodings"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_name(old: str, new: str, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(ProfileError, match=r"kurz\.toml") as refused:
        load_profile(GOOD.replace(old, new, 1), "kurz.toml")
    assert reason in str(refused.value)


def test_a_column_and_a_constant_for_the_same_field_is_a_mistake() -> None:
    with pytest.raises(ProfileError, match="both column and constant"):
        load_profile(GOOD + '[constants]\nsource = "Stadt"\n', "kurz.toml")
