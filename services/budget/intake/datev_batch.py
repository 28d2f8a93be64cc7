"""A DATEV booking batch (EXTF 700, category 21, versions 9 to 13) as lines of vouchers (FMT-04).

Columns are found by their names, so a version with other columns is read the same way. A booking on
a creditor's account is a voucher; the payment of it in the same batch gives its payment date; every
other booking is refused with the accounts it touches, since an expenditure needs a payee. A batch
is read twice: payments may stand before or behind what they pay.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from typing import Final

from services.budget.domain.import_row import Rejection
from services.budget.intake.batch_accounts import Batch
from services.budget.intake.datev_booking import (
    DERIVED,
    Booking,
    BookingFault,
    derived_cells,
    read_booking,
    tax_keys_alone,
)
from services.budget.intake.datev_preamble import read_preamble

Lines = Iterator[tuple[int, list[str]] | Rejection]
_DASHES: Final = str.maketrans("–—", "--")
_MARK_OF_HEADER: Final = "Belegdatum"
_SEARCHED: Final = 50
_PAYMENTS_KEPT: Final = 200_000

Payments = dict[tuple[str, str, str], str]
"""Day by creditor, document number and amount as written."""


def batch_lines(read: Callable[[], Lines], batch: Batch) -> Lines:
    """Yield the header with derived columns, then every voucher; ``read`` starts the file anew.

    Raises ``UnreadableFile`` (``batch_unreadable``) where the first line is no preamble.
    """
    payments, invoices = _surveyed(read(), batch)
    lines = read()
    preamble = read_preamble(next(lines, None))
    header = yield from _until_header(lines)
    for line in lines:
        if isinstance(line, Rejection) or not any(line[1]):
            yield line
            continue
        row, cells = line
        try:
            booking = read_booking(cells, header, preamble, batch)
        except BookingFault as fault:
            yield Rejection(row, fault.column, fault.code, str(fault), fault.value, "FMT-04")
            continue
        if booking.is_payment:
            if booking.key not in invoices:
                yield _pays_nothing(row, booking)
            continue
        kept = tax_keys_alone(cells, header)
        yield row, [*kept, *derived_cells(booking, payments.get(booking.key, ""))]


def with_derived(
    records: Iterable[tuple[int, list[str]] | Rejection],
) -> tuple[tuple[int, list[str]] | Rejection, ...]:
    """Return first records of a list with its header as ``batch_lines`` would yield it."""
    return tuple(
        (one[0], [*names, *DERIVED])
        if isinstance(one, tuple) and _MARK_OF_HEADER in (names := _names(one[1]))
        else one
        for one in records
    )


def _surveyed(lines: Lines, batch: Batch) -> tuple[Payments, set[tuple[str, str, str]]]:
    payments: Payments = {}
    invoices: set[tuple[str, str, str]] = set()
    preamble = read_preamble(next(lines, None))
    header: list[str] = []
    for line in lines:
        if isinstance(line, Rejection):
            continue
        if not header:
            names = _names(line[1])
            header = names if _MARK_OF_HEADER in names else []
            continue
        try:
            booking = read_booking(line[1], header, preamble, batch)
        except BookingFault:
            continue
        if len(payments) + len(invoices) > _PAYMENTS_KEPT:
            break
        if booking.is_payment:
            payments[booking.key] = booking.day
        else:
            invoices.add(booking.key)
    return payments, invoices


def _until_header(
    lines: Lines,
) -> Generator[tuple[int, list[str]] | Rejection, None, list[str]]:
    """Pass on what stands before the header, then the header; return its names."""
    for line in islice(lines, _SEARCHED):
        if isinstance(line, Rejection):
            yield line
            continue
        names = _names(line[1])
        if _MARK_OF_HEADER in names:
            yield line[0], [*names, *DERIVED]
            return names
        yield line
    return []


def _names(cells: list[str]) -> list[str]:
    """Versions differ in their dashes only: ``KOST1 – Kostenstelle``."""
    return [" ".join(cell.translate(_DASHES).split()) for cell in cells]


def _pays_nothing(row: int, booking: Booking) -> Rejection:
    message = (
        f"Die Zahlung an Kreditor {booking.creditor} über {booking.amount} gehört zu keiner "
        "Rechnung dieses Stapels (gleiches Belegfeld 1, gleicher Betrag)."
    )
    return Rejection(row, "Belegfeld 1", "payment_unmatched", message, booking.number, "FMT-04")
