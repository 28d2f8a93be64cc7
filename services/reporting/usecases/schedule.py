"""The scheduled run: drafts what is due, catches up, never releases, and can be repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from contracts.events.reporting import ScheduledRunCompleted
from services.reporting.documents.quarterly import TYPE as QUARTERLY
from services.reporting.domain.facts import GrantFacts
from services.reporting.domain.schedule import quarters_due
from services.reporting.store import facts, grant_facts, reports, runs
from services.reporting.store.runs import RunRow
from services.reporting.store.stream import OUTBOX
from services.reporting.usecases.cut_off import known_up_to
from services.reporting.usecases.drafting import (
    DraftOrder,
    Execute,
    Prepared,
    draft_report,
    store_draft,
)
from services.reporting.usecases.means import Means
from services.reporting.usecases.service_account import is_service_account
from shared.clock import local_day, parse_instant
from shared.occasion import Occasion
from shared.periods import Period, quarter_of

Progress = Callable[[int, int], None]
"""Told after every draft: done, all."""


@dataclass(frozen=True)
class Due:
    """A report that should exist by the day of the run."""

    grant_id: str
    type: str
    period: str


@dataclass(frozen=True)
class RunResult:
    """What a run found: `drafted` are the ids of new drafts, `items` everything of that day."""

    run_id: str
    as_of: date
    drafted: tuple[str, ...]
    items: tuple[RunRow, ...]


def run_schedule(
    means: Means,
    as_of: date,
    by: Occasion,
    execute: Execute[str | None, str | None],
    *,
    grants: frozenset[str] | None = None,
    new_only: bool = False,
    progress: Progress | None = None,
) -> RunResult:
    """Drafts every quarterly report due on `as_of` that has no version yet.

    `grants` are those the caller may draft for (None: all); the others are neither drafted nor
    told. `new_only` leaves out quarters that ended before the grant was known here. Each draft is
    stored in a transaction of its own, so a run that was interrupted goes on where it stopped; two
    runs at once draft each report once. Raises Unavailable (`checkpoint_missing`, `keys_missing`).
    """
    run_id = by.new_id()
    with means.sessions.read() as session:
        scheduled = is_service_account(session, by.actor)
        due = list(find_due(session, as_of, grants=grants, new_only=new_only))
    drafted: list[str] = []
    for number, one in enumerate(due, start=1):
        order = DraftOrder(one.grant_id, one.type, one.period, scheduled, run_id)
        report_id = draft_report(means, order, execute, _keep(as_of, run_id, by))
        if report_id is not None:
            drafted.append(report_id)
        if progress:
            progress(number, len(due))
    if drafted:
        execute(_completed(run_id, as_of, tuple(drafted), by))
    with means.sessions.read() as session:
        items = tuple(
            one for one in runs.of_day(session, as_of) if grants is None or one.grant_id in grants
        )
    return RunResult(run_id, as_of, tuple(drafted), items)


def find_due(
    session: Session,
    as_of: date,
    *,
    grants: frozenset[str] | None = None,
    new_only: bool = False,
) -> Iterator[Due]:
    """Reports of active grants that should exist and do not, oldest first per grant.

    The first quarter of a grant is the one something was paid or bound in, or reported about:
    before that, and for what was taken over from earlier books, there is nothing to tell.
    """
    offset = known_up_to(session)
    for grant_id in facts.grants(session):
        if grants is not None and grant_id not in grants:
            continue
        known = grant_facts.grant_facts(session, grant_id, offset)
        if known.grant.status != "active":
            continue
        start = max(_first_day(known, as_of), _known_since(session, grant_id, new_only=new_only))
        for period in quarters_due(start, known.terms_on(as_of).period_end, as_of):
            if reports.next_version(session, grant_id, QUARTERLY, str(period)) == 1:
                yield Due(grant_id, QUARTERLY, str(period))


def _first_day(known: GrantFacts, as_of: date) -> date:
    """The first day there is something to report about; without any, the quarter just over."""
    days = [effect.on for row in known.rows if not row.opening for effect in row.effects]
    days += [
        Period.parse(status.period).first_day
        for measure in known.measures
        for status in measure.statuses
    ]
    return min([*days, quarter_of(as_of).previous().first_day])


def _known_since(session: Session, grant_id: str, *, new_only: bool) -> date:
    """The day the grant became known here, or the first quarter a person made a report of.

    Whoever began with a quarter by hand has told of the earlier ones elsewhere.
    """
    if not new_only:
        return date.min
    known = local_day(parse_instant(facts.first_time(session, grant_id)))
    begun = reports.oldest_period_by_hand(session, QUARTERLY)
    return known if begun is None else max(known, Period.parse(begun).first_day)


def _keep(as_of: date, run_id: str, by: Occasion) -> Callable[[Session, Prepared], str | None]:
    def keep(session: Session, prepared: Prepared) -> str | None:
        order = prepared.order
        reports.lock_series(session, order.grant_id, order.type, order.period)
        if reports.next_version(session, order.grant_id, order.type, order.period) > 1:
            return None  # another schedule was quicker
        row, _ = store_draft(session, prepared, by=by)
        runs.add(
            session,
            RunRow(
                as_of=as_of,
                grant_id=order.grant_id,
                type=order.type,
                period=order.period,
                run_id=run_id,
                report_id=row.report_id,
                created_at=by.now,
            ),
        )
        return row.report_id

    return keep


def _completed(
    run_id: str, as_of: date, drafted: tuple[str, ...], by: Occasion
) -> Callable[[Session], str | None]:
    def complete(session: Session) -> str | None:
        event = ScheduledRunCompleted(
            run_id=run_id,
            as_of=as_of.isoformat(),
            drafted=drafted,
            related=tuple(f"report/{one}" for one in drafted),
        )
        OUTBOX.add(session, event, subject=f"run/{run_id}", by=by)
        return None

    return complete
