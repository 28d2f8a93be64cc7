"""Which reports should exist on a day and do not: the calendar of the grant meets the types that
are registered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from services.reporting.documents.quarterly import TYPE as QUARTERLY
from services.reporting.domain.facts import GrantFacts
from services.reporting.domain.schedule import owed_reports
from services.reporting.store import deadlines, facts, failed_draft, grant_facts, reports
from services.reporting.usecases.cut_off import known_up_to
from services.reporting.usecases.report_types import REPORT_TYPES
from shared.clock import local_day, parse_instant
from shared.periods import Period, quarter_of


@dataclass(frozen=True)
class Due:
    """A report that should exist by the day of the run."""

    grant_id: str
    type: str
    period: str


def find_due(
    session: Session,
    as_of: date,
    *,
    grants: frozenset[str] | None = None,
    new_only: bool = False,
    patient_at: datetime | None = None,
) -> Iterator[Due]:
    """Reports of active grants that should exist and do not, oldest first per grant.

    The first period of a grant is the one something was paid or bound in, or reported about:
    before that, and for what was taken over from earlier books, there is nothing to tell.
    `patient_at` leaves out what failed and rests at that instant.
    """
    offset = known_up_to(session)
    types = _type_of_report()
    resting = failed_draft.resting(session, patient_at) if patient_at else frozenset()
    for grant_id in facts.grants(session):
        if grants is not None and grant_id not in grants:
            continue
        known = grant_facts.grant_facts(session, grant_id, offset)
        if known.grant.status != "active":
            continue
        start = max(_first_day(known, as_of), _known_since(session, grant_id, new_only=new_only))
        told = deadlines.told_deadlines(session, grant_id, offset)
        for owed in owed_reports(known, start, as_of, told):
            if owed.report not in types:
                continue
            key = (grant_id, types[owed.report], str(owed.period))
            if key not in resting and reports.next_version(session, *key) == 1:
                yield Due(*key)


def _type_of_report() -> dict[str, str]:
    """The type that stands for a number of the rulebook: the first one registered."""
    return {one.report: one.type for one in reversed(REPORT_TYPES.values())}


def _first_day(known: GrantFacts, as_of: date) -> date:
    """The first day there is something to report about; without any, the quarter just over.

    Never before the grant: a slip in the date of an invoice shall not call for reports of a time
    in which there was none.
    """
    days = [effect.on for row in known.rows if not row.opening for effect in row.effects]
    days += [
        Period.parse(status.period).first_day
        for measure in known.measures
        for status in measure.statuses
    ]
    begun = min(known.grant.award_date, known.terms_on(as_of).period_start)
    return max(begun, min([*days, quarter_of(as_of).previous().first_day]))


def _known_since(session: Session, grant_id: str, *, new_only: bool) -> date:
    """The day the grant became known here, or the first quarter a person made a report of.

    Whoever began with a quarter by hand has told of the earlier ones elsewhere.
    """
    if not new_only:
        return date.min
    known = local_day(parse_instant(facts.first_time(session, grant_id)))
    begun = reports.oldest_period_by_hand(session, QUARTERLY)
    return known if begun is None else max(known, Period.parse(begun).first_day)
