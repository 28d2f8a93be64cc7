"""Section: what was entered here beside what the finance system has (MUN-14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from services.reporting.documents.document import Block, Section
from services.reporting.documents.figures import Facts
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Hint, HintKind, Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.reconciliation import QuarterComparison

_TITLE: Final = "Abgleich mit der Finanzbuchhaltung"
_COLUMNS: Final = (
    Column("quarter", "Quartal", row_header=True, expected_chars=14),
    Column("budget_year", "Jahr", expected_chars=5),
    Column("account", "Konto", expected_chars=10),
    Column("cost_unit", "Kostenträger", expected_chars=12),
    Column("entered", "Hier", ValueType.MONEY, summed=True),
    Column("ledger", "Finanzbuchhaltung", ValueType.MONEY, summed=True),
    Column("difference", "Unterschied", ValueType.MONEY, summed=True),
    Column("reason", "Grund", expected_chars=24),
)
_LATE_COLUMNS: Final = (
    Column("quarter", "Quartal", row_header=True, expected_chars=14),
    Column("number", "Ausgabe", expected_chars=8),
    Column("paid_on", "Bezahlt am", ValueType.DATE),
    Column("entered_on", "Erfasst am", ValueType.DATE),
    Column("paid", "Bezahlt", ValueType.MONEY, summed=True),
)


def reconciliation_section(quarters: Sequence[QuarterComparison]) -> Section:
    """The sums of every quarter compared, and which quarter was not."""
    blocks: list[Block] = list(_missing(quarters))
    if any(one.closed for one in quarters):
        text = (
            "Verglichen ist, was im Quartal bezahlt wurde, je Haushaltsjahr, Konto und "
            "Kostenträger. Jeden Abgleich hat eine zweite Person geschlossen (MUN-14)."
        )
        blocks += [Paragraph.of(text), _table(quarters)]
    if any(one.late for one in quarters):
        text = (
            "Nach dem Abschluss des Halbjahrs für seine Tage erfasst (MUN-14). Ein Abgleich, der "
            "vorher geschlossen wurde, enthält diese Beträge nicht."
        )
        blocks += [Hint(Paragraph.of(text), HintKind.WARNING), _late_table(quarters)]
    return Section(_TITLE, tuple(blocks))


def _missing(quarters: Iterable[QuarterComparison]) -> Iterator[Block]:
    for one in quarters:
        if one.closed is None:
            text = f"{one.quarter.label}: kein Abgleich geschlossen (MUN-14)."
            yield Hint(Paragraph.of(text), HintKind.WARNING)


def _table(quarters: Sequence[QuarterComparison]) -> Table:
    rows = [row for one in quarters for row in _rows(one)]
    places = [place for one in quarters for place in one.places]
    entered = sum(place.entered_cents for place in places)
    ledger = sum(place.ledger_cents for place in places)
    cells = (None, None, None, None, entered, ledger, ledger - entered, None)
    rows.append(Row(cells, RowKind.TOTAL, label="Summe"))
    return Table("reconciliation", _TITLE, _COLUMNS, tuple(rows))


def _late_table(quarters: Sequence[QuarterComparison]) -> Table:
    late = [(one.quarter, each) for one in quarters for each in one.late]
    rows = [
        Row(
            (quarter.label, f"Nr. {one.number}", one.paid_on, one.entered_on, one.cents),
            facts=Facts.of([one.expenditure_id]),
        )
        for quarter, one in late
    ]
    total = sum(one.cents for _, one in late)
    rows.append(Row((None, None, None, None, total), RowKind.TOTAL, label="Summe"))
    return Table("late_entries", "Nach dem Abschluss erfasst", _LATE_COLUMNS, tuple(rows))


def _rows(one: QuarterComparison) -> Iterator[Row]:
    for place in one.places:
        cells = (
            one.quarter.label,
            str(place.budget_year),
            place.account or "ohne",
            place.cost_unit or "ohne",
            place.entered_cents,
            place.ledger_cents,
            place.ledger_cents - place.entered_cents,
            place.reason or None,
        )
        found = one.closed
        yield Row(cells, facts=Facts.of([found.reconciliation_id] if found else []))
