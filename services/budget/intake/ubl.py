"""XRechnung in UBL 2.1 syntax: Invoice and CreditNote → ``Invoice``.

Source: EN 16931-3-2 (binding of the semantic model to UBL), XRechnung 3.0. The comments name the
business term (BT) or group (BG) read.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from lxml import etree

from services.budget.domain.invoice import (
    Invoice,
    InvoiceLine,
    InvoiceReferences,
    PaymentTerms,
    PrecedingInvoice,
    Seller,
    Totals,
    VatBreakdown,
    as_credit_note,
)
from services.budget.intake.invoice_element import MAX_NOTE, InvoiceElement
from services.budget.intake.invoice_values import iso_day
from services.budget.intake.payment_terms import discounts_in
from shared.errors import Violation

_OASIS: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
INVOICE_TAG: Final = f"{{{_OASIS}Invoice-2}}Invoice"
CREDIT_NOTE_TAG: Final = f"{{{_OASIS}CreditNote-2}}CreditNote"
_NAMESPACES: Final = {
    "cac": f"{_OASIS}CommonAggregateComponents-2",
    "cbc": f"{_OASIS}CommonBasicComponents-2",
}
_SELLER: Final = "cac:AccountingSupplierParty/cac:Party"
_BUYER: Final = "cac:AccountingCustomerParty/cac:Party"


def read_ubl(root: etree._Element, findings: list[Violation]) -> Invoice:
    """Return what the UBL document says; append to ``findings`` what cannot be read."""
    currency_free = InvoiceElement(root, _NAMESPACES, iso_day, findings)
    document = currency_free.in_currency(currency_free.text("cbc:DocumentCurrencyCode", "currency"))
    is_credit_note = root.tag == CREDIT_NOTE_TAG
    kind = "CreditNote" if is_credit_note else "Invoice"
    invoice = Invoice(
        profile=document.text("cbc:CustomizationID", "profile"),  # BT-24
        number=document.text("cbc:ID", "number"),  # BT-1
        issue_date=document.day("cbc:IssueDate", "issue_date"),  # BT-2
        type_code=document.text(f"cbc:{kind}TypeCode", "type_code"),  # BT-3
        currency=document.currency,  # BT-5
        seller=_seller(document),
        buyer=document.text(
            f"{_BUYER}/cac:PartyLegalEntity/cbc:RegistrationName", "buyer"
        ),  # BT-44
        buyer_reference=document.text("cbc:BuyerReference", "buyer_reference"),  # BT-10
        totals=_totals(document),
        vat=_vat_breakdown(document),
        payment=_payment(document, is_credit_note),
        references=_references(document),
        delivered_on=document.day("cac:Delivery/cbc:ActualDeliveryDate", "delivered_on"),  # BT-72
        period_from=document.day("cac:InvoicePeriod/cbc:StartDate", "service_from"),  # BT-73
        period_to=document.day("cac:InvoicePeriod/cbc:EndDate", "service_to"),  # BT-74
        lines=_lines(document, is_credit_note),
        notes=document.texts("cbc:Note", "notes", MAX_NOTE),  # BT-22
    )
    if is_credit_note or invoice.type_code == "381":
        return as_credit_note(invoice)
    return invoice


def _totals(document: InvoiceElement) -> Totals:
    def total(name: str, field: str) -> int | None:
        return document.cents(f"cac:LegalMonetaryTotal/cbc:{name}", field)

    return Totals(
        lines_cents=total("LineExtensionAmount", "net_cents"),  # BT-106
        net_cents=total("TaxExclusiveAmount", "net_cents"),  # BT-109
        vat_cents=_vat_total(document),  # BT-110
        gross_cents=total("TaxInclusiveAmount", "gross_cents"),  # BT-112
        due_cents=total("PayableAmount", "due_cents"),  # BT-115
        allowances_cents=total("AllowanceTotalAmount", "allowances_cents") or 0,  # BT-107
        charges_cents=total("ChargeTotalAmount", "charges_cents") or 0,  # BT-108
        prepaid_cents=total("PrepaidAmount", "prepaid_cents") or 0,  # BT-113
        rounding_cents=total("PayableRoundingAmount", "rounding_cents") or 0,  # BT-114
        each_allowance=_document_level(document, "false"),
        each_charge=_document_level(document, "true"),
    )


def _payment(document: InvoiceElement, is_credit_note: bool) -> PaymentTerms:
    means = "cac:PaymentMeans"
    terms = "\n".join(document.texts("cac:PaymentTerms/cbc:Note", "payment_terms", MAX_NOTE))
    discounts, unclear = discounts_in(terms)
    document.findings.extend(unclear)
    remittances = document.texts(f"{means}/cbc:PaymentID", "payment_reference")
    return PaymentTerms(
        due_date=_due_date(document, is_credit_note),  # BT-9
        text=terms or None,  # BT-20
        discounts=discounts,
        payee=document.text("cac:PayeeParty/cac:PartyName/cbc:Name", "payee"),  # BT-59
        accounts=document.texts(f"{means}/cac:PayeeFinancialAccount/cbc:ID", "accounts"),  # BT-84
        reference=remittances[0] if remittances else None,  # BT-83
    )


def _seller(document: InvoiceElement) -> Seller:
    vat_id = tax_number = None
    for scheme in document.all(f"{_SELLER}/cac:PartyTaxScheme"):
        number = scheme.text("cbc:CompanyID", "seller_vat_id")
        if scheme.text("cac:TaxScheme/cbc:ID", "seller_vat_id") == "VAT":
            vat_id = vat_id or number
        else:
            tax_number = tax_number or number
    return Seller(
        name=document.text(f"{_SELLER}/cac:PartyLegalEntity/cbc:RegistrationName", "seller"),
        trading_name=document.text(f"{_SELLER}/cac:PartyName/cbc:Name", "seller"),
        vat_id=vat_id,
        tax_number=tax_number,
        identifiers=document.texts(f"{_SELLER}/cac:PartyIdentification/cbc:ID", "seller"),
    )


def _references(document: InvoiceElement) -> InvoiceReferences:
    preceding = []
    for reference in document.all("cac:BillingReference/cac:InvoiceDocumentReference"):
        number = reference.text("cbc:ID", "preceding")  # BT-25
        if number:
            issued = reference.day("cbc:IssueDate", "preceding")  # BT-26
            preceding.append(PrecedingInvoice(number, issued))
    return InvoiceReferences(
        order=document.text("cac:OrderReference/cbc:ID", "order_reference"),  # BT-13
        sales_order=document.text("cac:OrderReference/cbc:SalesOrderID", "sales_order"),  # BT-14
        contract=document.text("cac:ContractDocumentReference/cbc:ID", "contract"),  # BT-12
        project=document.text("cac:ProjectReference/cbc:ID", "project"),  # BT-11
        preceding=tuple(preceding),
    )


def _vat_total(document: InvoiceElement) -> int | None:
    """BT-110; a second total in the accounting currency (BT-111) is none of our business."""
    totals = [
        amount
        for amount in document.all("cac:TaxTotal/cbc:TaxAmount")
        if amount.attribute("currencyID") in (document.currency, None)
    ]
    if len(totals) > 1:
        document.note("element_repeated", "Die Umsatzsteuer ist mehrfach angegeben.", "vat_cents")
    return totals[0].own_cents("vat_cents") if totals else None


def _vat_breakdown(document: InvoiceElement) -> tuple[VatBreakdown, ...]:
    rows = []
    for row in document.all("cac:TaxTotal/cac:TaxSubtotal"):
        rows.append(
            VatBreakdown(
                category=row.text("cac:TaxCategory/cbc:ID", "vat") or "",  # BT-118
                rate_bp=row.basis_points("cac:TaxCategory/cbc:Percent", "vat") or 0,  # BT-119
                base_cents=row.cents("cbc:TaxableAmount", "vat") or 0,  # BT-116
                vat_cents=row.cents("cbc:TaxAmount", "vat") or 0,  # BT-117
                exemption_reason=row.text(
                    "cac:TaxCategory/cbc:TaxExemptionReason", "vat"
                ),  # BT-120
            )
        )
    return tuple(rows)


def _due_date(document: InvoiceElement, is_credit_note: bool) -> date | None:
    if not is_credit_note:
        return document.day("cbc:DueDate", "due_date")
    means = list(document.all("cac:PaymentMeans"))
    return means[0].day("cbc:PaymentDueDate", "due_date") if means else None


def _document_level(document: InvoiceElement, indicator: str) -> tuple[int, ...]:
    """Amounts of document level allowances (BG-20, false) or charges (BG-21, true)."""
    return tuple(
        entry.cents("cbc:Amount", "allowances_cents") or 0
        for entry in document.all("cac:AllowanceCharge")
        if entry.text("cbc:ChargeIndicator", "allowances_cents") == indicator
    )


def _lines(document: InvoiceElement, is_credit_note: bool) -> tuple[InvoiceLine, ...]:
    path, quantity_path = (
        ("cac:CreditNoteLine", "cbc:CreditedQuantity")
        if is_credit_note
        else ("cac:InvoiceLine", "cbc:InvoicedQuantity")
    )
    lines = []
    for line in document.all(path):
        quantity = line.one(quantity_path)  # BT-129, BT-130
        lines.append(
            InvoiceLine(
                number=line.text("cbc:ID", "lines"),  # BT-126
                name=line.text("cac:Item/cbc:Name", "lines"),  # BT-153
                net_cents=line.cents("cbc:LineExtensionAmount", "lines"),  # BT-131
                quantity=quantity.own_text("lines") if quantity else None,
                unit=quantity.attribute("unitCode") if quantity else None,
                unit_price=line.text("cac:Price/cbc:PriceAmount", "lines"),  # BT-146
                service_from=line.day("cac:InvoicePeriod/cbc:StartDate", "lines"),  # BT-134
                service_to=line.day("cac:InvoicePeriod/cbc:EndDate", "lines"),  # BT-135
            )
        )
    return tuple(lines)
