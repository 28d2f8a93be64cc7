"""The filters of the notices: both sides of each day, all of them at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from services.budget.domain.notice import NoticeRule, NoticeStatus
from services.budget.domain.notice_filter import NoticeFilter, is_overdue

DAY = date(2026, 8, 17)
ONE = timedelta(1)


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        ({}, True),
        ({"status": NoticeStatus.OPEN}, True),
        ({"status": NoticeStatus.SENT}, False),
        ({"rule": NoticeRule.OTHER_MONEY}, True),
        ({"rule": NoticeRule.UNUSED}, False),
        ({"due_from": DAY}, True),
        ({"due_from": DAY + ONE}, False),
        ({"due_to": DAY}, True),
        ({"due_to": DAY - ONE}, False),
        ({"overdue": True}, True),
        ({"status": NoticeStatus.OPEN, "due_to": DAY - ONE}, False),
    ],
)
def test_every_filter_must_be_met(wanted: dict[str, Any], taken: bool) -> None:
    found = NoticeFilter(**wanted).takes(NoticeStatus.OPEN, "NOTE-01", DAY, DAY + ONE)
    assert found == taken


@pytest.mark.parametrize(
    ("status", "today", "overdue"),
    [
        (NoticeStatus.OPEN, DAY, False),
        (NoticeStatus.OPEN, DAY + ONE, True),
        (NoticeStatus.SENT, DAY + ONE, False),
        (NoticeStatus.DISPENSED, DAY + ONE, False),
    ],
)
def test_overdue_is_open_after_the_last_day(
    status: NoticeStatus, today: date, overdue: bool
) -> None:
    assert is_overdue(status, DAY, today) == overdue
