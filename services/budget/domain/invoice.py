"""What an e-invoice says, as frozen values, whatever notation it came in (EN 16931, EINV-02).

Amounts are integer cents of the invoice currency, rates integer basis points, days plain dates.
``None`` means that the invoice does not say it, or not in a readable way; then a finding exists.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from shared.errors import Refused, Violation


class UnreadableInvoice(Refused):
    """The file is no e-invoice that could be read at all (422); the violations say why."""


class InvoiceFormat(StrEnum):
    """Notation of the structured part, named as in the API."""

    XRECHNUNG_UBL = "xrechnung-ubl"
    XRECHNUNG_CII = "xrechnung-cii"
    ZUGFERD = "zugferd"


@dataclass(frozen=True)
class VatBreakdown:
    """One row of the VAT breakdown (BG-23): category of UNTDID 5305, base and tax."""

    category: str
    rate_bp: int
    base_cents: int
    vat_cents: int
    exemption_reason: str | None = None


@dataclass(frozen=True)
class Discount:
    """Cash discount (Skonto): ``percent_bp`` off if paid within ``days`` of the invoice date.

    ``base_cents`` is the amount it is taken from where that is not the whole invoice. Only a
    discount that was really taken reduces the cost (ELG-05), so it is an offer, not an amount.
    """

    days: int
    percent_bp: int
    base_cents: int | None = None


@dataclass(frozen=True)
class Seller:
    """Who sent the invoice (BG-4). ``name`` is the registered one (BT-27)."""

    name: str | None
    trading_name: str | None = None
    vat_id: str | None = None
    tax_number: str | None = None
    identifiers: tuple[str, ...] = ()
    """Identifiers of the seller (BT-29), and its SEPA creditor identifier (BT-90)."""


@dataclass(frozen=True)
class PrecedingInvoice:
    """Reference to an earlier invoice that this one credits or corrects (BG-3)."""

    number: str
    issue_date: date | None = None


@dataclass(frozen=True)
class InvoiceLine:
    """One position (BG-25). Quantity and unit price stay text: they may have any decimals."""

    number: str | None
    name: str | None
    net_cents: int | None
    quantity: str | None = None
    unit: str | None = None
    unit_price: str | None = None
    service_from: date | None = None
    service_to: date | None = None
    counts: bool = True
    """Whether it is part of the sum; lines that only group or inform are not."""


@dataclass(frozen=True)
class InvoiceReferences:
    """What the invoice refers to."""

    order: str | None = None
    sales_order: str | None = None
    contract: str | None = None
    project: str | None = None
    preceding: tuple[PrecedingInvoice, ...] = ()


@dataclass(frozen=True)
class Totals:
    """Document totals (BG-22). Optional ones are 0 when absent, mandatory ones ``None``.

    ``each_allowance`` and ``each_charge`` are the amounts at document level (BG-20, BG-21) of which
    ``allowances_cents`` and ``charges_cents`` are the stated sums.
    """

    lines_cents: int | None
    net_cents: int | None
    vat_cents: int | None
    gross_cents: int | None
    due_cents: int | None
    allowances_cents: int = 0
    charges_cents: int = 0
    prepaid_cents: int = 0
    rounding_cents: int = 0
    each_allowance: tuple[int, ...] = ()
    each_charge: tuple[int, ...] = ()

    def negated(self) -> Totals:
        """The same totals with every sign turned."""
        return Totals(
            lines_cents=_minus(self.lines_cents),
            net_cents=_minus(self.net_cents),
            vat_cents=_minus(self.vat_cents),
            gross_cents=_minus(self.gross_cents),
            due_cents=_minus(self.due_cents),
            allowances_cents=-self.allowances_cents,
            charges_cents=-self.charges_cents,
            prepaid_cents=-self.prepaid_cents,
            rounding_cents=-self.rounding_cents,
            each_allowance=tuple(-cents for cents in self.each_allowance),
            each_charge=tuple(-cents for cents in self.each_charge),
        )


@dataclass(frozen=True)
class PaymentTerms:
    """How the creditor wants to be paid (BG-16, BT-9, BT-20)."""

    due_date: date | None = None
    text: str | None = None
    discounts: tuple[Discount, ...] = ()
    payee: str | None = None
    """Who receives the money where it is not the seller (BT-59)."""
    accounts: tuple[str, ...] = ()
    reference: str | None = None
    """Remittance information to be quoted (BT-83, Verwendungszweck)."""


@dataclass(frozen=True)
class Invoice:
    """An invoice or credit note. All ``*_cents`` of a credit note are negative."""

    profile: str | None
    number: str | None
    issue_date: date | None
    type_code: str | None
    currency: str | None
    seller: Seller
    buyer: str | None
    buyer_reference: str | None
    totals: Totals
    vat: tuple[VatBreakdown, ...] = ()
    payment: PaymentTerms = PaymentTerms()
    references: InvoiceReferences = InvoiceReferences()
    delivered_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    lines: tuple[InvoiceLine, ...] = ()
    notes: tuple[str, ...] = ()
    is_credit_note: bool = False
    amounts_were_negative: bool = False
    """A credit note whose amounts were already written negative."""

    @property
    def vat_total_cents(self) -> int:
        """The stated VAT total (BT-110), which may be absent; then the sum of the breakdown."""
        stated = self.totals.vat_cents
        return sum(row.vat_cents for row in self.vat) if stated is None else stated

    @property
    def service_from(self) -> date | None:
        """First day of the service: invoicing period, else delivery, else earliest line."""
        if self.period_from or self.period_to:
            return self.period_from
        days = [line.service_from for line in self.lines if line.service_from]
        return self.delivered_on or min(days, default=None)

    @property
    def service_to(self) -> date | None:
        """Last day of the service, from the same source as ``service_from``."""
        if self.period_from or self.period_to:
            return self.period_to
        days = [line.service_to for line in self.lines if line.service_to]
        return self.delivered_on or max(days, default=None)


@dataclass(frozen=True)
class ExpenditurePrefill:
    """Fields of ``POST …/expenditures`` an invoice can fill; positive euro cents.

    A credit note has ``is_credit_note`` and ``credits``, the number of the invoice it credits where
    it names one. Line, measure, voucher number and payment are for the officer to say.
    """

    creditor: str | None = None
    purpose: str | None = None
    gross_cents: int | None = None
    vat_cents: int | None = None
    service_from: date | None = None
    service_to: date | None = None
    invoice_number: str | None = None
    invoice_date: date | None = None
    is_credit_note: bool = False
    credits: str | None = None


@dataclass(frozen=True)
class InvoiceReading:
    """Answer of the reader: what the invoice says, what it fills in, what is wrong with it.

    A finding of severity ``error`` says that a value is missing or must not be trusted.
    """

    format: InvoiceFormat
    invoice: Invoice
    expenditure: ExpenditurePrefill
    findings: tuple[Violation, ...] = ()


def as_credit_note(invoice: Invoice) -> Invoice:
    """Return the credit note with negative amounts, as the API promises.

    EN 16931 writes a credit note with positive amounts. A total that is already negative is
    the frequent mistake of negating twice; it stays as it is and is a finding.
    """
    if (invoice.totals.gross_cents or 0) < 0:
        return replace(invoice, is_credit_note=True, amounts_were_negative=True)
    return replace(_negated(invoice), is_credit_note=True)


def _minus(cents: int | None) -> int | None:
    return None if cents is None else -cents


def _negated(invoice: Invoice) -> Invoice:
    return replace(
        invoice,
        totals=invoice.totals.negated(),
        vat=tuple(
            replace(row, base_cents=-row.base_cents, vat_cents=-row.vat_cents)
            for row in invoice.vat
        ),
        lines=tuple(replace(line, net_cents=_minus(line.net_cents)) for line in invoice.lines),
    )
