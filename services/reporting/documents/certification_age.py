"""Open certifications by age: a picture and the table of its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from services.reporting.documents.charts import Chart, ChartKind, Series, SeriesRole
from services.reporting.documents.document import Block
from services.reporting.documents.figures import Facts
from services.reporting.documents.phrases import counted
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.certification_age import AgeGroup
from shared.periods import german_date

_COLUMNS = (
    Column("age", "Alter seit Erfassung", row_header=True, expected_chars=18),
    Column("rows", "Belege", ValueType.INTEGER, summed=True),
    Column("factual", "sachlich offen", ValueType.INTEGER, summed=True),
    Column("arithmetical", "rechnerisch offen", ValueType.INTEGER, summed=True),
)


def certification_blocks(groups: Sequence[AgeGroup], on: date) -> Iterator[Block]:
    """Without anything open a sentence says so; there is nothing to draw then."""
    if not any(one.ids for one in groups):
        yield Paragraph.of("Kein Beleg wartet auf eine Feststellung.")
    else:
        yield _chart(groups, on)
    yield _table(groups, on)


def _chart(groups: Sequence[AgeGroup], on: date) -> Chart:
    return Chart(
        key="certification_ages",
        kind=ChartKind.BAR,
        title=f"Belege mit offener Feststellung nach Alter am {german_date(on)}",
        message=_message(groups),
        categories=tuple(_label(one) for one in groups),
        series=(
            Series(
                "Belege",
                SeriesRole.ACTUAL,
                tuple(len(one.ids) for one in groups),
                tuple(Facts.of(one.ids) for one in groups),
            ),
        ),
        type=ValueType.INTEGER,
        category_label="Alter seit Erfassung",
    )


def _message(groups: Sequence[AgeGroup]) -> str:
    total = sum(len(one.ids) for one in groups)
    oldest = [one for one in groups if one.ids][-1]
    waits = counted(total, "Beleg wartet", "Belege warten")
    return (
        f"{waits} auf eine Feststellung; am längsten, seit {_label(oldest)}n, "
        f"{counted(len(oldest.ids), 'Beleg', 'Belege')}."
    )


def _table(groups: Sequence[AgeGroup], on: date) -> Table:
    rows = [Row((_label(one), *_counts(one)), facts=Facts.of(one.ids)) for one in groups]
    sums = tuple(sum(column) for column in zip(*map(_counts, groups), strict=True))
    caption = f"Offene Feststellungen nach Alter am {german_date(on)}"
    total = Row((None, *sums), RowKind.TOTAL, label="Summe")
    return Table("certification_ages", caption, _COLUMNS, (*rows, total))


def _counts(one: AgeGroup) -> tuple[int, int, int]:
    return len(one.ids), len(one.factual), len(one.arithmetical)


def _label(one: AgeGroup) -> str:
    if one.last is None:
        return f"mehr als {one.first - 1} Tage"
    return f"{one.first} bis {one.last} Tage"
