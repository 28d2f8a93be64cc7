"""The search index: filled segment by segment behind the log, complete without waiting for it.

A segment is 1,024 entries. Its words are written once, when it is full; what is younger is looked
through directly. So ingest pays nothing for the index, an answer never depends on how far it has
come, and no page costs more than the segments it looks at.
"""

import struct
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from services.audit.domain.entry import subjects_in
from services.audit.domain.words import is_whole, matches, may_match, words_of_body
from services.audit.store.bulk import insert_rows
from services.audit.store.models import ENTRY, MENTION, SEGMENT, WORD

SEGMENT_SIZE = 1024
_LAST = "\U0010ffff"


def indexed_size(session: Session) -> int:
    """How many entries from the front are in the index."""
    last = session.scalar(select(func.max(SEGMENT.c.number)))
    return 0 if last is None else (last + 1) * SEGMENT_SIZE


def index_next_segment(session: Session) -> bool:
    """Index the next full segment; False if there is none yet."""
    number = indexed_size(session) // SEGMENT_SIZE
    first = number * SEGMENT_SIZE
    rows = session.execute(
        select(ENTRY.c.sequence, ENTRY.c.body, ENTRY.c.time, ENTRY.c.subject, ENTRY.c.related)
        .where(ENTRY.c.sequence.between(first, first + SEGMENT_SIZE - 1))
        .order_by(ENTRY.c.sequence)
    ).all()
    if len(rows) < SEGMENT_SIZE:
        return False
    times = [row.time for row in rows if row.time is not None]
    span = (min(times), max(times)) if times else (None, None)
    insert_rows(session, SEGMENT, [(number, *span)])
    insert_rows(session, WORD, _word_rows(number, [row.body for row in rows]))
    insert_rows(session, MENTION, _mention_rows(rows))
    return True


def _word_rows(number: int, bodies: Sequence[bytes]) -> list[tuple[int, str, bytes]]:
    places: dict[str, bytearray] = {}
    for place, body in enumerate(bodies):
        for word in words_of_body(body):
            places.setdefault(word, bytearray()).extend(place.to_bytes(2, "big"))
    # In key order the index grows at one end.
    return [(number, word, bytes(places[word])) for word in sorted(places)]


def _mention_rows(rows: Sequence[Any]) -> list[tuple[str, int]]:
    """What each entry is about or touches; its own subject counts as well."""
    found = {(thing, row.sequence) for row in rows for thing in subjects_in(row.related)}
    return sorted(found | {(row.subject, row.sequence) for row in rows if row.subject})


Part = tuple[Select[Any], ColumnElement[int]]
"""A selection of entries and the column that is its sequence, by which to narrow and to order."""


def about(session: Session, thing: str) -> tuple[Part, Part]:
    """Entries about a thing or touching it: those in the index, and the younger ones behind it.

    Every sequence of the first part is below every one of the second.
    """
    indexed = (
        select(ENTRY)
        .join(MENTION, MENTION.c.sequence == ENTRY.c.sequence)
        .where(MENTION.c.thing == thing)
    )
    lines = literal("\n") + func.coalesce(ENTRY.c.related, "") + literal("\n")
    touches = lines.contains(f"\n{thing}\n", autoescape=True)
    younger = select(ENTRY).where(
        ENTRY.c.sequence >= indexed_size(session), or_(ENTRY.c.subject == thing, touches)
    )
    # By the index's own column: told to order by the entry's, the planner walks all entries.
    return (indexed, MENTION.c.sequence), (younger, ENTRY.c.sequence)


def time_window(session: Session, since: str | None, until: str | None) -> tuple[int, int | None]:
    """First sequence and end (None: open) between which all entries of a span of time stand.

    Entries come nearly, not exactly, in order of time; the segments know their extremes.
    """
    indexed = indexed_size(session)
    first, end = 0, None
    if since is not None:
        number = session.scalar(
            select(func.min(SEGMENT.c.number)).where(SEGMENT.c.time_to >= since)
        )
        first = indexed if number is None else number * SEGMENT_SIZE
    if until is not None and not _tail_reaches_back(session, indexed, until):
        number = session.scalar(
            select(func.max(SEGMENT.c.number)).where(SEGMENT.c.time_from <= until)
        )
        end = 0 if number is None else (number + 1) * SEGMENT_SIZE
    return first, end


def _tail_reaches_back(session: Session, indexed: int, until: str) -> bool:
    """Whether an entry behind the index is not younger than `until`."""
    earliest = session.scalar(select(func.min(ENTRY.c.time)).where(ENTRY.c.sequence >= indexed))
    return earliest is not None and earliest <= until


class Matches:
    """Sequences whose entries match a query, ascending or descending, one segment after another.

    `condition` narrows the segments to those holding an entry that also meets it.
    """

    def __init__(
        self, session: Session, query: list[str], condition: ColumnElement[bool] | None
    ) -> None:
        self._session, self._query, self._condition = session, query, condition
        self._indexed = indexed_size(session)

    def batches(self, first: int, end: int, *, descending: bool) -> Iterator[list[int]]:
        """Batches of matching sequences from `first` up to but without `end`."""
        parts = [self._indexed_part(first, end, descending), self._tail(first, end, descending)]
        for part in reversed(parts) if descending else parts:
            for batch in part:
                yield batch[::-1] if descending else batch

    def _indexed_part(self, first: int, end: int, descending: bool) -> Iterator[list[int]]:
        number = (min(end, self._indexed) - 1 if descending else first) // SEGMENT_SIZE
        while (found := self._next_segment(number, descending)) is not None:
            start = found * SEGMENT_SIZE
            if start >= end or start + SEGMENT_SIZE <= first:
                return
            places = [start + place for place in self._places(found)]
            yield [sequence for sequence in places if first <= sequence < end]
            number = found + (-1 if descending else 1)

    def _next_segment(self, number: int, descending: bool) -> int | None:
        column = SEGMENT.c.number
        beyond = column <= number if descending else column >= number
        statement = select(column).where(beyond, *self._holds_words())
        if self._condition is not None:
            first = column * SEGMENT_SIZE
            inside = ENTRY.c.sequence.between(first, first + SEGMENT_SIZE - 1)
            statement = statement.where(_probe(and_(inside, self._condition)))
        order = column.desc() if descending else column
        return self._session.scalar(statement.order_by(order).limit(1))

    def _holds_words(self) -> Iterator[ColumnElement[bool]]:
        for word in self._query:
            here = and_(WORD.c.segment == SEGMENT.c.number, _begins(word))
            yield _probe(here)

    def _places(self, segment: int) -> list[int]:
        common: set[int] | None = None
        for word in self._query:
            rows = self._session.scalars(
                select(WORD.c.places).where(WORD.c.segment == segment, _begins(word))
            )
            found = {place for packed in rows for place in _unpack(packed)}
            common = found if common is None else common & found
        return sorted(common or ())

    def _tail(self, first: int, end: int, descending: bool) -> Iterator[list[int]]:
        starts = range(max(first, self._indexed), end, SEGMENT_SIZE)
        for start in reversed(starts) if descending else starts:
            rows = self._session.execute(
                select(ENTRY.c.sequence, ENTRY.c.body)
                .where(ENTRY.c.sequence.between(start, min(start + SEGMENT_SIZE, end) - 1))
                .order_by(ENTRY.c.sequence)
            )
            yield [row.sequence for row in rows if self._is_in(row.body)]

    def _is_in(self, body: bytes) -> bool:
        return may_match(self._query, body) and matches(self._query, words_of_body(body))


def _probe(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a segment has a row that meets the condition, by one look into an index.

    Written as EXISTS, PostgreSQL would join the whole word table instead.
    """
    found = select(literal(1)).where(condition).correlate(SEGMENT).limit(1)
    return found.scalar_subquery().is_not(None)


def _begins(word: str) -> ColumnElement[bool]:
    if is_whole(word):
        return WORD.c.word == word
    return and_(WORD.c.word >= word, WORD.c.word < word + _LAST)


def _unpack(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(packed) // 2}H", packed)
