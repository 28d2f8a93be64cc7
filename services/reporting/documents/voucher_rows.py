"""The rows of the voucher list (R03), streamed: grouped by plan line, in time order, with sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from services.reporting.documents.figures import Facts
from services.reporting.documents.phrases import (
    CATEGORIES,
    LATE,
    OPENING,
    ROUNDING,
    ROW_KINDS,
)
from services.reporting.documents.tables import Column, Row, RowKind
from services.reporting.documents.values import SHOWN_DIGITS, Value, ValueType
from services.reporting.domain.voucher import Voucher
from shared.money import share_of

Lines = Iterable[tuple[str, Iterable[Voucher]]]

COLUMNS: Final = (  # order of the rulebook (b) R03, which R02 encloses
    Column("number", "Lfd. Nr.", ValueType.INTEGER, row_header=True),
    Column("voucher_number", "Beleg-Nr.", expected_chars=10),
    Column("invoice_number", "Rechnungs-Nr.", expected_chars=12),
    Column("invoice_date", "Rechnung vom", ValueType.DATE),
    Column("paid_on", "Zahltag", ValueType.DATE),
    Column("creditor", "Empfänger", expected_chars=20),
    Column("purpose", "Grund der Zahlung", expected_chars=24),
    Column("measure", "Maßnahme", expected_chars=10),
    Column("call", "Abruf", ValueType.INTEGER),
    Column("paid", "Gezahlt", ValueType.MONEY, summed=True),
    Column("eligible", "Zuwendungsfähig", ValueType.MONEY, summed=True),
    Column("share", "Anteil vor Abzügen", ValueType.MONEY, summed=True),
)

DETAIL_COLUMNS: Final = (
    Column("number", "Lfd. Nr.", ValueType.INTEGER, row_header=True),
    Column("kind", "Art", expected_chars=10),
    Column("category", "Kostenart", expected_chars=10),
    Column("service_from", "Leistung von", ValueType.DATE),
    Column("service_to", "Leistung bis", ValueType.DATE),
    Column("gross", "Brutto", ValueType.MONEY),
    Column("vat", "MwSt", ValueType.MONEY),
    Column("discount", "Skonto", ValueType.MONEY),
    Column("retention", "Einbehalt", ValueType.MONEY),
    Column("ineligible", "Nicht zuwendungsfähig", ValueType.MONEY),
    Column("reasons", "Gründe", expected_chars=12),
    Column("allocation", "Projektanteil", ValueType.PERCENT),
    Column("procurement", "Vergabe", expected_chars=10),
    Column("booking", "Produkt / Konto / Kostenstelle", expected_chars=12),
    Column("refers_to", "Zu Nr.", ValueType.INTEGER),
    Column("file", "Datei (SHA-256)", ValueType.DIGEST),
)
_MAIN_WORDS, _DETAIL_WORDS = ("creditor", "purpose"), ("allocation_reason", "ineligible_reason")


def voucher_rows(lines: Lines, rate_bp: int) -> Iterator[Row]:
    """Rows of the main table. Shares per row are rounded for information; the total is the
    share of the sum, and `Rundungsdifferenz` states the difference (semantics 5)."""
    total = [0, 0, 0]
    for line, vouchers in lines:
        part = [0, 0, 0]
        empty = True
        for one in vouchers:
            if empty:
                yield Row((None,) * len(COLUMNS), RowKind.GROUP, label=f"Planposition {line}")
                empty = False
            row = main_row(one, rate_bp)
            yield row
            _add(part, row.cells[-3:])
        if not empty:
            yield _sum(RowKind.SUBTOTAL, f"Summe Planposition {line}", part)
            _add(total, part)
    exact = share_of(total[1], rate_bp)
    if exact != total[2]:
        cells = (None,) * (len(COLUMNS) - 1) + (exact - total[2],)
        yield Row(cells, RowKind.ROUNDING, label=ROUNDING)
    yield _sum(RowKind.TOTAL, "Summe", [total[0], total[1], exact])


def correction_rows(vouchers: Iterable[Voucher], rate_bp: int) -> Iterator[Row]:
    """Rows of the annex "Berichtigungen": pairs that cancel out, so the sum is nothing."""
    total = [0, 0, 0]
    for one in vouchers:
        row = main_row(one, rate_bp)
        yield row
        _add(total, row.cells[-3:])
    yield _sum(RowKind.TOTAL, "Summe", total)


def detail_rows(lines: Lines) -> Iterator[Row]:
    """What else the voucher says, by running number under its plan line."""
    for line, vouchers in lines:
        empty = True
        for one in vouchers:
            if empty:
                yield Row(
                    (None,) * len(DETAIL_COLUMNS), RowKind.GROUP, label=f"Planposition {line}"
                )
                empty = False
            yield detail_row(one)


def main_row(one: Voucher, rate_bp: int) -> Row:
    """A voucher in the main table."""
    return Row(
        (
            one.number,
            one.voucher_number or None,
            one.invoice_number or None,
            one.invoice_date,
            one.effective_on,
            one.creditor,
            one.purpose,
            one.measure_id,
            one.call_number,
            one.paid_cents,
            one.eligible_cents,
            share_of(one.eligible_cents, rate_bp),
        ),
        facts=Facts((one.expenditure_id,), 1),
        salts=_salts(one, _MAIN_WORDS),
    )


def detail_row(one: Voucher) -> Row:
    """What else a voucher says."""
    kind = ROW_KINDS.get(one.kind, one.kind)
    return Row(
        (
            one.number,
            ", ".join((kind, *_marks(one))),
            CATEGORIES.get(one.category, one.category),
            one.service_from,
            one.service_to,
            one.gross_cents,
            one.vat_cents,
            one.discount_cents,
            one.retention_cents,
            one.ineligible_cents,
            "; ".join(_reasons(one)) or None,
            one.allocation_bp,
            _procurement(one) or None,
            one.booking or None,
            one.original_number,
            one.file_sha256 or None,
        ),
        facts=Facts((one.expenditure_id,), 1),
        salts=_salts(one, _DETAIL_WORDS),
    )


def _salts(one: Voucher, words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Of the words that the row prints and of no others."""
    return tuple((name, one.salts[name]) for name in words if name in one.salts)


def procurement_file(number: int) -> str:
    """How a procurement file is called where a voucher names it."""
    return f"Akte {number}"


def _procurement(one: Voucher) -> str:
    """`Akte 3`; where no file is named, the beginning of a filed decision's SHA-256."""
    if one.procurement_number is not None:
        return procurement_file(one.procurement_number)
    return one.procurement_sha256[:SHOWN_DIGITS]


def _reasons(one: Voucher) -> Iterator[str]:
    """Why a part is not eligible, and by which key a part is the project's."""
    if one.ineligible_reason:
        yield one.ineligible_reason
    if one.allocation_reason:
        yield f"Anteil: {one.allocation_reason}"


def _marks(one: Voucher) -> Iterator[str]:
    """What sets the voucher apart from others of its kind."""
    if one.opening:
        yield OPENING
    if one.entered_after_closing:
        yield LATE


def _add(sums: list[int], cells: Iterable[Value]) -> None:
    for index, cell in enumerate(cells):
        sums[index] += cell  # type: ignore[operator]


def _sum(kind: RowKind, label: str, sums: list[int]) -> Row:
    return Row((None,) * (len(COLUMNS) - 3) + tuple(sums), kind, label=label)
