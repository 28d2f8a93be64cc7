"""The drafts that wait for one person's release."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from services.reporting.store import reports
from services.reporting.store.reports import ReportRow
from services.reporting.usecases.releasing import too_early
from services.reporting.usecases.rights import RELEASERS
from shared.access import Principal

_LIMIT: Final = 50


def releasable(session: Session, grant_id: str, who: Principal) -> list[ReportRow]:
    """The drafts of a grant that `who` may release now, oldest period first, fifty at most."""
    if not who.holds(RELEASERS, grant_id):
        return []
    drafts = reports.waiting(session, grant_id, who.user_id, _LIMIT)
    return [one for one in drafts if not too_early(one)]
