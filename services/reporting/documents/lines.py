"""Budget lines and calls as tables, the same in every report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from contracts.events.snapshots import DrawdownSnapshot
from services.reporting.documents.figures import NO_FACTS, Facts
from services.reporting.documents.phrases import CALL_STATUS, CATEGORIES, OPENING
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.sums import LineSums, RowSums, ratio_bp
from shared.money import format_euro, format_percent_bp
from shared.periods import Period

_LINE_COLUMNS = (
    Column("line", "Planposition", row_header=True, expected_chars=18),
    Column("measure", "Maßnahme", expected_chars=12),
    Column("category", "Kostenart", expected_chars=14),
    Column("planned", "Geplant", ValueType.MONEY, summed=True),
    Column("committed", "Beauftragt", ValueType.MONEY, summed=True),
    Column("paid", "Bezahlt", ValueType.MONEY, summed=True),
    Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
    Column("remaining", "Verfügbar", ValueType.MONEY, summed=True),
    Column("overrun", "Überschreitung", ValueType.MONEY, summed=True),
    Column("overrun_share", "in Prozent", ValueType.PERCENT),
)


def lines_table(lines: Iterable[LineSums], total: RowSums, planned_cents: int) -> Table:
    """Plan against actual per budget line (PLAN-01, PLAN-02)."""
    lines = tuple(lines)
    rows = [_line(one) for one in lines]
    rows.append(
        Row(
            (
                None,
                None,
                None,
                planned_cents,
                total.committed.cents,
                total.paid.cents,
                total.eligible.cents,
                sum(one.remaining_cents for one in lines),
                sum(one.overrun_cents for one in lines),
                None,
            ),
            RowKind.TOTAL,
            label="Summe",
            column_facts=_facts_of(total),
        )
    )
    caption = "Plan und Ist je Planposition"
    return Table("lines", caption, _LINE_COLUMNS, tuple(rows))


def _line(line: LineSums) -> Row:
    sums = line.sums
    return Row(
        (
            line.budget_line,
            line.measure_id,
            CATEGORIES.get(line.category, line.category),
            line.planned_cents,
            sums.committed.cents,
            sums.paid.cents,
            sums.eligible.cents,
            line.remaining_cents,
            line.overrun_cents,
            ratio_bp(line.overrun_cents, line.planned_cents),
        ),
        column_facts=_facts_of(sums),
    )


def overrun_words(line: LineSums) -> str:
    """`Dienstleistungen um 1.000,00 € (17,37 %)`: how far a line is beyond its plan."""
    share = ratio_bp(line.overrun_cents, line.planned_cents)
    percent = f" ({format_percent_bp(share)})" if share is not None else " (nicht geplant)"
    return f"{line.budget_line} um {format_euro(line.overrun_cents)}{percent}"


def _facts_of(sums: RowSums) -> tuple[tuple[str, Facts], ...]:
    return (
        ("committed", Facts.of(sums.committed.ids)),
        ("paid", Facts.of(sums.paid.ids)),
        ("eligible", Facts.of(sums.eligible.ids)),
    )


_CALL_COLUMNS = (
    Column("number", "Nr.", ValueType.INTEGER, row_header=True),
    Column("period", "Zeitraum", expected_chars=14),
    Column("status", "Stand", expected_chars=14),
    Column("eligible", "Zuwendungsfähig kumuliert", ValueType.MONEY),
    Column("entitlement", "Zustehend kumuliert", ValueType.MONEY),
    Column("earlier", "Vorher abgerufen", ValueType.MONEY),
    Column("amount", "Abgerufen", ValueType.MONEY, summed=True),
    Column("approved", "Bewilligt", ValueType.MONEY),
    Column("received", "Eingegangen", ValueType.MONEY, summed=True),
    Column("received_on", "am", ValueType.DATE),
)


_SHORT = ("number", "period", "status", "amount", "approved", "received", "received_on")


def short_calls_table(calls: Iterable[DrawdownSnapshot]) -> Table:
    """Calls with what was asked for and what came, narrow enough for an upright page."""
    kept = [index for index, one in enumerate(_CALL_COLUMNS) if one.key in _SHORT]
    rows = [_call(one) for one in calls]
    return Table(
        "calls",
        "Frühere Mittelabrufe",
        tuple(_CALL_COLUMNS[index] for index in kept),
        tuple(replace(row, cells=tuple(row.cells[index] for index in kept)) for row in rows),
    )


def calls_table(calls: Iterable[DrawdownSnapshot]) -> Table:
    """Every call with its way; those taken over are marked."""
    rows = tuple(_call(one) for one in calls)
    return Table("calls", "Mittelabrufe", _CALL_COLUMNS, rows)


def _call(call: DrawdownSnapshot) -> Row:
    status = CALL_STATUS[call.status]
    return Row(
        (
            call.number,
            Period.parse(call.period).label,
            f"{status}, {OPENING}" if call.opening else status,
            call.cumulative_eligible_cents,
            call.entitlement_cents,
            call.previously_called_cents,
            call.amount_cents,
            call.approved_cents,
            call.received_cents,
            call.received_on,
        ),
        facts=Facts.of([call.drawdown_id]),
    )


def categories_table(categories: dict[str, RowSums], total: RowSums) -> Table:
    """Cumulative eligible cost by category (R02)."""
    columns = (
        Column("category", "Kostenart", row_header=True, expected_chars=24),
        Column("paid", "Bezahlt", ValueType.MONEY, summed=True),
        Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
    )
    rows = [
        Row(
            (CATEGORIES.get(name, name), *_money(sums)),
            facts=Facts.of(sums.eligible.ids),
        )
        for name, sums in categories.items()
    ]
    rows.append(Row((None, *_money(total)), RowKind.TOTAL, facts=NO_FACTS, label="Summe"))
    caption = "Ausgaben dieses und früherer Abrufe je Kostenart"
    return Table("categories", caption, columns, tuple(rows))


def _money(sums: RowSums) -> tuple[int, int]:
    return sums.paid.cents, sums.eligible.cents
