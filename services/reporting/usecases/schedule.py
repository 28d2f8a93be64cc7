"""The scheduled run: drafts what is due, catches up, never releases, and can be repeated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import structlog
from sqlalchemy.orm import Session

from contracts.events.reporting import ScheduledRunCompleted
from services.reporting.domain.running_period import check_as_of
from services.reporting.store import failed_draft, reports, runs
from services.reporting.store.failed_draft import FailedDraftRow
from services.reporting.store.runs import RunRow
from services.reporting.store.stream import OUTBOX
from services.reporting.usecases.cut_off import CutOff, await_cut_off
from services.reporting.usecases.drafting import Execute, draft_report, store_draft
from services.reporting.usecases.due import Due, find_due
from services.reporting.usecases.failed_draft import Reason, note_failure, reason_of
from services.reporting.usecases.means import Means
from services.reporting.usecases.notifying import tell_of_drafts, tell_of_failure
from services.reporting.usecases.preparing import DraftOrder, Prepared
from services.reporting.usecases.service_account import is_service_account
from shared.clock import local_day
from shared.errors import DomainError, Refused
from shared.occasion import Occasion
from shared.progress_text import Progress

Run = Execute[str | None, str | None]

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class RunResult:
    """What a run found: `drafted` are the ids of new drafts, `items` everything drafted on that
    day, `failed` what could not be drafted so far."""

    run_id: str
    as_of: date
    drafted: tuple[str, ...]
    items: tuple[RunRow, ...]
    failed: tuple[FailedDraftRow, ...]


def run_schedule(
    means: Means,
    as_of: date,
    by: Occasion,
    execute: Run,
    *,
    grants: frozenset[str] | None = None,
    by_itself: bool = False,
    run_id: str | None = None,
    progress: Progress | None = None,
) -> RunResult:
    """Drafts every report due on `as_of` that has no version yet.

    `grants` are those the caller may draft for (None: all); the others are neither drafted nor
    told. `by_itself` leaves out periods that ended before the grant was known here, and what
    failed and rests; `run_id` is a promised one. Each draft is stored in a transaction of its own,
    so a run that was interrupted goes on where it stopped, one that fails holds up no other, and
    two runs at once draft each report once. All rest on one cut-off. Raises Refused for a day to
    come, Unavailable `checkpoint_missing`: then nothing can be drafted.
    """
    ahead = check_as_of(as_of, local_day(by.now))
    if ahead:
        raise Refused(ahead, subject=f"run/{as_of.isoformat()}")
    with means.sessions.read() as session:
        scheduled = is_service_account(session, by.actor)
        patient_at = by.now if by_itself else None
        due = list(
            find_due(session, as_of, grants=grants, new_only=by_itself, patient_at=patient_at)
        )
    cut_off = await_cut_off(means) if due else None
    work = _Work(means, as_of, by, execute, scheduled, cut_off, run_id or by.new_id())
    for number, one in enumerate(due, start=1):
        work.draft(one)
        if progress:
            progress(number, len(due))
    if work.drafted:
        execute(work.complete)
    with means.sessions.read() as session:
        return result_so_far(session, work.run_id, as_of, work.drafted, grants)


def result_so_far(
    session: Session,
    run_id: str,
    as_of: date,
    drafted: Iterable[str],
    grants: frozenset[str] | None,
) -> RunResult:
    """What the runs of a day have made by now, and what failed, of these grants (None: all)."""
    items = tuple(one for one in runs.of_day(session, as_of) if _within(grants, one.grant_id))
    failed = tuple(one for one in failed_draft.waiting(session) if _within(grants, one.grant_id))
    return RunResult(run_id, as_of, tuple(drafted), items, failed)


def _within(grants: frozenset[str] | None, grant_id: str) -> bool:
    return grants is None or grant_id in grants


@dataclass
class _Work:
    """One run on its way through what is due."""

    means: Means
    as_of: date
    by: Occasion
    execute: Run
    scheduled: bool
    cut_off: CutOff | None
    run_id: str
    drafted: list[str] = field(default_factory=list)

    def draft(self, due: Due) -> None:
        """Drafts one report, or notes why that failed."""
        order = DraftOrder(
            due.grant_id, due.type, due.period, local_day(self.by.now), self.scheduled, self.run_id
        )
        try:
            report_id = draft_report(
                self.means, order, self.execute, self._keep, cut_off=self.cut_off
            )
        except Exception as error:
            reason = reason_of(error)
            known = error if not isinstance(error, DomainError) else None
            log.error("draft_failed", type=due.type, reason=reason.code, exc_info=known)
            self.execute(partial(self._note, due, reason))
            return
        if report_id is not None:
            self.drafted.append(report_id)

    def _note(self, due: Due, reason: Reason, session: Session) -> None:
        note_failure(session, due, reason, run_id=self.run_id, as_of=self.as_of, by=self.by)
        tell_of_failure(session, self.means, due.grant_id, self.as_of.isoformat(), by=self.by)

    def _keep(self, session: Session, prepared: Prepared) -> str | None:
        order = prepared.order
        key = (order.grant_id, order.type, order.period)
        reports.lock_series(session, *key)
        if reports.next_version(session, *key) > 1:
            return None  # another schedule was quicker
        row, _ = store_draft(session, prepared, by=self.by)
        claim = RunRow(
            as_of=self.as_of,
            grant_id=order.grant_id,
            type=order.type,
            period=order.period,
            run_id=self.run_id,
            report_id=row.report_id,
            created_at=self.by.now,
        )
        runs.add(session, claim)
        return row.report_id

    def complete(self, session: Session) -> None:
        """The entry of a run that drafted something."""
        event = ScheduledRunCompleted(
            run_id=self.run_id,
            as_of=self.as_of.isoformat(),
            drafted=tuple(self.drafted),
            related=tuple(f"report/{one}" for one in self.drafted),
        )
        OUTBOX.add(session, event, subject=f"run/{self.run_id}", by=self.by)
        tell_of_drafts(session, self.means, self.run_id, self.drafted, by=self.by)
