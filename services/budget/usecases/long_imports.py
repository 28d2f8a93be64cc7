"""Looking through a list and taking it over as long work (decision 0011)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NoReturn

from sqlalchemy.orm import Session

from services.budget.domain.import_row import UnreadableFile
from services.budget.store.import_reading import load_import
from services.budget.store.tables import JOBS
from services.budget.usecases.import_examined import Examined
from services.budget.usecases.imports import (
    StoredImport,
    commit_import,
    examine_import,
    keep_import,
)
from services.budget.usecases.kept_list import KeptList
from services.budget.usecases.means import Means
from shared.errors import Conflict, NotFound, Refused, Violation
from shared.long_work import Job, Order
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.workshop import Task

EXAMINE: Final = "upload_import"
COMMIT: Final = "commit_import"
_PORTION: Final = 1 << 20


def examine_order(grant_id: str, profile: str, kept: KeptList, *, by: Occasion) -> Order:
    """The order of a preview; its id is the id the import will have."""
    import_id = by.new_id()
    arguments = {
        "grant_id": grant_id,
        "profile": profile,
        "sha256": kept.sha256,
        "vouchers_sha256": kept.vouchers_sha256,
        "file_name": kept.file_name,
    }
    return Order(import_id, EXAMINE, subject_of(import_id), arguments, grant_id)


def commit_order(session: Session, import_id: str, *, by: Occasion) -> Order:
    """The order to take an import over. Raises NotFound, Conflict while that is being done."""
    row = load_import(session, import_id)
    if JOBS.open_about(session, subject_of(import_id)) is not None:
        message = "Diese Liste wird gerade übernommen. Bitte das Ergebnis abwarten."
        raise Conflict([Violation("import_running", "FMT-03", message)])
    arguments = {"import_id": import_id, "sha256": row.sha256}
    return Order(by.new_id(), COMMIT, subject_of(import_id), arguments, row.grant_id)


def subject_of(import_id: str) -> str:
    """What work about an import is about."""
    return f"import/{import_id}"


def import_or_work(session: Session, import_id: str) -> StoredImport | Job:
    """An import, or the work that will make, or failed to make it. Raises NotFound."""
    try:
        return load_import(session, import_id)
    except NotFound:
        found = JOBS.get(session, import_id)
        if found is None or found.kind != EXAMINE:
            raise
        return found


def work_about(session: Session, import_id: str) -> Job | None:
    """What is being done about an import now."""
    return JOBS.open_about(session, subject_of(import_id))


def _examine(ports: ServicePorts, task: Task) -> None:
    means: Means = ports.extras["means"]
    order = task.job.arguments
    kept = KeptList(order["sha256"], order["vouchers_sha256"], order.get("file_name", ""))
    finish = partial(task.finish, EXAMINE, outcome=_outcome)
    try:
        examined = _examined(ports, task, kept, means)
    except (Refused, UnreadableFile) as refusal:
        grant_id = order["grant_id"]
        noted = Refused(refusal.violations, subject=f"grant/{grant_id}", grant_id=grant_id)
        finish(_raising(noted))  # inside: the refusal becomes an event
    else:
        finish(
            lambda session: keep_import(session, examined, import_id=task.job.work_id, by=task.by)
        )


def _examined(ports: ServicePorts, task: Task, kept: KeptList, means: Means) -> Examined:
    order = task.job.arguments
    with ports.sessions.read() as session:
        return examine_import(
            session,
            order["grant_id"],
            order["profile"],
            kept,
            by=task.by,
            means=means,
            progress=_progress(task, means),
        )


def _commit(ports: ServicePorts, task: Task) -> None:
    means: Means = ports.extras["means"]
    progress = _progress(task, means)

    def run(session: Session) -> StoredImport:
        import_id = task.job.arguments["import_id"]
        return commit_import(session, import_id, by=task.by, means=means, progress=progress)

    task.finish(COMMIT, run, _outcome)


def _progress(task: Task, means: Means) -> Callable[[int], None]:
    """Lines read so far, of those in the file."""
    lines = 0
    with means.files.open(task.job.arguments["sha256"]) as stream:
        while portion := stream.read(_PORTION):
            lines += portion.count(b"\n")
    return lambda done: task.progress(min(done, lines), lines)


def _raising(error: Exception) -> Callable[[Session], NoReturn]:
    def run(_session: Session) -> NoReturn:
        raise error

    return run


def _outcome(row: StoredImport) -> dict[str, Any]:
    return {"import_id": row.import_id}


IMPORTS: Final = {EXAMINE: _examine, COMMIT: _commit}
