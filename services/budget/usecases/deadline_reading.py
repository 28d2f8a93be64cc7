"""All deadlines of a grant as of today, from the books and from what was agreed about them."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.deadline import Deadline, extended
from services.budget.domain.deadline_sources import SOURCES, GrantFacts, OpenNotice
from services.budget.domain.notice import NoticeStatus
from services.budget.store.base_rate import confirmed_rates
from services.budget.store.deadline import completions_of, extension_records
from services.budget.store.deadline_facts import called_periods, uncertified_rows
from services.budget.store.grant import GrantRecord
from services.budget.store.notice import notices_of
from services.budget.usecases.means import Means


def deadlines_of(
    session: Session, grant: GrantRecord, today: date, *, means: Means
) -> tuple[Deadline, ...]:
    """Every duty of the grant, the next one first, done ones included."""
    facts = facts_of(session, grant, today, means=means)
    agreed = [
        one.extension for one in extension_records(session, grant.grant_id) if one.confirmed_by
    ]
    found = [extended(one, agreed) for source in SOURCES for one in source(facts)]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.duty)))


def deadline_of(
    session: Session, grant: GrantRecord, duty: str, today: date, *, means: Means
) -> Deadline | None:
    """One of them, None for a duty the grant does not have."""
    found = deadlines_of(session, grant, today, means=means)
    return next((one for one in found if one.duty == duty), None)


def facts_of(session: Session, grant: GrantRecord, today: date, *, means: Means) -> GrantFacts:
    """What the sources of deadlines look at."""
    grant_id = grant.grant_id
    return GrantFacts(
        phase=grant.phase,
        award_date=grant.award_date,
        terms=grant.terms(today),
        rules=grant.rules(means.packs, today),
        today=today,
        completed={key: one.done_on for key, one in completions_of(session, grant_id).items()},
        called=called_periods(session, grant_id),
        uncertified=uncertified_rows(session, grant_id),
        rated=frozenset(one.valid_from for one in confirmed_rates(session)),
        notices=tuple(
            OpenNotice(one.notice_id, one.occasion.rule, one.occasion.reason, one.due_on)
            for one in notices_of(session, grant_id)
            if one.status is NoticeStatus.OPEN
        ),
    )
