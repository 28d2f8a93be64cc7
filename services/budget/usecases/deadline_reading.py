"""All deadlines of a grant as of today, from the books and from what was agreed about them."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.deadline import Deadline, extended
from services.budget.domain.deadline_sources import SOURCES, GrantFacts, OpenNotice, Reading
from services.budget.domain.notice import NoticeStatus
from services.budget.store.base_rate import confirmed_rates
from services.budget.store.deadline import completions_of, extension_records
from services.budget.store.deadline_facts import called_periods, uncertified_rows
from services.budget.store.grant import GrantRecord
from services.budget.store.kept_file import first_filed_on
from services.budget.store.notice import notices_of
from services.budget.store.retention import last_read_test
from services.budget.usecases.means import Means
from services.budget.usecases.notice import due_values
from shared.clock import local_day


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
            OpenNotice(
                one.notice_id,
                one.occasion.rule,
                one.occasion.reason,
                one.due_on,
                due_values(one, grant, means),
            )
            for one in notices_of(session, grant_id)
            if one.status is NoticeStatus.OPEN
        ),
        reading=reading_of(session, grant_id),
    )


def reading_of(session: Session, grant_id: str) -> Reading:
    """What the next read test counts from; the first document is only looked for while there was
    no test."""
    last = last_read_test(session, grant_id)
    return Reading(
        first_filed_on=None if last else first_filed_on(session, grant_id),
        last_on=local_day(last.done_at) if last else None,
        unreadable=last.missing_count + last.damaged_count if last else 0,
    )
