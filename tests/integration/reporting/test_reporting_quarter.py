"""The quarterly report: the quarter before as released, what came late, what the money does."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from contracts.events import budget
from services.reporting.store import reports
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import TITLES
from tests.integration.reporting.stream import HEAD
from tests.integration.reporting.test_reporting_voucher_list import rows, tables


def page(house: Reporting, report_id: str) -> str:
    with house.ports.sessions.read() as session:
        return (reports.content(session, report_id, "draft", "full", "html") or b"").decode()


def test_the_quarter_before_stays_as_released_and_late_rows_have_their_line(
    told: Reporting,
) -> None:
    before = told.draft("quarterly", "2025-Q4")
    released = rows(tables(told, "quarterly", "2025-Q4")["development"], "total")[0]
    told.release(before.report_id, HEAD)
    told.stream.row(budget.ExpenditureRecorded, 700, gross=412_000, paid_on=date(2025, 12, 12))
    told.stream.checkpoint()
    told.settle()
    table = tables(told, "quarterly", "2026-Q1")["development"]
    start, late, quarter = rows(table)
    assert start == ["4. Quartal 2025, wie freigegeben", *released[1:]]
    assert late == ["nachträglich erfasst", 412_000, 412_000, 0, 0]
    total = rows(table, "total")[0]
    assert total[1:] == [sum(parts) for parts in zip(start[1:], late[1:], quarter[1:], strict=True)]
    assert "1 Zeile aus früheren Quartalen" in page(told, told.draft().report_id)


def test_each_measure_has_its_light_in_words_and_a_person_decided(told: Reporting) -> None:
    table = tables(told, "quarterly")["measures"]
    assert [one[1] for one in rows(table)].count("red") == 1
    text = page(told, told.draft().report_id)
    assert "gestört" in text and "eine Person gesetzt" in text
    assert "Abweichend vom Vorschlag: Verkehr verstehen (Vorschlag: gefährdet" in text


def test_a_row_says_what_is_reached_and_what_is_overdue(told: Reporting) -> None:
    table = {one[0]: one for one in rows(tables(told, "quarterly")["measures"])}
    standing = table["Digitale Lernorte in Bibliothek und Volkshochschule"][2]
    assert standing.startswith(
        "Fertig: 2 von 4 Meilensteinen, zuletzt Erste zehn Standorte ausgestattet. Überfällig seit "
        "31.03.2026: Alle 22 Standorte ausgestattet und abgenommen. "
    )
    assert table["Pflege vernetzt"][2].startswith("Fertig: 3 von 4 Meilensteinen, zuletzt Alle 22")


def test_eight_measures_leave_the_committee_two_pages(told: Reporting) -> None:
    report = told.draft()
    with told.ports.sessions.read() as session:
        content = reports.content(session, report.report_id, "draft", "full", "pdf") or b""
    pages = [one.extract_text() for one in PdfReader(BytesIO(content)).pages]
    assert "Was hat es gekostet?" in pages[0] and "Wie stehen die Maßnahmen?" in pages[1]
    assert all(title in " ".join(pages[1].split()) for title, *_ in TITLES)
    assert "Vom Vorquartal bis heute" in pages[1] and "Anlage 1: Zahlen" in pages[2]


def test_a_quarter_nobody_reported_about_says_so(told: Reporting) -> None:
    text = page(told, told.draft("quarterly", "2025-Q4").report_id)
    assert "noch niemand einen Stand gemeldet" in text and "ohne Bewertung" in text


def test_every_step_names_its_rule_and_the_steps_add_up(told: Reporting) -> None:
    table = tables(told, "quarterly")["eligible_steps"]
    assert rows(table, "total")[0][2] == sum(one[2] for one in rows(table))
    assert {one[1] for one in rows(table)} <= {"ELG-05", "ELG-11", "–"}
