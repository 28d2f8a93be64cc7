"""Typed tables. Rows may be produced lazily: a voucher list of 100,000 rows is never held whole."""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.reporting.documents.figures import NO_FACTS, Facts
from services.reporting.documents.values import Value, ValueType


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``row_header``: its cells name the row (TH scope row); exactly one column of a table has it.
    ``summed``: its values add up; renderers print the page carry and write formulas for it.
    ``expected_chars``: usual length of a text value; renderers share the width by it.
    """

    key: str
    label: str
    type: ValueType = ValueType.TEXT
    row_header: bool = False
    summed: bool = False
    expected_chars: int = 12


class RowKind(StrEnum):
    """What a row is.

    ``group`` only names the rows that follow, ``subtotal`` adds the data rows since the last group,
    ``total`` all of them, ``rounding`` is a line "Rundungsdifferenz" (semantics 5): it counts into
    subtotals and totals, so that the printed column adds up.
    """

    DATA = "data"
    GROUP = "group"
    SUBTOTAL = "subtotal"
    ROUNDING = "rounding"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; None prints as an empty cell.

    ``label`` names every row that is no data row ("Summe Planposition 1.1"); it stands in place of
    the row header, whose own cell is None there.
    ``facts`` are what the figures of the row add up; ``column_facts`` overrides it for single
    columns as (column key, facts) pairs in column order. ``notes`` are the numbers of the
    explanations printed at figures, as (column key, number) pairs. ``salts`` prove sealed words of
    the row against the digests its event names, as (field of the event, base64) pairs; nothing
    prints them.
    """

    cells: tuple[Value, ...]
    kind: RowKind = RowKind.DATA
    facts: Facts = NO_FACTS
    column_facts: tuple[tuple[str, Facts], ...] = ()
    label: str = ""
    notes: tuple[tuple[str, int], ...] = ()
    salts: tuple[tuple[str, str], ...] = ()


class LazyRows:
    """Rows that a factory produces anew for every reader, in the same order each time.

    The factory must be repeatable: content hash and each renderer read the rows once. ``canonical``
    gives the same rows as the bytes of a canonical JSON array, where they lie somewhere already.
    """

    __slots__ = ("_factory", "canonical")

    def __init__(
        self,
        factory: Callable[[], Iterator[Row]],
        canonical: Callable[[], Iterator[bytes]] | None = None,
    ) -> None:
        self._factory = factory
        self.canonical = canonical

    def __iter__(self) -> Iterator[Row]:
        return self._factory()


@dataclass(frozen=True, slots=True)
class Table:
    """One table with its caption.

    ``key`` names it in the workbook, the CSV and ``/report-data``. ``carry``: print the running sum
    at the end of a page and repeat it as "Übertrag" on the next. Rows are a tuple for small tables,
    ``LazyRows`` for long ones; subtotals and totals are rows of the stream, stated by the document
    and never computed by a renderer.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    carry: bool = False

    def __post_init__(self) -> None:
        if sum(column.row_header for column in self.columns) != 1:
            raise ValueError(f"table {self.key}: exactly one column must be the row header")
        if len({column.key for column in self.columns}) != len(self.columns):
            raise ValueError(f"table {self.key}: column keys must be distinct")
        if not self.caption.strip():
            raise ValueError(f"table {self.key}: a caption is required")
        if any(column.summed and not column.type.is_number for column in self.columns):
            raise ValueError(f"table {self.key}: only numbers can be summed")

    @property
    def header_index(self) -> int:
        """Position of the column whose cells name the row."""
        return next(i for i, column in enumerate(self.columns) if column.row_header)


def checked_rows(table: Table) -> Generator[Row, None, None]:
    """Yield the rows of ``table``; ``ValueError`` names the first whose cells do not fit."""
    width = len(table.columns)
    for number, row in enumerate(table.rows, start=1):
        if len(row.cells) != width:
            raise ValueError(f"table {table.key}, row {number}: {len(row.cells)} of {width} cells")
        if (row.kind is RowKind.DATA) == bool(row.label):
            raise ValueError(
                f"table {table.key}, row {number}: a {row.kind} row, label {row.label!r}"
            )
        yield row
