"""Which notices somebody looks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.budget.domain.notice import NoticeStatus


def is_overdue(status: NoticeStatus, due_on: date, today: date) -> bool:
    """Whether it should have been sent: open from the day after the last one."""
    return status is NoticeStatus.OPEN and due_on < today


@dataclass(frozen=True)
class NoticeFilter:
    """What is wanted, all of it at once; None and False want nothing. Days are inclusive."""

    status: NoticeStatus | None = None
    rule: str | None = None
    due_from: date | None = None
    due_to: date | None = None
    overdue: bool = False

    def takes(self, status: NoticeStatus, rule: str, due_on: date, today: date) -> bool:
        """Whether a notice is one of them."""
        return (
            self.status in (None, status)
            and self.rule in (None, rule)
            and (self.due_from is None or self.due_from <= due_on)
            and (self.due_to is None or due_on <= self.due_to)
            and (not self.overdue or is_overdue(status, due_on, today))
        )


EVERYTHING = NoticeFilter()
