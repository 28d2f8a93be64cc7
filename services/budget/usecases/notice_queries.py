"""The notices of a grant as a list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.notice import NoticeStatus
from services.budget.domain.notice_filter import EVERYTHING, NoticeFilter, is_overdue
from services.budget.store.grant import GrantRecord
from services.budget.store.notice import NoticeRecord, notices_of
from services.budget.store.notice_withdrawal import Withdrawal, withdrawals_of
from services.budget.usecases.means import Means
from services.budget.usecases.plan_occasions import fallen_away


@dataclass(frozen=True)
class ShownNotice:
    """One notice; `is_gone`: it is open, and the books of today no longer show why. `past` is what
    was taken back, oldest first."""

    record: NoticeRecord
    is_overdue: bool
    is_gone: bool
    past: tuple[Withdrawal, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be sent."""
        return self.record.status is NoticeStatus.OPEN


def list_notices(
    session: Session,
    grant: GrantRecord,
    today: date,
    wanted: NoticeFilter = EVERYTHING,
    *,
    means: Means,
) -> list[ShownNotice]:
    """The notices of the filter, the one due first in front."""
    records = [
        one
        for one in notices_of(session, grant.grant_id)
        if wanted.takes(one.status, one.occasion.rule, one.due_on, today)
    ]
    gone = fallen_away(session, grant, records, today, means=means)
    past = withdrawals_of(session, grant.grant_id)
    return [
        ShownNotice(
            one,
            is_overdue(one.status, one.due_on, today),
            one.notice_id in gone,
            tuple(past.get(one.notice_id, ())),
        )
        for one in records
    ]
