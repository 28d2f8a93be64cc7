"""One line of the finance system's list as an entry, and compared with what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from services.budget.domain.expenditure import (
    Certification,
    CertificationKind,
    NewExpenditure,
)
from services.budget.domain.import_row import ImportRow
from services.budget.store.creditor import CreditorIndex
from services.budget.store.expenditure import ExpenditureRow
from shared.money import format_euro
from shared.periods import german_date

_COMPARED: Final = (
    "invoice_number",
    "invoice_date",
    "contract_date",
    "service_from",
    "service_to",
    "vat_cents",
    "retention_cents",
    "budget_line",
    "measure_id",
)
_IF_STATED: Final = ("budget_year", "product", "account", "cost_centre", "assignments")
"""Columns an export may leave empty: then it says nothing about them."""


def as_expenditure(row: ImportRow, order_id: str | None) -> NewExpenditure:
    """The entry a voucher line stands for."""
    return NewExpenditure(
        budget_line=row.budget_line,
        measure_id=row.measure_id,
        creditor=row.creditor,
        purpose=row.purpose,
        gross_cents=row.gross_cents,
        service_from=row.service_from,
        service_to=row.service_to,
        vat_cents=row.vat_cents,
        discount_cents=row.discount_cents,
        retention_cents=row.retention_cents,
        contract_date=row.contract_date,
        no_contract_reason=row.no_contract_reason,
        voucher_number=row.voucher_number,
        invoice_number=row.invoice_number,
        invoice_date=row.invoice_date,
        payment_date=row.payment_date,
        payment_reference=row.payment_reference,
        commitment_id=order_id,
        budget_year=row.budget_year,
        product=row.product,
        account=row.account,
        cost_centre=row.cost_centre,
        paid_by=row.paid_by,
        booked_by=row.booked_by,
        release_1=row.release_1,
        release_2=row.release_2,
        assignments=row.assignments,
    )


def certifications_of(row: ImportRow, index: CreditorIndex) -> Iterator[Certification]:
    """Certifications of the finance system; persons are known by a mark of their name only."""
    for kind, name, day in (
        (CertificationKind.FACTUAL, row.factual_by, row.factual_on),
        (CertificationKind.ARITHMETICAL, row.arithmetical_by, row.arithmetical_on),
    ):
        if name is not None and day is not None:
            yield Certification(kind, index.person_mark(name), day, external=True)


def differences(
    row: ImportRow, stored: Sequence[ExpenditureRow], texts: Mapping[str, str], same_creditor: bool
) -> list[str]:
    """Fields in which the line differs from the stored parts of its voucher; payment left out."""
    first = stored[0]
    found = [name for name in _COMPARED if getattr(row, name) != getattr(first, name)]
    found += [
        name
        for name in _IF_STATED
        if getattr(row, name) not in (None, ()) and getattr(row, name) != getattr(first, name)
    ]
    if len(stored) > 1:
        found = [name for name in found if name in ("invoice_number", "invoice_date")]
    if row.gross_cents != sum(one.gross_cents for one in stored):
        found.append("gross_cents")
    if row.purpose != texts.get("purpose") and len(stored) == 1:
        found.append("purpose")
    if not same_creditor:
        found.append("creditor")
    return found


def payment_differences(row: ImportRow, stored: Sequence[ExpenditureRow]) -> list[str]:
    """What differs of the payment; nothing where the line pays what was unpaid."""
    first = stored[0]
    found = []
    if first.payment_date != row.payment_date:
        found.append("payment_date")
    if sum(one.discount_cents for one in stored) != row.discount_cents:
        found.append("discount_cents")
    return found


def pays(row: ImportRow, stored: Sequence[ExpenditureRow]) -> bool:
    """Whether the line brings the payment of one unpaid voucher."""
    return len(stored) == 1 and stored[0].payment_date is None and row.payment_date is not None


def shown_value(value: object) -> str:
    """A value as the list shows it, shortened."""
    if isinstance(value, date):
        return german_date(value)
    return "" if value is None else str(value)[:200]


def change_message(name: str, before: object, now: object) -> str:
    """What changed since the line was taken over."""
    if name.endswith("_cents") and isinstance(before, int) and isinstance(now, int):
        before, now = format_euro(before), format_euro(now)
    return (
        f"Der Beleg ist schon erfasst, aber mit anderem Wert (bisher „{shown_value(before)}“, "
        f"jetzt „{shown_value(now)}“). Bitte klären; übernommen wurde nichts."
    )
