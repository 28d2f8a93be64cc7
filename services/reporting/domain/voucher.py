"""One row of the voucher list (R03): what the voucher says and what it is worth as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Voucher:
    """Amounts in cents as of the day of the list; texts are open, `[gelöscht]` where erased.

    `call_number` is the number of the released call that took it, `original_number` the running
    number of the row it reverses or moves. `procurement_number` is that of the procurement file the
    row names, `procurement_sha256` a filed decision (hex). `file_sha256` is the voucher file (hex).
    `entered_after_closing`: a half-year that ends on its day or later was closed by then.
    `salts` by name of a text prove it against the digest its event names (decision 0044).
    """

    expenditure_id: str
    number: int
    kind: str
    budget_line: str
    measure_id: str
    category: str
    effective_on: date | None
    call_number: int | None
    original_number: int | None
    creditor: str
    purpose: str
    ineligible_reason: str
    allocation_reason: str
    voucher_number: str
    invoice_number: str
    invoice_date: date | None
    service_from: date
    service_to: date
    gross_cents: int
    vat_cents: int
    discount_cents: int
    retention_cents: int
    ineligible_cents: int
    allocation_bp: int
    paid_cents: int
    eligible_cents: int
    booking: str
    procurement_number: int | None
    procurement_sha256: str
    file_sha256: str
    opening: bool
    entered_after_closing: bool = False
    salts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Corrections:
    """Rows reversed before any call took them, with their twins and movements (semantics 4).

    They leave the list for the annex "Berichtigungen": together they are nothing.
    """

    original_ids: frozenset[str]

    def include(self, row_id: str, reversal_of: str | None, movement_of: str | None) -> bool:
        """Whether a row belongs into the annex."""
        return bool({row_id, reversal_of, movement_of} & self.original_ids)
