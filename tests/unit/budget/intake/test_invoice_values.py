"""Amounts, days, cash discounts and the Leitweg-ID as they stand in the XML."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.invoice import Discount
from services.budget.intake.buyer_reference import check_buyer_reference
from services.budget.intake.invoice_values import (
    UnreadableValue,
    compact_day,
    exact_basis_points,
    exact_cents,
    iso_day,
)
from services.budget.intake.payment_terms import discounts_in
from shared.money import MAX_CENTS


@pytest.mark.parametrize(
    ("text", "cents"),
    [("336.9", 33690), ("0", 0), ("-12.60", -1260), ("+.5", 50), ("12.", 1200), ("0.1", 10)],
)
def test_amounts_are_exact(text: str, cents: int) -> None:
    assert exact_cents(text) == cents


@given(st.integers(min_value=-MAX_CENTS, max_value=MAX_CENTS))
def test_every_amount_survives(cents: int) -> None:
    sign = "-" if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    assert exact_cents(f"{sign}{euros}.{rest:02d}") == Fraction(cents)


@pytest.mark.parametrize("text", ["-0.01", "100.01", "x", "1e1"])
def test_rates_outside_0_to_100_are_refused(text: str) -> None:
    with pytest.raises(UnreadableValue):
        exact_basis_points(text)


def test_days_of_both_notations() -> None:
    assert iso_day("2026-02-16") == iso_day("2026-02-16+01:00") == date(2026, 2, 16)
    assert compact_day("20240229") == date(2024, 2, 29)
    for text in ("20230229", "2023-02-01", "2026021"):
        with pytest.raises(UnreadableValue):
            compact_day(text)


def test_cash_discounts_of_the_xrechnung_notation() -> None:
    terms = "Danke!\r\n#SKONTO#TAGE=14#PROZENT=2.25#\n#SKONTO#TAGE=30#PROZENT=0.00#\n"
    assert discounts_in(terms) == ((Discount(14, 225), Discount(30, 0)), [])
    assert discounts_in("#SKONTO#TAGE=7#PROZENT=3.00#BASISBETRAG=99.95#")[0] == (
        Discount(7, 300, 9995),
    )
    assert discounts_in("#VERZUG#TAGE=14#PROZENT=9.00#") == ((), [])
    assert discounts_in(None) == ((), [])


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ("#SKONTO#TAGE=14#PROZENT=2,25#", "discount_notation"),
        ("#SKONTO#TAGE=14#PROZENT=2.5#", "discount_notation"),
        ("#SKONTO#TAGE=14#PROZENT=200.00#", "discount_notation"),
        ("#SKONTO#TAGE=-1#PROZENT=2.00#", "discount_notation"),
        ("2 % Skonto binnen 10 Tagen", "discount_in_free_text"),
    ],
)
def test_unclear_discounts_are_reported_not_guessed(terms: str, code: str) -> None:
    discounts, findings = discounts_in(terms)
    assert discounts == ()
    assert [(one.code, one.rule, one.severity) for one in findings] == [(code, "ELG-05", "warning")]


@pytest.mark.parametrize(
    "reference", ["991-01234-38", "053820072072-31001-73", "04011000-12345-03"]
)
def test_real_leitweg_ids_pass(reference: str) -> None:
    assert check_buyer_reference(reference) == []


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("991-01234-45", "leitweg_id_invalid"),
        ("Herr Meier", "leitweg_id_invalid"),
        ("991", "leitweg_id_invalid"),
        ("991-" + "A" * 31 + "-44", "leitweg_id_invalid"),
        (None, "buyer_reference_missing"),
    ],
)
def test_other_references_only_warn(reference: str | None, code: str) -> None:
    (finding,) = check_buyer_reference(reference)
    assert (finding.code, finding.rule, finding.severity) == (code, "EINV-04", "warning")
