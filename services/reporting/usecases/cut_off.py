"""The cut-off of a report: the newest signed state of the log that reporting has read up to."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from contracts.topics import EVENTS
from services.reporting.store import checkpoints, facts
from services.reporting.store.models import CheckpointRow
from services.reporting.store.stream import POSITIONS
from services.reporting.usecases.means import FACTS_CONSUMER, Means
from shared.errors import NotFound, Unavailable, Violation

_POLL_S = 0.05


@dataclass(frozen=True)
class CutOff:
    """`position` is the tree size of the checkpoint, `at` the time of the last entry below it
    (RFC 3339), `offset` the first offset not covered; `late`: it does not cover everything that
    was in the stream when the report was asked for."""

    position: int
    at: str
    offset: int
    root: str
    note: str
    late: bool = False


def await_cut_off(means: Means) -> CutOff:
    """Waits up to `means.wait_s` for a checkpoint that covers the stream as it is now.

    Then takes the older one and says so (`late`). Raises Unavailable `checkpoint_missing` when
    there is none at all. The database is polled: the pump may be another process.
    """
    end = means.transport.end_offset(EVENTS)
    deadline = time.monotonic() + means.wait_s
    while True:
        with means.sessions.read() as session:
            found = newest(session, end)
        if found is not None and not found.late:
            return found
        if time.monotonic() >= deadline:
            break
        time.sleep(_POLL_S)
    if found is None:
        raise Unavailable(
            "Es gibt noch keine Prüfmarke, auf die sich ein Bericht stützen kann. "
            "Bitte in wenigen Sekunden erneut versuchen.",
            code="checkpoint_missing",
            retry_after_s=5,
        )
    return found


def known_up_to(session: Session) -> int:
    """The first offset reporting has not read yet."""
    return POSITIONS.next_offset(session, FACTS_CONSUMER) or 0


def is_covered(session: Session, grant_ids: Iterable[str]) -> bool:
    """Whether the newest checkpoint covers these grants: a report of one that came later would
    find nothing of it."""
    found = newest(session, 0)
    return found is not None and all(
        any(facts.as_of(session, one, found.offset, "grant")) for one in grant_ids
    )


def newest(session: Session, end: int) -> CutOff | None:
    """The newest usable checkpoint; `late` when it does not reach `end`."""
    row = checkpoints.newest_within(session, known_up_to(session))
    if row is None:
        return None
    return _resting_on(row, late=row.next_offset < end)


def cut_off_at(session: Session, position: int) -> CutOff:
    """The cut-off a report had when the log was that long: its newest checkpoint of then. Raises
    NotFound before the first one, and for what was not read yet."""
    row = checkpoints.newest_below(session, position)
    if row is None or row.next_offset > known_up_to(session):
        message = f"Bis zum Prüfeintrag {position} gibt es keine Prüfmarke."
        raise NotFound([Violation("position_unknown", "API", message, field="position")])
    return _resting_on(row, late=False)


def _resting_on(row: CheckpointRow, *, late: bool) -> CutOff:
    return CutOff(
        position=row.tree_size,
        at=row.last_time or row.at,
        offset=row.next_offset,
        root=row.root,
        note=row.note,
        late=late,
    )
