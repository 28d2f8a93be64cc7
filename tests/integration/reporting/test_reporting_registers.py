"""What the registers hold stands in every report that promises it."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from contracts.events import budget
from contracts.events.snapshots import MeasureSnapshot
from services.reporting.documents import Details, Document, Table
from services.reporting.usecases.stored_document import stored_document
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.stream import GRANT, HEAD
from tests.integration.reporting.web import API, app_of

SOFTWARE = {"software-1", "software-2"}
INDICATORS = {"indicator-1"}


def drafted(house: Reporting, type_: str, period: str) -> Document:
    row = house.draft(type_, period)
    with house.ports.sessions.read() as session:
        return stored_document(session, row.report_id)


def entries(document: Document, key: str) -> set[str]:
    """The ids of the entries that a table names, one a row."""
    (table,) = [one for one in document.tables() if one.key == key]
    return {identity for row in table.rows for identity in row.facts.ids}


@pytest.mark.parametrize(
    ("type_", "period", "indicators"),
    [
        ("measure-sheets", "2026-Q1", "indicators"),
        ("factual-report", "2026-H1", "benefit_indicators"),
        ("proof-of-use-a", "2026-H1", "benefit_indicators"),
        ("proof-of-use-b", "2026-H1", "benefit_indicators"),
    ],
)
def test_indicators_and_open_source_stand_in_the_report(
    told: Reporting, type_: str, period: str, indicators: str
) -> None:
    document = drafted(told, type_, period)
    assert entries(document, indicators) == INDICATORS
    assert entries(document, "open_source") == SOFTWARE


def test_each_sheet_says_what_the_registers_hold_of_its_measure(told: Reporting) -> None:
    sheets = drafted(told, "measure-sheets", "2026-Q1").parts[0].sections
    said = [
        {item.label: item.text for block in one.blocks if isinstance(block, Details)
         for item in block.items}
        for one in sheets
    ]  # fmt: skip
    others = {one["Maßnahme"]: (one["Transfer"], one["Empfehlungen"]) for one in said}
    assert others["M2"] == ("kein Austausch im Verzeichnis", "1 Empfehlung (Anlage 6)")
    assert others["M3"] == ("1 Mal mit anderen ausgetauscht (Anlage 5)", "keine eigene")
    found = {one["Maßnahme"]: (one["Indikatoren"], one["Open Source"]) for one in said}
    none, nothing = "keine", "keine Software im Verzeichnis"
    assert found["M1"] == (none, nothing)
    assert found["M2"] == ("1 Indikator (Anlage 3)", nothing)
    assert found["M3"] == (none, "1 von 1 Software veröffentlicht (Anlage 4)")
    assert found["M5"] == (none, "0 von 1 Software veröffentlicht (Anlage 4)")


def test_each_sheet_has_its_page_its_goal_partners_and_phase(told: Reporting) -> None:
    known = MeasureSnapshot(
        "M3", GRANT, "Bürgerbüro", "Verwaltung", "", HEAD, date(2023, 9, 1), date(2027, 6, 30),
        "Strategie", first_measure=True, goal="Wartezeit halbieren", partners="Hochschule",
    )  # fmt: skip
    told.stream.tell(budget.MeasureRecorded(known), "measure/M3")
    told.stream.checkpoint()
    told.settle()
    sheets = drafted(told, "measure-sheets", "2026-Q1").parts[0].sections
    assert all(one.begins_page for one in sheets)
    said = [
        {item.label: item.text for item in block.items}
        for one in sheets
        for block in one.blocks[:1]
        if isinstance(block, Details)
    ]
    heads = {one["Maßnahme"]: (one["Phase"], one["Ziel"], one["Partner"]) for one in said}
    assert heads["M2"] == ("B", "–", "–")
    leads = {one["Maßnahme"]: one["Leitung"] for one in said}
    assert leads["M3"] == f"Projektleitung, Kennung {HEAD[:8]}"
    assert heads["M3"] == ("B, erste Umsetzungsmaßnahme", "Wartezeit halbieren", "Hochschule")


def test_recommendations_stand_in_the_sheets_from_the_day_they_came(told: Reporting) -> None:
    (table,) = [
        one
        for one in drafted(told, "measure-sheets", "2026-Q1").tables()
        if one.key == "recommendations"
    ]
    assert [row.cells for row in table.rows] == [
        (1, "M2", date(2026, 2, 20), "Koordinierungsstelle", "Offene Schnittstellen nutzen",
         "umgesetzt", "Schnittstelle offen"),
    ]  # fmt: skip
    told.clock.at = datetime(2026, 7, 2, 9, 0, tzinfo=UTC)
    later = drafted(told, "measure-sheets", "2026-Q2")
    assert entries(later, "recommendations") == {"recommendation-1", "recommendation-2"}


def test_the_data_stand_below_the_text_they_belong_to(told: Reporting) -> None:
    sections = drafted(told, "factual-report", "2026-H1").parts[0].sections
    keys = {
        one.heading: [block.key for block in one.blocks if isinstance(block, Table)]
        for one in sections
    }
    assert keys["Nutzen und Indikatoren"] == ["benefit_indicators"]
    assert keys["Übertragung und Open Source"] == ["open_source"]


def test_the_register_is_open_data_without_partners_and_gaps(told: Reporting) -> None:
    row = told.release(told.draft("software-register", "2026-Q1").report_id, HEAD)
    answer = app_of(told).test_client().get(f"{API}/open-data/{row.report_id}.zip")
    assert answer.status_code == 200
    package = zipfile.ZipFile(io.BytesIO(answer.data))
    files = {name: package.read(name).decode() for name in package.namelist()}
    tables = {"kennzahlen", "software", "publications", "exchanges", "indicators"}
    assert {one for one in files if one.startswith("daten/")} == {
        f"daten/{one}.csv" for one in tables
    }
    assert "Datendrehscheibe" in files["daten/software.csv"]
    everything = "".join(files.values())
    assert "Es fehlt" not in everything and "Lizenz, Quelltext" not in everything
    assert "Modellprojekt Beispielstadt" not in everything


def test_what_lacks_and_who_took_part_stands_in_the_own_annex_and_in_phase_b(
    told: Reporting,
) -> None:
    for type_, period in (("software-register", "2026-Q1"), ("proof-of-use-b", "2026-H1")):
        document = drafted(told, type_, period)
        assert entries(document, "gaps") == {"software-2", "publication-2"}
        assert entries(document, "partners") == {"exchange-1"}
