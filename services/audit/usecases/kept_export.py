"""A package of the trail made as long work and kept until it is fetched.

What is handed out was narrowed to what the reader might see when it was ordered; who may see
something else by now orders again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

from sqlalchemy.orm import Session

from services.audit.domain.trail import TrailFilter
from services.audit.store import export as store
from services.audit.store.export import ExportFile
from services.audit.store.tables import JOBS
from services.audit.usecases.export import demand_checkpoint, export_trail
from services.audit.usecases.identity import verifier_of
from services.audit.usecases.query import scoped
from services.audit.usecases.reading import note_export
from shared.access import Principal
from shared.errors import Conflict, NotFound, Violation
from shared.long_work import Job, Order
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.workshop import Task

EXPORT: Final = "export_trail"
_PIECE: Final = 1024 * 1024
_IN_MEMORY: Final = 8 * 1024 * 1024


def order_export(session: Session, wanted: TrailFilter, by: Occasion) -> Order:
    """Orders a package; clears away those that had their time.

    Raises Conflict while one of the same person is being made, Unavailable without a checkpoint.
    """
    subject = f"export-for/{by.actor}"
    if JOBS.open_about(session, subject) is not None:
        message = "Ein Auszug wird gerade für Sie erstellt. Bitte sein Ende abwarten."
        raise Conflict([Violation("export_running", "GOB-01", message)])
    demand_checkpoint(session)
    store.clear_away(session, by.now)
    return Order(by.new_id(), EXPORT, subject, _as_arguments(wanted), wanted.grant_id)


def load_export(session: Session, export_id: str, who: Principal) -> Job:
    """The work that made, or makes, a package of this reader. Raises NotFound."""
    job = JOBS.get(session, export_id)
    if job is None or job.kind != EXPORT or job.actor != who.user_id or not _still_sees(job, who):
        message = "Diesen Auszug gibt es nicht (mehr). Bitte ihn neu bestellen."
        raise NotFound([Violation("export_unknown", "GOB-01", message)])
    return job


def finished_export(session: Session, export_id: str, who: Principal) -> ExportFile:
    """A package that can be fetched. Raises NotFound, Conflict while it is being made."""
    job = load_export(session, export_id, who)
    if job.is_open:
        message = "Der Auszug ist noch nicht fertig."
        raise Conflict([Violation("export_not_ready", "GOB-01", message)])
    file = store.file_of(session, export_id)
    if file is None:
        message = "Der Auszug ist nicht mehr da. Bitte ihn neu bestellen."
        raise NotFound([Violation("export_gone", "GOB-01", message)])
    return file


def handed_out(ports: ServicePorts, file: ExportFile) -> Iterator[bytes]:
    """The bytes of a package; after the last one it counts as fetched."""
    yield from store.pieces(ports.sessions, file)
    with ports.sessions.write() as session:
        store.note_fetched(session, file.work_id, ports.clock.now())


def make_export(ports: ServicePorts, task: Task) -> None:
    """Writes the package in pieces nobody sees, then shows and logs it as one."""
    wanted = _as_filter(task.job.arguments)
    with SpooledTemporaryFile(_IN_MEMORY) as archive:
        with ports.sessions.read() as session:
            verifier = verifier_of(session)
            entries = export_trail(session, archive, wanted, verifier, task.progress)
        made = _stored(ports, task, archive, entries)

    def show(session: Session) -> None:
        store.keep(session, made)
        note_export(session, wanted, entries, task.by)

    task.finish(EXPORT, show, lambda _: {"entries": entries, "sha256": made.sha256})


def _stored(ports: ServicePorts, task: Task, archive: IO[bytes], entries: int) -> ExportFile:
    work_id, attempt = task.job.work_id, task.job.attempts
    digest, size, number = hashlib.sha256(), 0, 0
    archive.seek(0)
    while body := archive.read(_PIECE):
        with ports.sessions.write() as session:
            store.put_piece(session, work_id, attempt, number, body)
        digest.update(body)
        size, number = size + len(body), number + 1
    return ExportFile(work_id, attempt, digest.hexdigest(), size, entries, task.by.now)


def _still_sees(job: Job, who: Principal) -> bool:
    wanted = _as_filter(job.arguments)
    return scoped(replace(wanted, grants=None, any_grant=False), who) == wanted


def _as_arguments(wanted: TrailFilter) -> dict[str, Any]:
    grants = None if wanted.grants is None else sorted(wanted.grants)
    return {**asdict(wanted), "grants": grants}


def _as_filter(arguments: Mapping[str, Any]) -> TrailFilter:
    grants = arguments["grants"]
    return TrailFilter(**{**arguments, "grants": None if grants is None else frozenset(grants)})
