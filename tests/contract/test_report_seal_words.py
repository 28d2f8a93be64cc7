"""Fields for seals that lie: about who released, in what an eye sees, hears, or a viewer lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from services.reporting.check.outcome import OK, WRONG
from services.reporting.check.pdf_file import check_identifier
from services.reporting.check.report import Trust, check_report
from services.reporting.sealing.order import KeySource, SealOrder
from services.reporting.sealing.running import seal
from shared.clock import format_instant
from shared.seal_settings import SealSettings
from tests.contract.pdf_forging import Change, forged
from tests.driver import House
from tests.reported_house import document, draft, release, reported_house
from tests.seal_material import NOW, Keys

STEP = "Siegelfelder"
REASON = "Freigabe: Kämmerei"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with reported_house(tmp_path_factory.mktemp("fields")) as house:
        yield house


@pytest.fixture(scope="module")
def keys() -> Keys:
    return Keys.make()


def released(house: House, settings: SealSettings) -> bytes:
    """A report released while the house seals so."""
    ports, before = house.ports("reporting"), house.clock.at
    house.clock.at = NOW
    with pytest.MonkeyPatch.context() as patch:
        means = replace(ports.extras["means"], seal=settings)
        patch.setitem(ports.extras, "means", means)  # type: ignore[arg-type]
        report_id = draft(house, "quarterly")
        release(house, report_id)
    house.clock.at = before
    return document(house, report_id)


@pytest.fixture(scope="module")
def visible(house: House, keys: Keys) -> bytes:
    return released(house, SealSettings(pem=keys.pem(), visible=True))


@pytest.fixture(scope="module")
def hidden(house: House, keys: Keys) -> bytes:
    return released(house, SealSettings(pem=keys.pem()))


def without_seal(data: bytes) -> bytes:
    return data[: check_identifier(data)]


def resealed(data: bytes, folder: Path, **other: Any) -> bytes:
    """Under a good seal of somebody else, who may say what he likes in it."""
    path = folder / "bericht.pdf"
    path.write_bytes(data)
    said = {"reason": REASON, "place": "Musterstadt", "field": "Freigabe1", **other}
    key = KeySource(pem=Keys.make().pem())
    fields = ((said["field"], said["reason"]),)
    seal(SealOrder((str(path),), fields, key, said["place"], format_instant(NOW)))
    return path.read_bytes()


def told(data: bytes) -> tuple[str, str]:
    """State and sentence of the step."""
    steps = check_report(data, None, Trust()).steps
    (found,) = [(state, text) for name, state, text in steps if name == STEP]
    return found


def test_a_field_that_shows_says_what_the_seal_says(visible: bytes, hidden: bytes) -> None:
    state, text = told(visible)
    assert state == OK and text.startswith("1 sichtbare")
    assert f"Freigabe1: „{REASON}“, Musterstadt, nach eigener Angabe am" in text
    state, text = told(hidden)
    assert state == OK and text.startswith("kein sichtbares Feld; Freigabe1")
    assert told(without_seal(visible))[0] == OK


def field(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(
        one for one in pdf.objects
        if isinstance(one, Dictionary) and one.get("/FT") == Name.Sig
    )  # fmt: skip


def other_words(pdf: pikepdf.Pdf) -> None:
    form = field(pdf).AP.N
    form.write(form.read_bytes().replace(b"Musterstadt", b"Nusterstadt"))


def no_words(pdf: pikepdf.Pdf) -> None:
    field(pdf).AP.N.write(b"")


def other_description(pdf: pikepdf.Pdf) -> None:
    field(pdf).TU = "Elektronisches Siegel: BMWSB. Freigabe: BMWSB"


def other_alternative(pdf: pikepdf.Pdf) -> None:
    one = next(
        one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == Name.Form
    )
    one.Alt = "Elektronisches Siegel: BMWSB. Freigabe: BMWSB"


def other_name(pdf: pikepdf.Pdf) -> None:
    field(pdf).T = "Freigabe2"


def not_listed(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields = Array()


FORGERIES: dict[str, tuple[Change, str]] = {
    "what it shows": (other_words, "zeigt anderes als"),
    "shows nothing": (no_words, "zeigt anderes als"),
    "what a tip says": (other_description, "ist anders beschrieben"),
    "what is heard": (other_alternative, "ist anders beschrieben"),
    "name": (other_name, "andere Siegelfelder"),
    "not in the form": (not_listed, "nennt andere Felder als ihre Seiten"),
}


@pytest.mark.parametrize(
    ("name", "is_sealed"),
    [*((name, False) for name in FORGERIES), ("what it shows", True), ("what is heard", True)],
)
def test_a_field_that_says_something_else_is_named(
    visible: bytes, tmp_path: Path, name: str, *, is_sealed: bool
) -> None:
    change, said = FORGERIES[name]
    data = forged(without_seal(visible), change)
    state, text = told(resealed(data, tmp_path) if is_sealed else data)
    assert state == WRONG and said in text, text


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"reason": "Freigabe: Bürgermeisterin"}, "„Freigabe: Bürgermeisterin“, nach den Daten"),
        ({"place": "Nusterstadt"}, "„Nusterstadt“, nach den Daten „Musterstadt“"),
        ({"field": "Freigabe2"}, "nach den Daten „nichts“"),
    ],
)
@pytest.mark.parametrize("kind", ["visible", "hidden"])
def test_a_seal_that_says_something_else_is_named(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, other: dict[str, str], said: str
) -> None:
    data = without_seal(request.getfixturevalue(kind))
    state, text = told(resealed(data, tmp_path, **other))
    assert state == WRONG and said in text, text


def test_a_field_the_data_do_not_name_must_not_show(hidden: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form)
        one = pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T="Freigabe9",
                       Rect=Array([20, 20, 90, 60]), AP=Dictionary(N=look))
        )  # fmt: skip
        pdf.pages[0].Annots = Array([*pdf.pages[0].get("/Annots", ()), one])
        pdf.Root.AcroForm = Dictionary(Fields=Array([one]), SigFlags=3)

    state, text = told(forged(without_seal(hidden), change))
    assert state == WRONG and "andere Siegelfelder" in text


def test_an_entry_of_a_signature_that_nobody_writes_is_named(visible: bytes) -> None:
    """A viewer would list it as the name of who signed."""

    def change(pdf: pikepdf.Pdf) -> None:
        field(pdf).V = pdf.make_indirect(
            Dictionary(Type=Name.Sig, Name="BMWSB", Reason=REASON, Location="Musterstadt")
        )

    state, text = told(forged(without_seal(visible), change))
    assert state == WRONG and "/Name" in text


# --- languages ---------------------------------------------------------------------------------


def spoken(tag: str, language: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        one = next(
            one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == Name(tag)
        )
        one.Lang = pikepdf.String(language)

    return change


@pytest.mark.parametrize(
    ("tag", "language", "is_sealed"),
    [
        ("/P", "en-GB", False), ("/TD", "en-GB", False), ("/TD", "en-GB", True),
        ("/Document", "en-GB", False), ("/Table", "de-DE", False), ("/LBody", "", False),
    ],
)  # fmt: skip
def test_a_language_the_data_do_not_have_is_named(
    hidden: bytes, tmp_path: Path, tag: str, language: str, *, is_sealed: bool
) -> None:
    data = forged(without_seal(hidden), spoken(tag, language))
    data = resealed(data, tmp_path) if is_sealed else data
    steps = check_report(data, None, Trust()).steps
    wrong = {name: text for name, state, text in steps if state == WRONG}
    assert (
        list(wrong) == ["Angaben der Datei"]
        and f"die Sprache „{language}“" in wrong["Angaben der Datei"]
    )
