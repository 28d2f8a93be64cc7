"""A duty of the whole city stands once, whatever number of grants repeat it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import cast

from services.budget.domain.deadline import Deadline, DeadlineStatus
from services.budget.domain.deadline_sources import BASE_RATE_RULE
from services.budget.store.grant import GrantRecord
from services.budget.web.deadlines import ShownDeadline, each_once

ANY_GRANT = cast("GrantRecord", None)  # no grant is looked into
RATE = Deadline("base_rate-2026-07-01", "", BASE_RATE_RULE, "", date(2026, 7, 1), "")


def row(one: Deadline) -> ShownDeadline:
    return ShownDeadline(ANY_GRANT, one, DeadlineStatus.OVERDUE, "", ())


def test_the_base_rate_of_a_half_year_stands_once() -> None:
    later = replace(RATE, duty="base_rate-2027-01-01")
    assert each_once([row(RATE), row(RATE), row(later)]) == [row(RATE), row(later)]


def test_the_same_duty_of_two_grants_stands_twice() -> None:
    call = replace(RATE, duty="call-2026-H2", rule="CALL-02")
    assert len(each_once([row(call), row(call)])) == 2
