"""Writes invoices: days, numbers and amounts that fit each other, from a few given facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random  # noqa: TID251 - injected and seeded
from typing import Any

from services.budget.domain.expenditure import NewExpenditure
from services.sample.city import PHASE_B
from services.sample.voucher import FileKind, Voucher


@dataclass(frozen=True)
class Bill:
    """What is known of an invoice before its days and numbers: `net_euro` without VAT.

    `more` are further fields of the entry, `pays` the days from the invoice to its payment (None:
    not paid), `enters` those from the invoice to its entry.
    """

    line: str
    measure_id: str
    creditor: str
    purpose: str
    net_euro: int
    vat_percent: int = 19
    pays: int | None = 21
    enters: int = 5
    service_days: int = 30
    more: Mapping[str, Any] | None = None
    grant_id: str = PHASE_B
    file: FileKind = "pdf"
    certified: bool = True


class Scribe:
    """Numbers every voucher of the sample; and dates it within its grant."""

    def __init__(self, chance: Random, first_days: Mapping[str, tuple[date, date]]) -> None:
        """`first_days`: per grant the first day of a contract and of a service."""
        self._chance = chance
        self._first_days = first_days
        self._number = 0

    def write(self, name: str, bill: Bill, invoiced_on: date) -> Voucher:
        """The voucher of an invoice of that day."""
        self._number += 1
        first_contract, first_service = self._first_days[bill.grant_id]
        service_to = max(first_service, invoiced_on - timedelta(days=4))
        service_from = max(first_service, service_to - timedelta(days=bill.service_days))
        ordered_on = service_from - timedelta(days=self._chance.randint(10, 45))
        vat_cents = bill.net_euro * bill.vat_percent
        paid_on = None if bill.pays is None else invoiced_on + timedelta(days=bill.pays)
        facts = NewExpenditure(
            budget_line=bill.line,
            measure_id=bill.measure_id,
            creditor=bill.creditor,
            purpose=bill.purpose,
            gross_cents=bill.net_euro * 100 + vat_cents,
            vat_cents=vat_cents,
            contract_date=max(first_contract, ordered_on),
            service_from=service_from,
            service_to=service_to,
            voucher_number=f"{invoiced_on.year}-{self._number:05d}",
            invoice_number=f"RE-{invoiced_on:%y}-{self._chance.randint(1000, 9999)}",
            invoice_date=invoiced_on,
            payment_date=paid_on,
            payment_reference=None if paid_on is None else f"ZA-{paid_on:%y%m}-{self._number:04d}",
            product="571010",
            cost_centre="0815",
        )
        return Voucher(
            name=name,
            grant_id=bill.grant_id,
            facts=replace(facts, **(bill.more or {})),
            recorded_on=invoiced_on + timedelta(days=bill.enters),
            file=bill.file,
            certified=bill.certified,
        )
