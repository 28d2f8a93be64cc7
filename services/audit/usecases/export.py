"""Handing out the trail as a package."""

from collections.abc import Iterator
from typing import IO

from sqlalchemy.orm import Session

from services.audit.domain.note import Verifier
from services.audit.domain.trail import TrailEntry, TrailFilter
from services.audit.export.package import Package, write_package
from services.audit.store import checkpoint as checkpoints
from services.audit.store import log, trail
from shared.errors import Unavailable

_PORTION = 500


def export_trail(
    session: Session, target: IO[bytes], wanted: TrailFilter, verifier: Verifier
) -> int:
    """Write everything the filter lets through, up to the newest checkpoint, into a ZIP.

    Answers the number of entries. Raises Unavailable while there is no checkpoint: without one
    nothing could be checked.
    """
    newest = checkpoints.latest(session)
    if newest is None:
        raise Unavailable("Es gibt noch keine Prüfmarke.", code="no_checkpoint")
    package = Package(newest.note, verifier.text(), wanted.as_text(), newest.tree_size)
    return write_package(
        target,
        package,
        entries=_entries(session, wanted, newest.tree_size),
        again=_entries(session, wanted, newest.tree_size),
        leaf_hashes=_leaf_hashes(session, newest.tree_size),
    )


def _entries(session: Session, wanted: TrailFilter, end: int) -> Iterator[TrailEntry]:
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


def _leaf_hashes(session: Session, size: int) -> Iterator[bytes]:
    hashes = log.StoredHashes(session)
    for first in range(0, size, _PORTION):
        yield from hashes.read(0, first, min(_PORTION, size - first))
