"""Deadlines and interest as budget states them: every duty once, sums to the cent."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.budget import InterestItem, InterestSegment, InterestStated
from services.reporting.documents.interest_sheet import interest_sheet_document
from services.reporting.documents.source import Heading
from services.reporting.domain.deadline_calendar import Told, deadline_calendar, warned_on
from services.reporting.domain.interest_sheet import (
    Statement,
    interest_of,
    interest_sheet,
    open_money,
)
from shared.periods import Period
from tests.integration.reporting.statements import DEADLINES, deadline
from tests.integration.reporting.story import grant

QUARTER = Period.parse("2026-Q1")
DAY = QUARTER.last_day
CENTS = st.integers(0, 10**11)


def item(number: int, kind: str, cents: int | None, unused: int = 0) -> InterestItem:
    identity = f"interest/{number}"
    return InterestItem(identity, number, kind, 10**6, DAY, DAY, unused, cents)  # type: ignore[arg-type]


def statement(as_of: date, *items: InterestItem) -> Statement:
    segments = tuple(
        InterestSegment(one.item_id, 1, DAY, DAY, 1, 127, 627, one.interest_cents or 0)
        for one in items
    )
    return Statement(InterestStated("G", as_of, "act/365", 500, "payout", 1, items, ()), segments)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["late_use", "repayment"]), CENTS, CENTS), max_size=8))
def test_the_sheet_adds_up_what_was_stated_and_mixes_no_kinds(
    told: list[tuple[str, int, int]],
) -> None:
    items = [item(number, *one) for number, one in enumerate(told, start=1)]
    sheet = interest_sheet([statement(DAY, *items)], DAY)
    for kind, lines in (("late_use", sheet.late), ("repayment", sheet.owed)):
        mine = [one for one in told if one[0] == kind]
        found = interest_of(lines)
        assert found is not None
        assert found.cents == sum(cents for _, cents, _ in mine)
        assert open_money(lines).cents == sum(unused for _, _, unused in mine)
        assert sum(each.cents for one in lines for each in one.segments) == found.cents
    assert len(sheet.lines) == len(told)


def test_one_missing_rate_leaves_the_sum_open() -> None:
    sheet = interest_sheet([statement(DAY, item(1, "late_use", 5), item(2, "late_use", None))], DAY)
    assert interest_of(sheet.late) is None
    assert interest_of(sheet.owed) is not None


def test_the_newest_statement_of_the_period_counts() -> None:
    later = DAY + timedelta(days=1)
    known = [statement(date(2026, 2, 28)), statement(later), statement(DAY)]
    assert interest_sheet(known, DAY).as_of == DAY
    assert interest_sheet(known, later).as_of == later
    nothing = interest_sheet(known, date(2026, 2, 27))
    assert nothing.stated is None
    document = interest_sheet_document(Heading("Stadt", grant(), QUARTER), nothing)
    assert "noch keine Zinsrechnung" in str(document.parts)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.sampled_from(["open", "done"])),
        max_size=8,
    )
)
def test_each_duty_is_listed_once(some: list[tuple[date, str]]) -> None:
    duties = tuple(
        deadline(f"d{number}", "Pflicht", due_on, status=status)
        for number, (due_on, status) in enumerate(some)
    )
    found = deadline_calendar(Told(DAY, (90,), (*duties, *DEADLINES)), QUARTER)
    listed = [*found.open, *found.done]
    assert sorted(one.duty for one in listed) == sorted(one.duty for one in (*duties, *DEADLINES))
    assert all(one.due_on <= DAY for one in found.coming)
    assert all(one.due_on > DAY for one in found.later)


def test_lead_times_count_back_from_the_target() -> None:
    proof = next(one for one in DEADLINES if one.duty == "proof_of_use")
    assert warned_on(proof, (90, 7)) == (date(2028, 4, 1), date(2028, 6, 23))
