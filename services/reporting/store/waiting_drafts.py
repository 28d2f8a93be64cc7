"""Drafts that wait for somebody's release."""

from __future__ import annotations

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased

from services.reporting.store.models import ReportRow


def waiting(session: Session, grant_id: str, person: str) -> list[ReportRow]:
    """Drafts of a grant that `person` has no hand in yet, the newest version of each series, in no
    order; a series whose newer version is released waits no more."""
    newer = aliased(ReportRow)
    same = (
        (newer.grant_id == ReportRow.grant_id)
        & (newer.type == ReportRow.type)
        & (newer.period == ReportRow.period)
        & (newer.version > ReportRow.version)
    )
    statement = select(ReportRow).where(
        ReportRow.grant_id == grant_id,
        ReportRow.status.in_(("draft", "partly_released")),
        ReportRow.created_by != person,
        or_(ReportRow.first_released_by.is_(None), ReportRow.first_released_by != person),
        ~exists().where(same),
    )
    return list(session.scalars(statement))
