"""Lists of other systems: DATEV booking batches, and formats described by a profile."""

from __future__ import annotations

from io import BytesIO

from pytest_bdd import then, when

from tests.driver import OFFICER, Answer, House
from tests.samples.datev.lines import INVOICE, batch, booking, preamble
from tests.steps.intake import list_of
from tests.steps.notation import step

BOOKED = INVOICE | {
    "Belegdatum": "0104",
    "KOST1 - Kostenstelle": "M-1",
    "KOST2 - Kostenstelle": "Beratung",
    "Leistungsdatum": "31032026",
    "Zusatzinformation- Inhalt 1": "02.02.2026",
}
NKF = {
    "Belegnr.": "2026-0001",
    "Kreditorname": "Muster GmbH",
    "Externe Belegnr.": "R-17",
    "Belegdatum": "01.04.2026",
    "Vertragsdatum": "02.02.2026",
    "Leistung von": "01.03.2026",
    "Leistung bis": "31.03.2026",
    "Zahldatum": "15.04.2026",
    "Bruttobetrag": "1.190,00",
    "Steuerbetrag": "190,00",
    "Skontobetrag": "",
    "Finanzposition": "Beratung",
    "Kostenträger": "M-1",
    "Buchungstext": "Beratung",
    "Zahlungsnr.": "",
    "Ausgleich zu Belegnr.": "",
    "Haushaltsjahr": "2026",
    "Produkt": "",
    "Sachkonto": "",
    "Kostenstelle": "",
}

_PLACE = ("rule", "row", "column", "value")


def upload(house: House, grant_id: str, profile: str, content: bytes) -> Answer:
    """The officer uploads a list under the name of a profile."""
    path = f"/grants/{grant_id}/imports?profile={profile}"
    files = {"file": (BytesIO(content), "liste.csv")}
    return house.budget(OFFICER, "POST", path, files=files)


@when(
    step("ich einen Buchungsstapel der Version {version:d} einlese mit"), target_fixture="response"
)
def read_batch(house: House, grant_id: str, version: int, datatable: list[list[str]]) -> Answer:
    line = booking(BOOKED | {name: value for name, value in datatable[1:]})
    content = batch(line, first=preamble(version)).read()
    return upload(house, grant_id, "datev-extf", content)


@when(
    step('ich eine Zeile im Format "{format_}" als "{profile}" einlese'), target_fixture="response"
)
def read_line_as(house: House, grant_id: str, format_: str, profile: str) -> Answer:
    nkf = "\r\n".join(";".join(cells) for cells in (NKF.keys(), NKF.values()))
    mine = list_of([["Spalte", "Wert"]]).read()
    return upload(house, grant_id, profile, nkf.encode() if format_ == "nkf-export" else mine)


@when(step('ich eine Zeile im Format "{format_}" einlese'), target_fixture="response")
def read_line(house: House, grant_id: str, format_: str) -> Answer:
    return read_line_as(house, grant_id, format_, format_)


@then(step("sind dazu {count:d} Hinweise genannt"))
def hinted(response: Answer, count: int) -> None:
    assert len(response.expect(201).body["hints"]) == count, response.body


@then(step('nennt ein Hinweis nach {rule} Zeile {row:d}, Spalte "{column}" und den Wert "{value}"'))
def hint_at(response: Answer, rule: str, row: int, column: str, value: str) -> None:
    found = [[one[name] for name in _PLACE] for one in response.expect(201).body["hints"]]
    assert found == [[rule, row, column, value]]
