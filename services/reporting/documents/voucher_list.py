"""Voucher list (R03) and its summary: every voucher paid by the last day of the period."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from contracts.events.snapshots import DrawdownSnapshot
from services.reporting.documents.call_way import grant_table
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.figures import Facts
from services.reporting.documents.phrases import CATEGORIES, ROUNDING, SOURCES, digest_legend
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, LazyRows, Row, RowKind, Table
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.documents.voucher_rows import (
    COLUMNS,
    DETAIL_COLUMNS,
    Lines,
    correction_rows,
    detail_rows,
    voucher_rows,
)
from services.reporting.domain.call_way import CallWay
from services.reporting.domain.facts import IncomeFact
from services.reporting.domain.sums import Figure, GrantSums, LineSums, RowSums
from services.reporting.domain.voucher import Voucher
from shared.money import format_percent_bp, share_of
from shared.periods import Period, german_date

LIST, SUMMARY = "voucher-list", "voucher-list-summary"
DETAILS, CORRECTIONS = "Weitere Angaben je Beleg", "Berichtigungen"

LinesFactory = Callable[[], Lines]
VouchersFactory = Callable[[], Iterable[Voucher]]


@dataclass(frozen=True)
class VoucherSource:
    """Where the rows come from; each call reads them anew, in the same order.

    `lines`: vouchers per plan line in time order; `corrections`: pairs reversed before any call
    took them.
    """

    lines: LinesFactory
    corrections: VouchersFactory


@dataclass(frozen=True)
class VoucherListContent:
    """What list and summary say beside the vouchers; `received` are the calls paid by `as_of`.

    `way` leads from the list's eligible sum to the grant of the numerical proof.
    """

    heading: Heading
    as_of: date
    funding_rate_bp: int
    incomes: tuple[IncomeFact, ...]
    calls: tuple[DrawdownSnapshot, ...]
    received: Figure
    way: CallWay


def voucher_list_document(content: VoucherListContent, source: VoucherSource) -> Document:
    """The list, its incomes apart, further data per voucher, and the corrections."""
    rate = content.funding_rate_bp
    parts = (
        Part(
            "list",
            blocks=(
                _introduction(content),
                vouchers_table(source.lines, rate),
                grant_table(content.way, rate),
            ),
            title="Ausgaben",
        ),
        Part("incomes", blocks=(_incomes_table(content),), title="Einnahmen", annex="Anlage 1"),
        Part(
            "details",
            blocks=details_blocks(source),
            title=DETAILS,
            annex="Anlage 2",
        ),
        Part(
            "corrections",
            blocks=_corrections_blocks(source, rate),
            title=CORRECTIONS,
            annex="Anlage 3",
        ),
    )
    return content.heading.document(LIST, "Belegliste", _subtitle(content), parts)


def list_blocks(content: VoucherListContent, source: VoucherSource) -> tuple[Block, ...]:
    """Expenditures and incomes as an annex of another report (VN-07)."""
    table = vouchers_table(source.lines, content.funding_rate_bp)
    steps = grant_table(content.way, content.funding_rate_bp)
    return _introduction(content), table, steps, _incomes_table(content)


def list_sections(content: VoucherListContent, source: VoucherSource) -> tuple[Section, ...]:
    """The annexes of the list, where the list is an annex itself."""
    return (
        Section(DETAILS, details_blocks(source)),
        Section(CORRECTIONS, _corrections_blocks(source, content.funding_rate_bp)),
    )


def details_blocks(source: VoucherSource) -> tuple[Block, ...]:
    """What else each voucher says, with the legend of its short checksum."""
    return details_table(source.lines), Paragraph.of(digest_legend("der Datei"))


def _corrections_blocks(source: VoucherSource, rate_bp: int) -> tuple[Block, ...]:
    text = (
        "Belege, die storniert wurden, bevor sie abgerufen waren, mit ihren Gegenbuchungen. Sie "
        "heben sich auf und stehen deshalb nicht in der Liste."
    )
    return Paragraph.of(text), corrections_table(source.corrections, rate_bp)


def voucher_list_summary_document(content: VoucherListContent, sums: GrantSums) -> Document:
    """The sums of the list per plan line, without any voucher."""
    parts = (
        Part(
            "summary",
            blocks=(
                _introduction(content),
                _summary_table(sums),
                grant_table(content.way, content.funding_rate_bp),
            ),
            title="Ausgaben",
        ),
        Part("incomes", blocks=(_incomes_table(content),), title="Einnahmen", annex="Anlage 1"),
    )
    title = "Belegliste, Zusammenfassung"
    return content.heading.document(SUMMARY, title, _subtitle(content), parts)


def vouchers_table(lines: LinesFactory, rate_bp: int) -> Table:
    """The main table; totals per line, with the page carry."""
    return Table(
        "vouchers",
        "Ausgaben je Planposition in zeitlicher Folge",
        COLUMNS,
        LazyRows(lambda: voucher_rows(lines(), rate_bp)),
        carry=True,
    )


def details_table(lines: LinesFactory) -> Table:
    """What else a checker looks at, by running number."""
    return Table(
        "voucher_details",
        "Weitere Angaben zu den Belegen der Liste",
        DETAIL_COLUMNS,
        LazyRows(lambda: detail_rows(lines())),
    )


def corrections_table(vouchers: VouchersFactory, rate_bp: int) -> Table:
    """Reversed pairs that were never called."""
    return Table(
        "corrections",
        "Berichtigungen",
        COLUMNS,
        LazyRows(lambda: correction_rows(vouchers(), rate_bp)),
    )


def _subtitle(content: VoucherListContent) -> str:
    return f"Alle Ausgaben mit Zahlung bis zum {german_date(content.as_of)}"


def _introduction(content: VoucherListContent) -> Paragraph:
    rate = format_percent_bp(content.funding_rate_bp)
    return Paragraph.of(
        f"Die Spalte „Anteil vor Abzügen“ zeigt {rate} der zuwendungsfähigen Ausgaben, je Zeile "
        "gerundet und vor Abzug von Einnahmen und Obergrenzen. Die Zuwendung steht darunter, "
        "einmal auf die Summe gerechnet. Lfd. Nr. werden nie neu vergeben."
    )


def _incomes_table(content: VoucherListContent) -> Table:
    columns = (
        Column("received_on", "Eingang", ValueType.DATE, row_header=True),
        Column("source", "Einzahler", expected_chars=24),
        Column("kind", "Art", expected_chars=20),
        Column("amount", "Betrag", ValueType.MONEY, summed=True),
    )
    rows = sorted(
        [*_others(content), *_receipts(content)], key=lambda row: (str(row.cells[0]), row.cells[1])
    )
    total = _column_sum(rows, 3)
    rows.append(Row((None, None, None, total), RowKind.TOTAL, label="Summe"))
    return Table("incomes", "Einnahmen in zeitlicher Folge", columns, tuple(rows))


def _others(content: VoucherListContent) -> Iterable[Row]:
    for one in content.incomes:
        if one.received_on <= content.as_of:
            cells = (one.received_on, one.source, SOURCES[one.source_kind], one.amount_cents)
            yield Row(cells, facts=Facts.of([one.income_id]))


def _receipts(content: VoucherListContent) -> Iterable[Row]:
    for one in content.calls:
        if one.drawdown_id in content.received.ids:
            source = f"Zuwendungsgeber, Abruf {one.number} ({Period.parse(one.period).label})"
            cells = (one.received_on, source, SOURCES["grant"], one.received_cents)
            yield Row(cells, facts=Facts.of([one.drawdown_id]))


def _summary_table(sums: GrantSums) -> Table:
    columns = (
        Column("line", "Planposition", row_header=True, expected_chars=20),
        Column("measure", "Maßnahme", expected_chars=14),
        Column("category", "Kostenart", expected_chars=14),
        Column("count", "Zeilen", ValueType.INTEGER, summed=True),
        Column("paid", "Gezahlt", ValueType.MONEY, summed=True),
        Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
        Column("share", "Anteil vor Abzügen", ValueType.MONEY, summed=True),
    )
    rate = sums.terms.funding_rate_bp
    rows = [_summary_row(one, rate) for one in sums.lines if one.sums.paid.ids]
    rows += _closing_rows(sums.rows, rows, rate)
    return Table("summary", "Summen je Planposition", columns, tuple(rows))


def _summary_row(line: LineSums, rate_bp: int) -> Row:
    sums = line.sums
    return Row(
        (
            line.budget_line,
            line.measure_id,
            CATEGORIES.get(line.category, line.category),
            len(set(sums.paid.ids) | set(sums.eligible.ids)),
            sums.paid.cents,
            sums.eligible.cents,
            share_of(sums.eligible.cents, rate_bp),
        ),
        facts=Facts.of((*sums.paid.ids, *sums.eligible.ids)),
    )


def _closing_rows(total: RowSums, rows: list[Row], rate_bp: int) -> Iterable[Row]:
    exact = share_of(total.eligible.cents, rate_bp)
    difference = exact - _column_sum(rows, 6)
    if difference:
        yield Row((None,) * 6 + (difference,), RowKind.ROUNDING, label=ROUNDING)
    count = len(set(total.paid.ids) | set(total.eligible.ids))
    yield Row(
        (None, None, None, count, total.paid.cents, total.eligible.cents, exact),
        RowKind.TOTAL,
        facts=Facts.of((*total.paid.ids, *total.eligible.ids)),
        label="Summe",
    )


def _column_sum(rows: list[Row], index: int) -> int:
    return sum(cell for row in rows if isinstance(cell := row.cells[index], int))
