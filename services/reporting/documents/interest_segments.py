"""The way to the interest: every segment with its rate, and where each rate stands."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.events.budget import InterestSegment
from services.reporting.documents.figures import Facts
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.values import Value, ValueType
from services.reporting.domain.interest_sheet import InterestSheet, ItemLine
from shared.periods import german_date

_SEGMENT_COLUMNS = (
    Column("first", "Von", ValueType.DATE, row_header=True),
    Column("last", "Bis", ValueType.DATE),
    Column("days", "Tage", ValueType.INTEGER),
    Column("principal", "Betrag", ValueType.MONEY),
    Column("base_rate", "Basiszinssatz", ValueType.PERCENT),
    Column("rate", "Zinssatz", ValueType.PERCENT),
    Column("interest", "Zinsen", ValueType.MONEY, summed=True),
)
_RATE_COLUMNS = (
    Column("valid_from", "Gilt ab", ValueType.DATE, row_header=True),
    Column("rate", "Basiszinssatz", ValueType.PERCENT),
    Column("source", "Fundstelle", expected_chars=60),
)


def segments_table(figures: InterestSheet) -> Table:
    """A group per item with its own sum: late use and repayment can concern the same money."""
    rows = [row for one in figures.lines for row in _item(one)]
    return Table("segments", "Zinsabschnitte je Auszahlung", _SEGMENT_COLUMNS, tuple(rows))


def _item(one: ItemLine) -> Iterator[Row]:
    what = "Erstattung" if one.item.kind == "repayment" else "Auszahlung"
    name = f"{what} Nr. {one.item.number} vom {german_date(one.item.paid_out_on)}"
    yield Row((None,) * len(_SEGMENT_COLUMNS), RowKind.GROUP, label=name)
    for each in one.segments:
        yield Row(_cells(each), facts=Facts.of([each.item_id]))
    cents = sum(each.cents for each in one.segments)
    yield Row((None,) * 6 + (cents,), RowKind.SUBTOTAL, label=f"Summe {name}")


def _cells(one: InterestSegment) -> tuple[Value, ...]:
    return (
        one.first,
        one.last,
        one.days,
        one.principal_cents,
        one.base_rate_bp,
        one.rate_bp,
        one.cents,
    )


def rates_table(figures: InterestSheet) -> Table:
    """The confirmed base rates the segments were computed with."""
    used = figures.stated.rates if figures.stated else ()
    rows = tuple(Row((one.valid_from, one.rate_bp, one.source)) for one in used)
    return Table("rates", "Basiszinssätze (§ 247 BGB)", _RATE_COLUMNS, rows)
