"""Finding entries: every filter of the trail, paged by sequence in either direction."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, text, true
from sqlalchemy.orm import Session

from contracts.events.audit import TrailRead
from services.audit.domain.trail import TrailEntry, TrailFilter
from services.audit.domain.words import matches, query_words, words_of_body
from services.audit.store.log import size
from services.audit.store.models import ENTRY, NOT_OK
from services.audit.store.search import Matches, Part, about, time_window

_EQUAL = ("grant_id", "type")
_SHORTEST_ID = 8
_WHOLE_ID = 36


def entry(session: Session, sequence: int) -> TrailEntry | None:
    """One entry, or None."""
    row = session.execute(select(ENTRY).where(ENTRY.c.sequence == sequence)).first()
    return TrailEntry(*row) if row else None


def page(
    session: Session,
    wanted: TrailFilter,
    *,
    limit: int,
    beyond: int | None = None,
    newest_first: bool = False,
) -> list[TrailEntry]:
    """Up to `limit` matching entries past the sequence `beyond`, in order of sequence."""
    first, end = _window(session, wanted, beyond, newest_first)
    conditions = list(_conditions(wanted))
    words = query_words(wanted.q) if wanted.q else []
    if wanted.subject:
        parts = [
            (
                part.where(ENTRY.c.subject == wanted.subject, key >= first, key < end, *conditions),
                key,
            )
            for part, key in about(session, wanted.subject)
        ]
        return _in_parts(session, parts, limit, words, newest_first)
    statement = select(ENTRY).where(*conditions)
    if not words:
        inside = statement.where(ENTRY.c.sequence >= first, ENTRY.c.sequence < end)
        return _in_parts(session, [(inside, ENTRY.c.sequence)], limit, words, newest_first)
    found: list[TrailEntry] = []
    matching = Matches(session, words, and_(*conditions) if conditions else None)
    for batch in matching.batches(first, end, descending=newest_first):
        for portion in _portions(batch, limit):
            chosen = statement.where(ENTRY.c.sequence.in_(portion))
            part = (chosen, ENTRY.c.sequence)
            found += _in_parts(session, [part], limit - len(found), [], newest_first)
            if len(found) == limit:
                return found
    return found


def _in_parts(
    session: Session,
    parts: Sequence[Part],
    limit: int,
    words: list[str],
    newest_first: bool,
) -> list[TrailEntry]:
    """The first `limit` entries of selections that follow each other, words looked for in each."""
    found: list[TrailEntry] = []
    for part, key in reversed(parts) if newest_first else parts:
        chosen = part.order_by(key.desc() if newest_first else key)
        if not words:
            limited = chosen.limit(limit - len(found))
            found += [TrailEntry(*tuple(row)) for row in session.execute(limited)]
        else:
            found += _holding(session, chosen, words, limit - len(found))
        if len(found) == limit:
            break
    return found


def _holding(
    session: Session, chosen: Select[Any], words: list[str], limit: int
) -> list[TrailEntry]:
    """The first `limit` of the selected entries that hold the words, read in portions."""
    with session.execute(chosen.execution_options(yield_per=500)) as rows:
        entries = (TrailEntry(*row) for row in rows)
        matching = (one for one in entries if matches(words, words_of_body(one.body)))
        return list(islice(matching, limit))


def _portions(batch: Sequence[int], limit: int) -> Iterator[Sequence[int]]:
    """The batch in parts a little larger than what is still wanted, not all its rows at once."""
    step = max(limit, 50)
    for at in range(0, len(batch), step):
        yield batch[at : at + step]


def _window(
    session: Session, wanted: TrailFilter, beyond: int | None, newest_first: bool
) -> tuple[int, int]:
    first, end = time_window(session, wanted.since, wanted.until)
    first = max(first, wanted.from_sequence)
    end = size(session) if end is None else end
    if beyond is not None:
        first, end = (first, min(end, beyond)) if newest_first else (max(first, beyond + 1), end)
    return first, end


def _conditions(wanted: TrailFilter) -> Iterator[ColumnElement[bool]]:
    for name in _EQUAL:
        value = getattr(wanted, name)
        if value:
            yield ENTRY.c[name] == value
    yield from _by_whom(wanted)
    if wanted.outcome:
        yield ENTRY.c.outcome == wanted.outcome
        if wanted.outcome != "ok":
            yield text(NOT_OK)  # type: ignore[misc]
    if wanted.since:
        yield ENTRY.c.time >= wanted.since
    if wanted.until:
        yield ENTRY.c.time <= wanted.until
    yield from _visible(wanted.grants, wanted.any_grant)


def _by_whom(wanted: TrailFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.actor:
        yield _by(wanted.actor)
    if wanted.without_lookups:
        yield or_(ENTRY.c.type.is_(None), ENTRY.c.type != TrailRead.TYPE)


def _by(actor: str) -> ColumnElement[bool]:
    """The actor of that id, or all whose id begins so: a range, which the index finds."""
    begins = _SHORTEST_ID <= len(actor) < _WHOLE_ID and not set(actor) - set("0123456789abcdef-")
    column: ColumnElement[str] = ENTRY.c.actor
    return and_(column >= actor, column < actor + "g") if begins else column == actor


def _visible(grants: frozenset[str] | None, any_grant: bool) -> Iterator[ColumnElement[bool]]:
    if grants is not None:
        yield ENTRY.c.grant_id.in_(sorted(grants))
    elif any_grant:
        yield ENTRY.c.grant_id.is_not(None)


def history(
    session: Session,
    subject: str,
    *,
    limit: int,
    beyond: int = -1,
    grants: frozenset[str] | None = None,
    any_grant: bool = False,
) -> list[TrailEntry]:
    """Entries about a subject or touching it, oldest first, past the sequence `beyond`."""
    parts = [
        (part.where(key > beyond, *_visible(grants, any_grant)), key)
        for part, key in about(session, subject)
    ]
    return _in_parts(session, parts, limit, [], newest_first=False)


def bodies(session: Session, first: int, count: int) -> list[bytes]:
    """The bytes of consecutive entries."""
    inside = ENTRY.c.sequence.between(first, first + count - 1)
    return list(session.scalars(select(ENTRY.c.body).where(inside).order_by(ENTRY.c.sequence)))


def same_event(session: Session, shown: TrailEntry) -> list[int]:
    """Sequences of other entries with the same event id: a conflict."""
    statement = select(ENTRY.c.sequence).where(
        ENTRY.c.event_id == shown.event_id, ENTRY.c.sequence != shown.sequence
    )
    return list(session.scalars(statement.order_by(ENTRY.c.sequence)))


def types(session: Session) -> list[str]:
    """The event types that occur, one index probe each."""
    found: list[str] = []
    while True:
        after = ENTRY.c.type > found[-1] if found else true()
        statement = select(ENTRY.c.type).where(ENTRY.c.type.is_not(None), after)
        following = session.scalar(statement.order_by(ENTRY.c.type).limit(1))
        if following is None:
            return found
        found.append(following)
