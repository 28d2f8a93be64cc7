"""Drafting and releasing as long work: ordered by a request, done beside it or by the pump."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any, Final

from sqlalchemy.orm import Session

from services.reporting.store import reports
from services.reporting.store.reports import ReportRow
from services.reporting.store.stream import JOBS
from services.reporting.usecases.drafting import draft_report, store_draft
from services.reporting.usecases.long_run import RUN, do_run
from services.reporting.usecases.means import Means
from services.reporting.usecases.notifying import tell_of_first_release
from services.reporting.usecases.preparing import DraftOrder
from services.reporting.usecases.releasing import (
    Drawn,
    Releaser,
    release_report,
    store_release,
)
from services.reporting.usecases.service_account import is_service_account
from shared.clock import local_day
from shared.errors import Conflict, NotFound, Violation
from shared.long_work import Job, Order
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.workshop import Task, Workshop

DRAFT: Final = "draft_report"
RELEASE: Final = "release_report"


def draft_order(session: Session, grant_id: str, type_: str, period: str, *, by: Occasion) -> Order:
    """The order of a draft; its id is the id the report will have."""
    scheduled = is_service_account(session, by.actor)
    report_id = by.new_id()
    today = local_day(by.now)
    draft = DraftOrder(grant_id, type_, period, today, scheduled, report_id=report_id)
    # The day is that of the attempt which stores the report: both must be one (as-of, release).
    arguments = {name: one for name, one in asdict(draft).items() if name != "on"}
    return Order(report_id, DRAFT, subject_of(report_id), arguments, grant_id)


def release_order(session: Session, report_id: str, releaser: Releaser, *, by: Occasion) -> Order:
    """The order of a release by someone who holds the role now. Raises NotFound, Conflict while
    the same report is being released."""
    row = reports.get(session, report_id)
    if JOBS.open_about(session, subject_of(report_id)) is not None:
        message = "Dieser Bericht wird gerade freigegeben. Bitte das Ergebnis abwarten."
        raise Conflict([Violation("release_running", "MUN-03", message)])
    arguments = {"report_id": report_id, **asdict(releaser)}
    return Order(by.new_id(), RELEASE, subject_of(report_id), arguments, row.grant_id)


def subject_of(report_id: str) -> str:
    """What work about a report is about."""
    return f"report/{report_id}"


def work_about(session: Session, report_id: str) -> Job | None:
    """What is being done about a report, or how its draft failed; None if nothing is."""
    return JOBS.open_about(session, subject_of(report_id)) or _failed_draft(session, report_id)


def drafting(session: Session, report_id: str) -> Job:
    """The work that will make, or failed to make, a report that is not there. Raises NotFound."""
    found = JOBS.get(session, report_id)
    if found is None or found.kind != DRAFT:
        reports.get(session, report_id)  # says that there is none
        raise NotFound()
    return found


def grant_of_report(session: Session, report_id: str) -> str:
    """The grant of a report that is there or will be. Raises NotFound."""
    found = JOBS.get(session, report_id)
    if found is not None and found.kind == DRAFT and found.grant_id:
        return found.grant_id
    return reports.get(session, report_id).grant_id


def _failed_draft(session: Session, report_id: str) -> Job | None:
    found = JOBS.get(session, report_id)
    return found if found is not None and found.state == "failed" else None


def _draft(ports: ServicePorts, task: Task) -> None:
    means: Means = ports.extras["means"]
    draft_report(
        means,
        DraftOrder(**{**task.job.arguments, "on": local_day(task.by.now)}),
        partial(task.finish, DRAFT, outcome=_outcome),
        lambda session, prepared: store_draft(session, prepared, by=task.by)[0],
        task.progress,
    )


def _release(ports: ServicePorts, task: Task) -> None:
    means: Means = ports.extras["means"]
    arguments: dict[str, Any] = dict(task.job.arguments)
    report_id = arguments.pop("report_id")
    releaser = Releaser(**arguments)
    release_report(
        means,
        report_id,
        releaser,
        task.by,
        partial(task.finish, RELEASE, outcome=_outcome),
        partial(_store_release, means, releaser, task.by),
        task.progress,
    )


def _store_release(
    means: Means, releaser: Releaser, by: Occasion, session: Session, drawn: Drawn
) -> ReportRow:
    row, _ = store_release(session, drawn, releaser, by=by)
    if row.status == "partly_released":
        tell_of_first_release(session, means, row, by=by)
    return row


def _outcome(row: ReportRow) -> dict[str, Any]:
    return {"report_id": row.report_id}


WORKS: Final = Workshop(JOBS, {DRAFT: _draft, RELEASE: _release, RUN: do_run})
