"""Taking over a running grant: a ZIP of lists, proposed by one person and released by another."""

from __future__ import annotations

import zipfile
from io import BytesIO

from pytest_bdd import then, when

from tests.driver import FINANCE, OFFICER, House
from tests.steps.intake import HEADERS, line_of
from tests.steps.notation import step

_PLAN = (
    "Kostenposition;Maßnahme;Kostenart;Haushaltsjahr;Betrag\r\n"
    "Beratung;M-1;Sachausgaben;2026;1.000.000,00\r\n"
)
_FUNDING = "Art;Quelle;Betrag\r\nZuwendung;KfW;650.000,00\r\nEigenanteil;Stadt;350.000,00\r\n"
_NO_CALLS = "Zeitraum;Art;Eingereicht am;Abgerufen;Bewilligt;Aktenzeichen\r\n"
_NO_RECEIPTS = "Zeitraum;Eingegangen am;Betrag;Aktenzeichen\r\n"
_MORE = (
    ";Mittelabruf;Nicht förderfähig;Grund nicht förderfähig;Vorsteuerabzug %;Projektanteil %;"
    "Grund Projektanteil"
)


@when("die laufende Zuwendung übernommen wird mit den Belegen")
def take_over(house: House, grant_id: str, datatable: list[list[str]]) -> None:
    head, *rows = datatable
    lines = [
        line_of(
            {
                "Belegnummer": f"U-{at}",
                "Rechnungsnummer": f"U-{at}",
                **dict(zip(head, row, strict=True)),
            }
        )
        for at, row in enumerate(rows, start=2)
    ]
    vouchers = "\r\n".join([HEADERS + _MORE, *(one + ";" * 6 for one in lines), ""])
    files = {"file": (_zipped(vouchers), "uebernahme.zip")}
    path = f"/grants/{grant_id}/openings"
    proposed = house.budget(OFFICER, "POST", path, files=files).expect(201).body
    path = f"/openings/{proposed['opening_id']}/release"
    assert house.budget(FINANCE, "POST", path).expect(200).body["status"] == "released"


@then(step('tragen {count:d} übernommene Ausgaben den Hinweis "{code}"'))
def taken_over_with_hint(house: House, grant_id: str, count: int, code: str) -> None:
    rows = house.budget(OFFICER, "GET", f"/grants/{grant_id}/expenditures").expect(200).body
    kept = [house.expenditure(one["expenditure_id"]) for one in rows["items"]]
    found = [
        (one["code"], one["severity"])
        for row in kept
        for one in row["violations"]
        if one["code"] == code
    ]
    assert found == [(code, "warning")] * count


def _zipped(vouchers: str) -> BytesIO:
    lists = {
        "plan": _PLAN,
        "finanzierung": _FUNDING,
        "belege": vouchers,
        "mittelabrufe": _NO_CALLS,
        "zahlungseingaenge": _NO_RECEIPTS,
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in lists.items():
            archive.writestr(f"{name}.csv", text.encode("utf-8-sig"))
    stream.seek(0)
    return stream
