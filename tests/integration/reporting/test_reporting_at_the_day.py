"""What a report prints of measures and registers is what was known of its last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from contracts.events import budget
from contracts.events.snapshots import MeasureStatus
from services.reporting.documents import Document, Table
from services.reporting.store.reports import get
from services.reporting.usecases.changes import changes_since
from services.reporting.usecases.stored_document import stored_document
from tests.integration.reporting.changes import settle
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.registers import place
from tests.integration.reporting.stream import GRANT, HEAD

STATUS = MeasureStatus("2026-Q1", "amber", "amber", ("x",), "Lieferant", "", "Frost", "")
INDICATOR = budget.IndicatorRecorded(
    place("indicator-1", 1, "M2"), "Messstellen in Betrieb", "Stück", "0", "22", "18",
    date(2026, 7, 1), "Betriebsdaten",
)  # fmt: skip


def drafted(house: Reporting, type_: str, period: str) -> Document:
    row = house.draft(type_, period)
    with house.ports.sessions.read() as session:
        return stored_document(session, row.report_id)


def table(document: Document, key: str) -> Table:
    return next(one for one in document.tables() if one.key == key)


def outdating(house: Reporting, report_id: str) -> list[str]:
    """The kinds of facts a report made now would print differently."""
    with house.ports.sessions.read() as session:
        return [one.kind for one in changes_since(session, get(session, report_id)).facts]


@pytest.mark.parametrize("type_", ["factual-report", "proof-of-use-a", "interim-proof"])
@pytest.mark.parametrize(
    ("period", "told_of", "light"),
    [("2026", "1. Quartal 2026", "green"), ("2025", "–", "none")],
)
def test_a_measure_stands_where_it_stood_in_the_last_quarter_told_of(
    told: Reporting, type_: str, period: str, told_of: str, light: str
) -> None:
    """Nobody said anything of the last quarter of either year."""
    found = table(drafted(told, type_, period), "measure_results")
    columns = [one.key for one in found.columns]
    row = found.rows[0].cells
    assert row[columns.index("reported")] == told_of
    assert row[columns.index("light")] == light
    reached = row[columns.index("milestones")]
    assert (reached == "–") == (told_of == "–")


def test_only_the_last_status_outdates_a_factual_report(told: Reporting) -> None:
    report = told.draft("factual-report", "2026-H1").report_id

    def tell(period: str, risk: str = STATUS.risk) -> None:
        status = replace(STATUS, period=period, risk=risk)
        settle(told, budget.MeasureStatusSet("M1", GRANT, status))

    tell("2025-Q4")
    tell("2026-Q3")
    assert outdating(told, report) == []  # a later one is known, and one of after the period
    tell("2026-Q1")
    assert outdating(told, report) == ["last_measure_status"]
    report = told.draft("factual-report", "2026-H1").report_id
    tell("2026-Q1", risk="Hagel")
    assert outdating(told, report) == []  # it prints no risk
    tell("2026-Q2")
    assert outdating(told, report) == ["last_measure_status"]


@pytest.mark.parametrize(
    ("type_", "period", "key", "measured"),
    [
        ("factual-report", "2026-H1", "benefit_indicators", ("12,5", date(2026, 3, 31))),
        ("software-register", "2026-Q2", "indicators", ("12,5", date(2026, 3, 31))),
        ("software-register", "2026-Q3", "indicators", ("18", date(2026, 7, 1))),
        ("software-register", "2025-Q4", "indicators", ("", None)),
    ],
)
def test_an_indicator_is_as_measured_by_the_day(
    told: Reporting, type_: str, period: str, key: str, measured: tuple[str, date | None]
) -> None:
    settle(told, INDICATOR)
    told.clock.at = datetime(2026, 7, 2, 9, 0, tzinfo=UTC)
    found = table(drafted(told, type_, period), key)
    columns = [one.key for one in found.columns]
    (row,) = found.rows
    assert tuple(row.cells[columns.index(one)] for one in ("actual", "measured_on")) == measured


def test_a_measurement_of_later_is_no_change(told: Reporting) -> None:
    told.release(told.draft("software-register", "2026-Q1").report_id, HEAD)
    settle(told, INDICATOR)
    keys = [one.key for one in drafted(told, "software-register", "2026-Q1").tables()]
    assert "changed_facts" not in keys
    settle(told, replace(INDICATOR, target="24"))
    changed = table(drafted(told, "software-register", "2026-Q1"), "changed_facts")
    assert [row.cells[0] for row in changed.rows] == ["Indikator"]


def test_what_a_factual_report_does_not_print_does_not_outdate_it(told: Reporting) -> None:
    """Certified, called, ordered, received: it tells the eligible cost of the lines alone."""
    day = date(2026, 3, 2)
    told.stream.row(budget.ExpenditureRecorded, 900, paid_on=day, status="recorded")
    settle(told)
    reports = {one: told.draft(one, "2026-H1").report_id for one in ("factual-report", "cash-flow")}
    told.stream.row(
        budget.ExpenditureReassessed, 900, paid_on=day, status="claimable", extra={"cause": "plan"}
    )
    told.stream.row(budget.ExpenditureRecorded, 901, paid_on=None, status="committed")
    settle(told, budget.IncomeRecorded("i-9", GRANT, "private", "Verein", day, 100_000, "M1"))
    assert numbers(told, reports["factual-report"]) == []
    assert numbers(told, reports["cash-flow"]) == [900, 901]
    assert outdating(told, reports["factual-report"]) == []
    told.stream.row(budget.ExpenditureReassessed, 900, paid_on=day, eligible=100, gross=119_000,
                    extra={"cause": "plan"})  # fmt: skip
    settle(told)
    assert numbers(told, reports["factual-report"]) == [900]


def numbers(house: Reporting, report_id: str) -> list[int]:
    """The vouchers a report made now would print differently."""
    with house.ports.sessions.read() as session:
        return [one.number for one in changes_since(session, get(session, report_id)).vouchers]
