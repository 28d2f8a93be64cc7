"""The long tables of the audit package: vouchers, their files, the log; all of them streamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from services.reporting.documents.figures import Facts
from services.reporting.documents.phrases import DOCUMENT_KINDS
from services.reporting.documents.tables import Column, LazyRows, Row, RowKind, Table
from services.reporting.documents.values import ValueType
from services.reporting.documents.voucher_list import VoucherSource
from services.reporting.documents.voucher_rows import COLUMNS, DETAIL_COLUMNS, detail_row, main_row
from services.reporting.domain.voucher import Voucher


@dataclass(frozen=True)
class LogLine:
    """One event of the log: its place in the stream, what it is, and the hash of its leaf."""

    position: int
    event_id: str
    event_type: str
    time: str
    leaf_sha256: str


@dataclass(frozen=True)
class FileLine:
    """One file of a row; SHA-256 in hex."""

    expenditure_id: str
    number: int
    kind: str
    sha256: str
    voucher_number: str
    invoice_date: date | None


@dataclass(frozen=True)
class AuditSources:
    """Where the long rows come from; each call reads them anew, in the same order."""

    vouchers: VoucherSource
    rate_bp: int
    files: Callable[[], Iterable[FileLine]]
    log: Callable[[], Iterable[LogLine]]


_LINE = Column("line", "Planposition", expected_chars=14)
_FILES = (
    Column("file", "Nr.", ValueType.INTEGER, row_header=True),
    Column("number", "Lfd. Nr.", ValueType.INTEGER),
    Column("voucher", "Beleg-Nr.", expected_chars=12),
    Column("kind", "Art", expected_chars=18),
    Column("dated", "Rechnung vom", ValueType.DATE),
    Column("sha256", "SHA-256", expected_chars=64),
)
_LOG = (
    Column("position", "Stelle im Strom", ValueType.INTEGER, row_header=True),
    Column("event", "Ereignis-Kennung", expected_chars=36),
    Column("type", "Art", expected_chars=36),
    Column("time", "Zeit (UTC)", expected_chars=24),
    Column("leaf", "Blatthash (SHA-256)", expected_chars=64),
)


def vouchers_tables(sources: AuditSources) -> Iterator[Table]:
    """Every voucher with its plan line, then what else it says; reversed pairs are among them."""
    yield Table(
        "vouchers",
        "Belege mit Zahlung bis zum Stichtag",
        (*COLUMNS, _LINE),
        LazyRows(lambda: _vouchers(sources)),
    )
    yield Table(
        "voucher_details",
        "Weitere Angaben je Beleg",
        DETAIL_COLUMNS,
        LazyRows(lambda: (detail_row(one) for one in _all(sources))),
    )


def files_table(sources: AuditSources) -> Table:
    """The hashes of the receipt files."""
    return Table("receipt_files", "Belegdateien", _FILES, LazyRows(lambda: _files(sources)))


def log_table(sources: AuditSources) -> Table:
    """The events everything above rests on."""
    caption = "Protokoll der verwendeten Ereignisse"
    return Table("log", caption, _LOG, LazyRows(lambda: _log(sources)))


def _all(sources: AuditSources) -> Iterator[Voucher]:
    for _, vouchers in sources.vouchers.lines():
        yield from vouchers
    yield from sources.vouchers.corrections()


def _vouchers(sources: AuditSources) -> Iterator[Row]:
    paid = eligible = share = 0
    for one in _all(sources):
        row = main_row(one, sources.rate_bp)
        paid += one.paid_cents
        eligible += one.eligible_cents
        share += int(row.cells[-1] or 0)  # type: ignore[arg-type]
        yield replace(row, cells=(*row.cells, one.budget_line))
    sums = (*(None,) * (len(COLUMNS) - 3), paid, eligible, share, None)
    yield Row(sums, RowKind.TOTAL, label="Summe")


def _files(sources: AuditSources) -> Iterator[Row]:
    for number, one in enumerate(sources.files(), start=1):
        cells = (
            number,
            one.number,
            one.voucher_number or None,
            DOCUMENT_KINDS.get(one.kind, one.kind),
            one.invoice_date,
            one.sha256,
        )
        yield Row(cells, facts=Facts.of([one.expenditure_id]))


def _log(sources: AuditSources) -> Iterator[Row]:
    for one in sources.log():
        yield Row((one.position, one.event_id, one.event_type, one.time, one.leaf_sha256))
