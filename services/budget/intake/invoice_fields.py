"""An invoice reading as the plain JSON values the API promises, names exactly as promised."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from services.budget.domain.invoice import ExpenditurePrefill, Invoice, InvoiceReading


def reading_fields(reading: InvoiceReading) -> dict[str, Any]:
    """Return ``format``, ``invoice``, ``expenditure`` and ``findings``; days as ISO text."""
    return {
        "format": str(reading.format),
        "invoice": invoice_fields(reading.invoice),
        "expenditure": expenditure_fields(reading.expenditure),
        "findings": [_without(asdict(finding), "values") for finding in reading.findings],
    }


def invoice_fields(invoice: Invoice) -> dict[str, Any]:
    """Return the field ``invoice``: what the invoice says, absent values as ``None``."""
    totals, payment = invoice.totals, invoice.payment
    return {
        "number": invoice.number,
        "issue_date": _iso(invoice.issue_date),
        "type_code": invoice.type_code,
        "seller": invoice.seller.name,
        "buyer_reference": invoice.buyer_reference,
        "currency": invoice.currency,
        "net_cents": totals.net_cents,
        "vat": [_without(asdict(row), "exemption_reason") for row in invoice.vat],
        "gross_cents": totals.gross_cents,
        "prepaid_cents": totals.prepaid_cents,
        "rounding_cents": totals.rounding_cents,
        "due_cents": totals.due_cents,
        "allowances_cents": totals.allowances_cents,
        "charges_cents": totals.charges_cents,
        "discounts": [_without(asdict(one), "base_cents") for one in payment.discounts],
        "vat_cents": totals.vat_cents,
        "profile": invoice.profile,
        "seller_vat_id": invoice.seller.vat_id,
        "buyer": invoice.buyer,
        "service_from": _iso(invoice.service_from),
        "service_to": _iso(invoice.service_to),
        "due_date": _iso(payment.due_date),
        "payment_terms": payment.text,
        **_references(invoice),
    }


def expenditure_fields(prefill: ExpenditurePrefill) -> dict[str, Any]:
    """Return the field ``expenditure``: only what the invoice could fill.

    ``credits`` is there for every credit note, ``None`` where it names no invoice.
    """
    fields = {
        name: _iso(value) if isinstance(value, date) else value
        for name, value in asdict(prefill).items()
        if value is not None and name != "is_credit_note"
    }
    if prefill.is_credit_note:
        fields["credits"] = prefill.credits
    return fields


def _references(invoice: Invoice) -> dict[str, Any]:
    references = invoice.references
    return {
        "order_reference": references.order,
        "sales_order_reference": references.sales_order,
        "contract_reference": references.contract,
        "project_reference": references.project,
        "creditor_reference": invoice.payment.reference,
        "preceding_invoices": [
            {"number": one.number, "issue_date": _iso(one.issue_date)}
            for one in references.preceding
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _without(fields: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}
