"""What the calendar of a grant owes, at both sides of each edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from contracts.events.budget import DeadlineSnapshot
from contracts.events.snapshots import DrawdownSnapshot
from services.reporting.domain.deadline_calendar import Told
from services.reporting.domain.facts import GrantFacts
from services.reporting.domain.pause import next_try
from services.reporting.domain.schedule import CALENDAR, owed_reports
from services.reporting.usecases.report_types import REPORT_TYPES
from tests.integration.reporting.story import CALL, call, grant, terms

FIRST = date(2026, 2, 3)


def facts(phase: str = "B", calls: tuple[DrawdownSnapshot, ...] = ()) -> GrantFacts:
    ended = terms(period_end=date(2026, 8, 1))
    of_phase = replace(grant(ended), phase=phase)
    return GrantFacts(of_phase, (), (), calls, (), ())


def owed(as_of: date, known: GrantFacts | None = None, start: date = FIRST) -> list[str]:
    return [f"{one.report} {one.period}" for one in owed_reports(known or facts(), start, as_of)]


def test_nothing_is_owed_while_the_first_quarter_runs() -> None:
    assert owed(date(2026, 3, 31)) == []


def test_a_quarter_owes_data_quality_first_then_what_the_committee_reads() -> None:
    assert owed(date(2026, 4, 1)) == ["R21 2026-Q1", "R01 2026-Q1", "R12 2026-Q1", "R19 2026-Q1"]


def test_a_half_year_owes_the_vouchers_and_the_package_only_of_a_call_that_stands() -> None:
    without = owed(date(2026, 7, 1))[4:]
    assert without == [
        "R21 2026-Q2", "R01 2026-Q2", "R12 2026-Q2", "R19 2026-Q2", "R03 2026-H1",
    ]  # fmt: skip
    standing = call(CALL, 1, "2026-H1", "draft")
    assert "R02 2026-H1" in owed(date(2026, 7, 1), facts(calls=(standing,)))
    withdrawn = replace(standing, status="withdrawn")
    assert "R02 2026-H1" not in owed(date(2026, 7, 1), facts(calls=(withdrawn,)))


def test_a_year_owes_the_interim_proof_on_the_day_after_its_end() -> None:
    assert "R08 2026" not in owed(date(2026, 12, 31))
    assert owed(date(2027, 1, 1))[-1] == "R08 2026"


def test_what_a_downtime_left_out_comes_oldest_first_and_nothing_after_the_end() -> None:
    quarters = [one for one in owed(date(2030, 1, 1)) if one.startswith("R01")]
    assert quarters == ["R01 2026-Q1", "R01 2026-Q2", "R01 2026-Q3"]


@pytest.mark.parametrize(
    ("phase", "last_day", "proof"),
    [("A", date(2025, 12, 29), "R06 2025-H2"), ("B", date(2028, 12, 29), "R07 2028-H2")],
)
def test_the_proof_of_use_is_drafted_ninety_days_before_its_last_day(
    phase: str, last_day: date, proof: str
) -> None:
    """Award 29.06.2023: 30 months (VN-01) and 66 months (VN-02) later."""
    early = last_day - timedelta(days=91)
    start = date(2023, 7, 1)
    assert proof not in owed(early, facts(phase), start)
    assert proof in owed(early + timedelta(days=1), facts(phase), start)
    other = {"A": "R07", "B": "R06"}[phase]
    assert not [one for one in owed(date(2031, 1, 1), facts(phase), start) if other in one]


def told(*deadlines: DeadlineSnapshot) -> Told:
    return Told(FIRST, (120, 30, 7), deadlines)


def deadline(duty: str, due_on: date, target_on: date) -> DeadlineSnapshot:
    return DeadlineSnapshot(
        "d", duty, "Pflicht", "VN-01", "Bescheid", due_on, target_on, "grant_officer", "open"
    )


def test_the_proof_follows_the_day_budget_told_with_its_extension_and_lead_time() -> None:
    proof = deadline("proof_of_use", date(2029, 6, 29), date(2029, 3, 31))
    start = date(2023, 7, 1)

    def owed_on(day: date) -> list[str]:
        found = owed_reports(facts(), start, day, told(proof))
        return [str(one.period) for one in found if one.report == "R07"]

    assert owed_on(date(2028, 11, 30)) == []
    assert owed_on(date(2028, 12, 1)) == ["2029-H1"]  # 120 days before 31.03.2029


def test_a_long_lead_orders_no_proof_that_may_not_be_drafted_yet() -> None:
    """Due in the first half of 2029: drafted in the half-year before at the earliest."""
    proof = deadline("proof_of_use", date(2029, 6, 29), date(2029, 6, 29))
    early = replace(told(proof), lead_days=(400,))
    for day, is_owed in ((date(2028, 6, 30), False), (date(2028, 7, 1), True)):
        found = owed_reports(facts(), date(2023, 7, 1), day, early)
        assert ("R07" in {one.report for one in found}) is is_owed


def test_interim_proofs_are_owed_only_where_budget_told_one() -> None:
    day = date(2028, 1, 1)
    long = replace(facts(), grant=grant())

    def years(known: Told | None) -> list[str]:
        found = owed_reports(long, date(2025, 5, 1), day, known)
        return [str(one.period) for one in found if one.report == "R08"]

    assert years(None) == ["2025", "2026", "2027"]
    assert years(told()) == []
    one = deadline("interim_proof-2026", date(2027, 4, 30), date(2027, 4, 30))
    assert years(told(one)) == ["2026"]


@pytest.mark.parametrize("duty", CALENDAR, ids=lambda duty: duty.report)
def test_a_registered_type_accepts_the_period_it_is_owed_for(duty: object) -> None:
    number, kind = duty.report, duty.kind  # type: ignore[attr-defined]
    types = [one for one in REPORT_TYPES.values() if one.report == number]
    assert not types or kind in types[0].periods


def test_pauses_double_up_to_six_hours() -> None:
    now = datetime(2026, 4, 1, tzinfo=UTC)
    minutes = [(next_try(now, one) - now) / timedelta(minutes=1) for one in (1, 2, 3, 9, 10, 999)]
    assert minutes == [1, 2, 4, 256, 360, 360]
