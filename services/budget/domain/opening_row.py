"""What taking over a running grant reads from the officer's lists; frozen values in cents."""

from dataclasses import dataclass
from datetime import date

from services.budget.domain.import_checks import VOUCHER_CHECKS, RowCheck, RowFault
from services.budget.domain.import_row import ImportRow


@dataclass(frozen=True, slots=True)
class PlanLineRow:
    """Planned cents of one budget line and measure in one year; ``category`` as in the API."""

    row: int
    budget_line: str
    measure_id: str
    category: str
    budget_year: int
    planned_cents: int


@dataclass(frozen=True, slots=True)
class FundingRow:
    """One source that covers the plan; ``source_kind`` as in plan versions."""

    row: int
    source_kind: str
    source: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class CallRow:
    """An earlier call: ``period`` like 2025-H2, ``kind`` interim or final, approved if decided."""

    row: int
    period: str
    kind: str
    submitted_on: date | None
    amount_cents: int
    approved_cents: int | None
    reference: str | None


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Money that arrived for the call of ``period``."""

    row: int
    period: str
    received_on: date
    amount_cents: int
    reference: str | None


@dataclass(frozen=True, slots=True)
class OpeningVoucher:
    """A voucher taken over: the booking, what of it is eligible, and the call it already was in."""

    voucher: ImportRow
    called_in: str | None
    ineligible_cents: int
    ineligible_reason: str | None
    vat_deductible_bp: int
    allocation_bp: int
    allocation_reason: str | None
    reverse_charge_vat_cents: int = 0

    @property
    def row(self) -> int:
        """Line number in ``belege.csv``."""
        return self.voucher.row

    @property
    def gross_cents(self) -> int:
        """Gross of the booking; negative for a credit note."""
        return self.voucher.gross_cents


def _on_voucher(check: RowCheck[ImportRow]) -> RowCheck[OpeningVoucher]:
    return RowCheck(check.fields, lambda row: check.find(row.voucher))


def _ineligible_fits(row: OpeningVoucher) -> RowFault | None:
    if row.ineligible_cents == 0:
        return None
    if not 0 < row.ineligible_cents <= row.gross_cents:
        message = "Der nicht förderfähige Betrag liegt nicht zwischen 0 und dem Bruttobetrag."
        return RowFault("ineligible_cents", "ineligible_invalid", message, "ELG-11")
    if row.ineligible_reason is None:
        message = "Ein nicht förderfähiger Betrag braucht einen Grund."
        return RowFault("ineligible_reason", "ineligible_reason_missing", message, "ELG-11")
    return None


def _allocation_is_reasoned(row: OpeningVoucher) -> RowFault | None:
    if row.allocation_bp == 10_000 or row.allocation_reason is not None:
        return None
    message = "Ein Projektanteil unter 100 % braucht einen Grund."
    return RowFault("allocation_reason", "allocation_reason_missing", message, "ELG-08")


OPENING_VOUCHER_CHECKS: tuple[RowCheck[OpeningVoucher], ...] = (
    *(_on_voucher(check) for check in VOUCHER_CHECKS),
    RowCheck(frozenset({"ineligible_cents", "gross_cents", "ineligible_reason"}), _ineligible_fits),
    RowCheck(frozenset({"allocation_bp", "allocation_reason"}), _allocation_is_reasoned),
)


def _positive(value: int, field: str) -> RowFault | None:
    if value > 0:
        return None
    return RowFault(field, "amount_not_positive", "Der Betrag muss größer als 0 sein.")


PLAN_LINE_CHECKS: tuple[RowCheck[PlanLineRow], ...] = (
    RowCheck(
        frozenset({"planned_cents"}), lambda row: _positive(row.planned_cents, "planned_cents")
    ),
)
FUNDING_CHECKS: tuple[RowCheck[FundingRow], ...] = (
    RowCheck(frozenset({"amount_cents"}), lambda row: _positive(row.amount_cents, "amount_cents")),
)
CALL_CHECKS: tuple[RowCheck[CallRow], ...] = (
    RowCheck(frozenset({"amount_cents"}), lambda row: _positive(row.amount_cents, "amount_cents")),
)
RECEIPT_CHECKS: tuple[RowCheck[ReceiptRow], ...] = (
    RowCheck(frozenset({"amount_cents"}), lambda row: _positive(row.amount_cents, "amount_cents")),
)
