"""Which lead time has been reached: both sides of each day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from contracts.events.budget import DeadlineSnapshot
from contracts.roles import Role
from services.reporting.domain.deadline_calendar import Told
from services.reporting.domain.reminder import Reminder, reminders

DUE = date(2026, 6, 30)
TARGET = date(2026, 6, 20)
ONE = DeadlineSnapshot(
    "G/proof", "proof", "Nachweis", "VN-02", "Bescheid", DUE, TARGET, "grant_officer", "open"
)


def found(one: DeadlineSnapshot, today: date) -> list[Reminder]:
    return list(reminders(Told(today, (90, 30, 7), (one,)), today))


@pytest.mark.parametrize(
    ("before_target", "stage"),
    [(91, []), (90, ["90"]), (31, ["90"]), (30, ["30"]), (8, ["30"]), (7, ["7"]), (-10, ["7"])],
)
def test_lead_times_count_back_from_the_target(before_target: int, stage: list[str]) -> None:
    assert [one.stage for one in found(ONE, TARGET - timedelta(before_target))] == stage


def test_overdue_is_the_day_after_the_last_one() -> None:
    assert [one.stage for one in found(ONE, DUE)] == ["7"]
    assert [one.stage for one in found(ONE, DUE + timedelta(1))] == ["overdue"]


def test_an_alarm_is_overdue_at_once_and_what_is_done_is_none() -> None:
    assert found(replace(ONE, status="overdue"), date(2026, 1, 1))[0].is_overdue
    for day in (TARGET, DUE + timedelta(1)):
        assert found(replace(ONE, status="done", done_on=TARGET), day) == []


def test_whom_the_lead_times_reached_who_does_it_and_when_overdue_the_head() -> None:
    one = replace(ONE, told=("project_lead",), responsible="auditor")
    [near] = found(one, TARGET)
    assert near.addressees == {Role.PROJECT_LEAD, Role.AUDITOR}
    [late] = found(one, DUE + timedelta(1))
    assert late.addressees == near.addressees | {Role.HEAD_OF_FINANCE}


def test_a_later_day_or_stage_is_told_anew_other_words_are_not() -> None:
    [first] = found(ONE, TARGET)
    [same] = found(replace(ONE, title="Anders", basis="Anders"), TARGET)
    [later] = found(replace(ONE, due_on=DUE + timedelta(1)), TARGET)
    [earlier] = found(ONE, TARGET - timedelta(30))
    assert first.key == same.key and len(first.key) <= 32
    assert len({first.key, later.key, earlier.key}) == 3
