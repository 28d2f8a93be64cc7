"""A document with the rows of its short tables at hand, each row still read once.

How a report is laid out may depend on how many rows a table has and what stands in few of them.
Rows come from a stored file or from what drew them up; both have to be laid out alike, so what is
decided here looks at the number of rows and not at where they come from.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from services.reporting.documents import Block, Document, Row, Section, Table
from services.reporting.documents.tables import LazyRows

_SHORT = 120


def with_short_tables_held(document: Document) -> Document:
    """The same document; a table of few rows has them as a tuple, a longer one is lazy."""
    parts = tuple(
        replace(
            part,
            blocks=_held(part.blocks),
            sections=tuple(_section(one) for one in part.sections),
        )
        for part in document.parts
    )
    return replace(document, parts=parts)


def _section(section: Section) -> Section:
    below = tuple(_section(one) for one in section.sections)
    return replace(section, blocks=_held(section.blocks), sections=below)


def _held(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(_of_table(one) if isinstance(one, Table) else one for one in blocks)


def _of_table(table: Table) -> Table:
    rest = iter(table.rows)
    first = tuple(islice(rest, _SHORT + 1))
    if len(first) <= _SHORT:
        return replace(table, rows=first)
    begun = [chain(first, rest)]

    def again() -> Iterator[Row]:
        return begun.pop() if begun else iter(table.rows)

    return replace(table, rows=LazyRows(again))
