"""The drafts that wait for one person's release."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from sqlalchemy.orm import Session

from services.reporting.store.reports import ReportRow
from services.reporting.store.waiting_drafts import waiting
from services.reporting.usecases.releasing import hindrances
from services.reporting.usecases.rights import RELEASERS
from shared.access import Principal
from shared.periods import Period

_LIMIT: Final = 50


def releasable(
    session: Session, grant_id: str, who: Principal, *, limit: int = _LIMIT
) -> list[ReportRow]:
    """The drafts of a grant that `who` may release now as they stand, those whose period ended
    first in front, `limit` at most."""
    if not who.holds(RELEASERS, grant_id):
        return []
    return list(islice(_ready(session, grant_id, who.user_id), limit))


def _ready(session: Session, grant_id: str, person: str) -> Iterator[ReportRow]:
    drafts = sorted(waiting(session, grant_id, person), key=_order)
    return (one for one in drafts if not hindrances(session, one))


def _order(row: ReportRow) -> tuple[Period, str]:
    return Period.parse(row.period), row.type
