"""Handing out the trail as a package."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from sqlalchemy.orm import Session

from services.audit.domain.note import Verifier
from services.audit.domain.trail import TrailEntry, TrailFilter
from services.audit.export.package import Package, write_package
from services.audit.store import checkpoint as checkpoints
from services.audit.store import log, trail
from services.audit.usecases.reading import note_export
from shared.database import Sessions
from shared.errors import Conflict, Unavailable, Violation
from shared.occasion import Occasion
from shared.progress_text import Progress, untold

DIRECT_UP_TO: Final = 20_000
"""Entries of the log up to which a package is written while the reader waits."""

_PORTION = 500
_IN_MEMORY = 8 * 1024 * 1024
_CHUNK = 64 * 1024


def packed_trail(
    sessions: Sessions, wanted: TrailFilter, verifier: Verifier, by: Occasion
) -> Iterator[bytes]:
    """The package in chunks, written and logged as an entry before the first one is handed out.

    It is made in a file, not in memory: a log of a million entries is some gigabytes. Raises
    Unavailable while there is no checkpoint, Conflict where the log is too long for an answer.
    """
    with ExitStack() as cleanup:
        file = cleanup.enter_context(SpooledTemporaryFile(max_size=_IN_MEMORY))
        with sessions.read() as session:
            _demand_short(session)
            entries = export_trail(session, file, wanted, verifier)
        with sessions.write() as session:
            note_export(session, wanted, entries, by)
        file.seek(0)
        cleanup.pop_all()
    return _chunks(file)


def _demand_short(session: Session) -> None:
    if log.size(session) > DIRECT_UP_TO:
        message = (
            f"Das Protokoll hat mehr als {DIRECT_UP_TO} Einträge. Bitte den Auszug bestellen "
            "(POST /exports) und abholen, wenn er fertig ist."
        )
        raise Conflict([Violation("export_too_long", "GOB-01", message)])


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def demand_checkpoint(session: Session) -> checkpoints.StoredCheckpoint:
    """The newest checkpoint. Raises Unavailable: without one nothing could be checked."""
    newest = checkpoints.latest(session)
    if newest is None:
        raise Unavailable("Es gibt noch keine Prüfmarke.", code="no_checkpoint")
    return newest


def export_trail(
    session: Session,
    target: IO[bytes],
    wanted: TrailFilter,
    verifier: Verifier,
    progress: Progress = untold,
) -> int:
    """Write everything the filter lets through, up to the newest checkpoint, into a ZIP.

    Answers the number of entries. Raises Unavailable while there is no checkpoint.
    """
    newest = demand_checkpoint(session)
    size = newest.tree_size
    package = Package(newest.note, verifier.text(), wanted.as_text(), size)
    return write_package(
        target,
        package,
        entries=_entries(session, wanted, size, lambda at: progress(at, 2 * size)),
        again=_entries(session, wanted, size, lambda at: progress(size + at, 2 * size)),
        leaf_hashes=_leaf_hashes(session, size),
    )


def _entries(
    session: Session, wanted: TrailFilter, end: int, reached: Callable[[int], None]
) -> Iterator[TrailEntry]:
    beyond: int | None = None
    while True:
        found = trail.page(session, wanted, limit=_PORTION, beyond=beyond)
        for shown in found:
            if shown.sequence >= end:
                return
            yield shown
        if len(found) < _PORTION:
            return
        beyond = found[-1].sequence
        reached(beyond)


def _leaf_hashes(session: Session, size: int) -> Iterator[bytes]:
    hashes = log.StoredHashes(session)
    for first in range(0, size, _PORTION):
        yield from hashes.read(0, first, min(_PORTION, size - first))
