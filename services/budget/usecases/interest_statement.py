"""Telling the stream what interest came to by the end of the last month (INT-01, INT-03)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.orm import Session

from contracts.events.budget import (
    InterestSegment,
    InterestSegmentsListed,
    InterestStated,
    RateUsed,
)
from services.budget.domain.base_rate import half_year_start
from services.budget.store.grant import GrantRecord
from services.budget.store.statement import is_news
from services.budget.store.tables import OUTBOX
from services.budget.usecases.interest_items import InterestAt, interest_at
from services.budget.usecases.means import Means
from services.budget.usecases.portions import portions
from services.budget.usecases.told_values import values_by_code
from shared.clock import local_day
from shared.occasion import Occasion

_IN_ONE_EVENT = 250
"""Segments in one event: far below its 60,000 bytes."""


def state_interest(session: Session, grant: GrantRecord, *, by: Occasion, means: Means) -> bool:
    """Writes `InterestStated` as of the last day of the month before, where it says something new.

    A correction that reaches back states the same day again. Says whether anything was written.
    """
    as_of = local_day(by.now).replace(day=1) - timedelta(days=1)
    if as_of < grant.award_date:
        return False
    found = interest_at(session, grant, as_of, means=means)
    segments = tuple(_segments(found))
    parts = portions(segments, _IN_ONE_EVENT)
    stated = _statement(grant.grant_id, found, segments, len(parts))
    content = {"stated": repr(stated), "segments": repr(segments)}
    if not is_news(session, grant.grant_id, "interest", content, by.now):
        return False
    subject = f"grant/{grant.grant_id}"
    for number, part in enumerate(parts, start=1):
        listed = InterestSegmentsListed(grant.grant_id, as_of, number, len(parts), part)
        OUTBOX.add(session, listed, subject=subject, by=by, grant_id=grant.grant_id)
    OUTBOX.add(session, stated, subject=subject, by=by, grant_id=grant.grant_id)
    return True


def _statement(
    grant_id: str, found: InterestAt, segments: tuple[InterestSegment, ...], parts: int
) -> InterestStated:
    used = {half_year_start(one.first) for one in segments}
    return InterestStated(
        grant_id=grant_id,
        as_of=found.as_of,
        day_count=found.convention.day_count,
        margin_bp=found.convention.margin_bp,
        late_use_start=found.late_use_start,
        parts=parts,
        items=tuple(one.item for one in found.worked),
        rates=tuple(
            RateUsed(one.valid_from, one.rate_bp, one.source)
            for one in found.rates
            if one.valid_from in used
        ),
        missing=found.missing,
        values=values_by_code([("interest", found.values)]),
    )


def _segments(found: InterestAt) -> Iterator[InterestSegment]:
    for worked in found.worked:
        steps = worked.interest.rounded_steps
        for one, cents in zip(worked.interest.segments, steps, strict=True):
            yield InterestSegment(
                item_id=worked.item.item_id,
                principal_cents=one.principal_cents,
                first=one.first,
                last=one.last,
                days=one.days,
                base_rate_bp=one.base_rate_bp,
                rate_bp=one.rate_bp,
                cents=cents,
            )
