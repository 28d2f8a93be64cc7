"""Receipts on demand: they stay with the city, and the funder may ask for them (VN-09).

Bundling is long work: its order says which rows, its outcome which bytes in the file store.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from tempfile import SpooledTemporaryFile
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from contracts.events.budget import ReceiptsBundled
from services.budget.store.drawdown_reading import load_drawdown, rows_of_call
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.grant_lookup import grant_stamp
from services.budget.store.tables import JOBS, OUTBOX
from services.budget.usecases.means import Means
from services.budget.usecases.receipt_archive import Filed, files_of, write_archive
from shared.errors import Conflict, NotFound, Refused, Violation
from shared.long_work import Job, Order
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.workshop import Task

BUNDLE: Final = "bundle_receipts"
_IN_MEMORY: Final = 8 * 1024 * 1024


def bundle_of_call(session: Session, drawdown_id: str, *, by: Occasion) -> Order:
    """The order of the receipts a call has fixed. Raises NotFound, Conflict, Refused."""
    call = load_drawdown(session, drawdown_id)
    return _order(session, f"drawdown/{drawdown_id}", call.grant_id, drawdown_id, by)


def bundle_of_grant(session: Session, grant_id: str, *, by: Occasion) -> Order:
    """The order of all receipts of a grant, for its proof of use. Raises as above."""
    grant_stamp(session, grant_id, lock=False)
    return _order(session, f"grant/{grant_id}", grant_id, None, by)


def load_bundle(session: Session, bundle_id: str) -> Job:
    """The work that made, or makes, a bundle. Raises NotFound."""
    found = JOBS.get(session, bundle_id)
    if found is None or found.kind != BUNDLE:
        message = "Dieses Belegbündel gibt es nicht."
        raise NotFound([Violation("bundle_unknown", "VN-09", message)])
    return found


def finished_bundle(session: Session, bundle_id: str) -> str:
    """The hash of a bundle that is there to be downloaded. Raises NotFound, Conflict."""
    job = load_bundle(session, bundle_id)
    if job.state != "done":
        message = "Das Belegbündel ist noch nicht fertig."
        raise Conflict([Violation("bundle_not_ready", "VN-09", message)])
    return str(job.outcome["sha256"])


def bundled_copies(session: Session, grant_ids: Collection[str]) -> set[str]:
    """The hashes of all bundles of these grants: copies a deletion must not leave behind (RET-06).

    Raises Conflict while one is being made.
    """
    for grant_id in grant_ids:
        if JOBS.open_of_grant(session, grant_id, BUNDLE):
            message = "Hier werden gerade Belege gebündelt. Bitte das Ergebnis abwarten."
            raise Conflict([Violation("bundle_running", "VN-09", message)])
    return {str(job.outcome["sha256"]) for job in JOBS.done_in(session, grant_ids, BUNDLE)}


def make_bundle(ports: ServicePorts, task: Task) -> None:
    """Writes the archive into the file store and tells of it, in the end as one."""
    means: Means = ports.extras["means"]
    order = task.job.arguments
    with (
        SpooledTemporaryFile(_IN_MEMORY) as archive,
        ports.sessions.read() as session,
    ):
        files = _files(session, order["grant_id"], order["drawdown_id"])
        task.progress(0, len(files))
        write_archive(archive, files, means, task.progress)
        sha256 = means.files.put_stream(archive)  # type: ignore[arg-type]  # binary and seekable
    task.finish(
        BUNDLE,
        lambda session: _tell(session, task, sha256, len(files)),
        lambda count: {"sha256": sha256, "files": count},
    )


def _tell(session: Session, task: Task, sha256: str, count: int) -> int:
    order: dict[str, Any] = dict(task.job.arguments)
    grant_id, drawdown_id = order["grant_id"], order["drawdown_id"]
    related = (f"grant/{grant_id}", *([f"drawdown/{drawdown_id}"] if drawdown_id else []))
    event = ReceiptsBundled(task.job.work_id, grant_id, drawdown_id, sha256, count, related)
    subject = f"receipt_bundle/{task.job.work_id}"
    OUTBOX.add(session, event, subject=subject, by=task.by, grant_id=grant_id)
    return count


def _order(
    session: Session, about: str, grant_id: str, drawdown_id: str | None, by: Occasion
) -> Order:
    subject = f"receipts-of-{about}"
    if JOBS.open_about(session, subject) is not None:
        message = "Diese Belege werden gerade gebündelt. Bitte das Ergebnis abwarten."
        raise Conflict([Violation("bundle_running", "VN-09", message)])
    if not _files(session, grant_id, drawdown_id):
        message = "Hier liegt noch keine Datei eines Belegs."
        raise Refused(
            [Violation("receipts_missing", "VN-09", message)], subject=about, grant_id=grant_id
        )
    arguments = {"grant_id": grant_id, "drawdown_id": drawdown_id}
    return Order(by.new_id(), BUNDLE, subject, arguments, grant_id)


def _files(session: Session, grant_id: str, drawdown_id: str | None) -> Sequence[Filed]:
    statement = select(ExpenditureRow).where(ExpenditureRow.grant_id == grant_id)
    if drawdown_id is not None:
        fixed = rows_of_call(session, drawdown_id)
        statement = statement.where(ExpenditureRow.expenditure_id.in_(fixed))
    return list(files_of(session, session.scalars(statement).all()))
