"""An e-invoice as JSON, with the names of the API."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from contracts.schema import to_payload
from services.budget.domain.invoice import ExpenditurePrefill, Invoice
from services.budget.usecases.invoice import ReceivedInvoice
from shared.web.openapi import ViolationSchema
from shared.web.problems import violations_as_json


class VatSchema(Schema):
    """One row of the VAT breakdown."""

    category = fields.String(required=True)
    rate_bp = fields.Integer(required=True)
    base_cents = fields.Integer(required=True)
    vat_cents = fields.Integer(required=True)


class DiscountSchema(Schema):
    """Cash discount offered if paid within `days`."""

    days = fields.Integer(required=True)
    percent_bp = fields.Integer(required=True)


class InvoiceSchema(Schema):
    """What the invoice says; amounts of a credit note are negative."""

    number = fields.String(required=True, allow_none=True)
    issue_date = fields.Date(required=True, allow_none=True)
    type_code = fields.String(required=True, allow_none=True)
    seller = fields.String(required=True, allow_none=True)
    buyer_reference = fields.String(required=True, allow_none=True)
    currency = fields.String(required=True, allow_none=True)
    net_cents = fields.Integer(required=True, allow_none=True)
    vat = fields.List(fields.Nested(VatSchema), required=True)
    gross_cents = fields.Integer(required=True, allow_none=True)
    prepaid_cents = fields.Integer(required=True)
    rounding_cents = fields.Integer(required=True)
    due_cents = fields.Integer(required=True, allow_none=True)
    allowances_cents = fields.Integer(required=True)
    charges_cents = fields.Integer(required=True)
    discounts = fields.List(fields.Nested(DiscountSchema), required=True)


class InvoiceAnswerSchema(Schema):
    """The uploaded invoice and the entry it fills in."""

    invoice_id = fields.String(required=True)
    sha256 = fields.String(required=True)
    format = fields.String(required=True)
    invoice = fields.Nested(InvoiceSchema, required=True)
    expenditure = fields.Dict(keys=fields.String(), required=True)
    findings = fields.List(fields.Nested(ViolationSchema), required=True)


def invoice_json(received: ReceivedInvoice) -> dict[str, Any]:
    """The answer to an upload."""
    reading = received.reading
    return {
        "invoice_id": received.invoice_id,
        "sha256": received.sha256,
        "format": reading.format.value,
        "invoice": _invoice(reading.invoice),
        "expenditure": {**_prefill(reading.expenditure), "invoice_id": received.invoice_id},
        "findings": violations_as_json(reading.findings),
    }


def _invoice(invoice: Invoice) -> dict[str, Any]:
    totals = invoice.totals
    return {
        "number": invoice.number,
        "issue_date": to_payload(invoice.issue_date),
        "type_code": invoice.type_code,
        "seller": invoice.seller.name,
        "buyer_reference": invoice.buyer_reference,
        "currency": invoice.currency,
        "net_cents": totals.net_cents,
        "vat": [
            {
                "category": one.category,
                "rate_bp": one.rate_bp,
                "base_cents": one.base_cents,
                "vat_cents": one.vat_cents,
            }
            for one in invoice.vat
        ],
        "gross_cents": totals.gross_cents,
        "prepaid_cents": totals.prepaid_cents,
        "rounding_cents": totals.rounding_cents,
        "due_cents": totals.due_cents,
        "allowances_cents": totals.allowances_cents,
        "charges_cents": totals.charges_cents,
        "discounts": [
            {"days": one.days, "percent_bp": one.percent_bp} for one in invoice.payment.discounts
        ],
    }


def _prefill(prefill: ExpenditurePrefill) -> dict[str, Any]:
    """Only what the invoice says; a credit note also names the invoice it credits."""
    filled = {name: value for name, value in to_payload(prefill).items() if value is not None}
    if not filled.pop("is_credit_note"):
        filled.pop("credits", None)
    return filled
