"""The texts that people typed and the public part prints as they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.reporting.documents.document import Document
from services.reporting.documents.tables import Table
from services.reporting.documents.values import ValueType

EMPTY = "–"
"""How a table prints that nothing was typed."""


@dataclass(frozen=True, slots=True)
class PublicText:
    """One text: the row and the column it stands in, as printed."""

    row: str
    column: str
    text: str


def free_texts(document: Document) -> tuple[PublicText, ...]:
    """Every text cell of the public part, each with the name of its row, which is text as well.

    Numbers, days and lights are no texts of people; sentences of the report itself are made of
    them and stand outside of tables.
    """
    tables = document.public().tables()
    return tuple(text for table in tables for text in _of_table(table))


def _of_table(table: Table) -> Iterator[PublicText]:
    columns = [
        (index, column)
        for index, column in enumerate(table.columns)
        if column.type is ValueType.TEXT and not column.row_header
    ]
    for row in table.rows:
        name = str(row.cells[table.header_index] or row.label)
        for index, column in columns:
            cell = row.cells[index]
            if not row.label and cell not in (None, "", EMPTY):
                yield PublicText(name, column.label, str(cell))
