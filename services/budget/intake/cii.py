"""XRechnung and Factur-X in UN/CEFACT CII syntax (D16B/D22B): CrossIndustryInvoice → ``Invoice``.

Source: EN 16931-3-3 (binding of the semantic model to CII), XRechnung 3.0, Factur-X 1.0. The
comments name the business term (BT) or group (BG) read.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from lxml import etree

from services.budget.domain.invoice import (
    Discount,
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
from services.budget.intake.invoice_values import compact_day
from services.budget.intake.payment_terms import discounts_in
from shared.errors import Violation

_UNECE: Final = "urn:un:unece:uncefact:data:standard:"
INVOICE_TAG: Final = f"{{{_UNECE}CrossIndustryInvoice:100}}CrossIndustryInvoice"
_NAMESPACES: Final = {
    "rsm": f"{_UNECE}CrossIndustryInvoice:100",
    "ram": f"{_UNECE}ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_UNECE}UnqualifiedDataType:100",
    "qdt": f"{_UNECE}QualifiedDataType:100",
}
_HEAD: Final = "rsm:ExchangedDocument"
_DEAL: Final = "rsm:SupplyChainTradeTransaction"
_AGREEMENT: Final = f"{_DEAL}/ram:ApplicableHeaderTradeAgreement"
_DELIVERY: Final = f"{_DEAL}/ram:ApplicableHeaderTradeDelivery"
_SETTLEMENT: Final = f"{_DEAL}/ram:ApplicableHeaderTradeSettlement"
_SELLER: Final = f"{_AGREEMENT}/ram:SellerTradeParty"
_TOTALS: Final = f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
_TERMS: Final = f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms"
_DAY: Final = "udt:DateTimeString"
_PROFILE: Final = (
    "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"
)
_BUYER_REFERENCE: Final = f"{_AGREEMENT}/ram:BuyerReference"
_DELIVERED_ON: Final = (
    f"{_DELIVERY}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/{_DAY}"
)
_IBAN: Final = (
    f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans"
    "/ram:PayeePartyCreditorFinancialAccount/ram:IBANID"
)


def read_cii(root: etree._Element, findings: list[Violation]) -> Invoice:
    """Return what the CII document says; append to ``findings`` what cannot be read."""
    currency_free = InvoiceElement(root, _NAMESPACES, compact_day, findings)
    currency = currency_free.text(f"{_SETTLEMENT}/ram:InvoiceCurrencyCode", "currency")  # BT-5
    document = currency_free.in_currency(currency)
    period = f"{_SETTLEMENT}/ram:BillingSpecifiedPeriod"
    invoice = Invoice(
        profile=document.text(_PROFILE, "profile"),  # BT-24
        number=document.text(f"{_HEAD}/ram:ID", "number"),  # BT-1
        issue_date=document.day(f"{_HEAD}/ram:IssueDateTime/{_DAY}", "issue_date"),  # BT-2
        type_code=document.text(f"{_HEAD}/ram:TypeCode", "type_code"),  # BT-3
        currency=currency,
        seller=_seller(document),
        buyer=document.text(f"{_AGREEMENT}/ram:BuyerTradeParty/ram:Name", "buyer"),  # BT-44
        buyer_reference=document.text(_BUYER_REFERENCE, "buyer_reference"),  # BT-10
        totals=_totals(document),
        vat=_vat_breakdown(document),
        payment=_payment(document),
        references=_references(document),
        delivered_on=document.day(_DELIVERED_ON, "delivered_on"),  # BT-72
        period_from=document.day(f"{period}/ram:StartDateTime/{_DAY}", "service_from"),  # BT-73
        period_to=document.day(f"{period}/ram:EndDateTime/{_DAY}", "service_to"),  # BT-74
        lines=_lines(document),
        notes=document.texts(f"{_HEAD}/ram:IncludedNote/ram:Content", "notes", MAX_NOTE),  # BT-22
    )
    return as_credit_note(invoice) if invoice.type_code == "381" else invoice


def _totals(document: InvoiceElement) -> Totals:
    def total(name: str, field: str) -> int | None:
        return document.cents(f"{_TOTALS}/ram:{name}", field)

    return Totals(
        lines_cents=total("LineTotalAmount", "net_cents"),  # BT-106
        net_cents=total("TaxBasisTotalAmount", "net_cents"),  # BT-109
        vat_cents=_vat_total(document),  # BT-110
        gross_cents=total("GrandTotalAmount", "gross_cents"),  # BT-112
        due_cents=total("DuePayableAmount", "due_cents"),  # BT-115
        allowances_cents=total("AllowanceTotalAmount", "allowances_cents") or 0,  # BT-107
        charges_cents=total("ChargeTotalAmount", "charges_cents") or 0,  # BT-108
        prepaid_cents=total("TotalPrepaidAmount", "prepaid_cents") or 0,  # BT-113
        rounding_cents=total("RoundingAmount", "rounding_cents") or 0,  # BT-114
        each_allowance=_document_level(document, "false"),
        each_charge=_document_level(document, "true"),
    )


def _payment(document: InvoiceElement) -> PaymentTerms:
    terms = "\n".join(document.texts(f"{_TERMS}/ram:Description", "payment_terms", MAX_NOTE))
    noted, unclear = discounts_in(terms)
    document.findings.extend(unclear)
    return PaymentTerms(
        due_date=_due_date(document),  # BT-9
        text=terms or None,  # BT-20
        discounts=noted + _discount_terms(document),
        payee=document.text(f"{_SETTLEMENT}/ram:PayeeTradeParty/ram:Name", "payee"),  # BT-59
        accounts=document.texts(_IBAN, "accounts"),  # BT-84
        reference=document.text(
            f"{_SETTLEMENT}/ram:PaymentReference", "payment_reference"
        ),  # BT-83
    )


def _seller(document: InvoiceElement) -> Seller:
    vat_id = tax_number = None
    for registration in document.all(f"{_SELLER}/ram:SpecifiedTaxRegistration/ram:ID"):
        if registration.attribute("schemeID") == "VA":
            vat_id = vat_id or registration.own_text("seller_vat_id")
        else:
            tax_number = tax_number or registration.own_text("seller_tax_number")
    return Seller(
        name=document.text(f"{_SELLER}/ram:Name", "seller"),  # BT-27
        trading_name=document.text(
            f"{_SELLER}/ram:SpecifiedLegalOrganization/ram:TradingBusinessName", "seller"
        ),  # BT-28
        vat_id=vat_id,
        tax_number=tax_number,
        identifiers=document.texts(f"{_SELLER}/ram:ID", "seller")
        + document.texts(f"{_SELLER}/ram:GlobalID", "seller")
        + document.texts(f"{_SETTLEMENT}/ram:CreditorReferenceID", "seller"),
    )


def _references(document: InvoiceElement) -> InvoiceReferences:
    assigned = "ram:IssuerAssignedID"
    preceding = []
    for reference in document.all(f"{_SETTLEMENT}/ram:InvoiceReferencedDocument"):
        number = reference.text(assigned, "preceding")  # BT-25
        if number:
            issued = reference.day("ram:FormattedIssueDateTime/qdt:DateTimeString", "preceding")
            preceding.append(PrecedingInvoice(number, issued))
    return InvoiceReferences(
        order=document.text(
            f"{_AGREEMENT}/ram:BuyerOrderReferencedDocument/{assigned}", "order_reference"
        ),  # BT-13
        sales_order=document.text(
            f"{_AGREEMENT}/ram:SellerOrderReferencedDocument/{assigned}", "sales_order"
        ),  # BT-14
        contract=document.text(
            f"{_AGREEMENT}/ram:ContractReferencedDocument/{assigned}", "contract"
        ),  # BT-12
        project=document.text(
            f"{_AGREEMENT}/ram:SpecifiedProcuringProject/ram:ID", "project"
        ),  # BT-11
        preceding=tuple(preceding),
    )


def _vat_total(document: InvoiceElement) -> int | None:
    """BT-110; a second total in the accounting currency (BT-111) is none of our business."""
    totals = [
        amount
        for amount in document.all(f"{_TOTALS}/ram:TaxTotalAmount")
        if amount.attribute("currencyID") in (document.currency, None)
    ]
    if len(totals) > 1:
        document.note("element_repeated", "Die Umsatzsteuer ist mehrfach angegeben.", "vat_cents")
    return totals[0].own_cents("vat_cents") if totals else None


def _vat_breakdown(document: InvoiceElement) -> tuple[VatBreakdown, ...]:
    rows = []
    for row in document.all(f"{_SETTLEMENT}/ram:ApplicableTradeTax"):
        rows.append(
            VatBreakdown(
                category=row.text("ram:CategoryCode", "vat") or "",  # BT-118
                rate_bp=row.basis_points("ram:RateApplicablePercent", "vat") or 0,  # BT-119
                base_cents=row.cents("ram:BasisAmount", "vat") or 0,  # BT-116
                vat_cents=row.cents("ram:CalculatedAmount", "vat") or 0,  # BT-117
                exemption_reason=row.text("ram:ExemptionReason", "vat"),  # BT-120
            )
        )
    return tuple(rows)


def _due_date(document: InvoiceElement) -> date | None:
    """BT-9; the Extended profile may repeat payment terms, then the first date is the earliest."""
    days = [terms.day(f"ram:DueDateDateTime/{_DAY}", "due_date") for terms in document.all(_TERMS)]
    return min((day for day in days if day), default=None)


def _discount_terms(document: InvoiceElement) -> tuple[Discount, ...]:
    """Payment discount terms of the Factur-X Extended profile."""
    discounts = []
    for terms in document.all(f"{_TERMS}/ram:ApplicableTradePaymentDiscountTerms"):
        measure = terms.one("ram:BasisPeriodMeasure")
        days = measure.own_text("discounts") if measure else None
        percent_bp = terms.basis_points("ram:CalculationPercent", "discounts")
        in_days = measure is not None and measure.attribute("unitCode") in ("DAY", None)
        if not in_days or percent_bp is None or not _is_small_number(days):
            document.note("discount_notation", "Eine Skonto-Angabe ist nicht lesbar.", "discounts")
            continue
        base_cents = terms.cents("ram:BasisAmount", "discounts")
        discounts.append(Discount(int(days or "0"), percent_bp, base_cents))
    return tuple(discounts)


def _is_small_number(text: str | None) -> bool:
    return text is not None and text.isascii() and text.isdecimal() and len(text) <= 4


def _document_level(document: InvoiceElement, indicator: str) -> tuple[int, ...]:
    """Amounts of document level allowances (BG-20, false) or charges (BG-21, true)."""
    return tuple(
        entry.cents("ram:ActualAmount", "allowances_cents") or 0
        for entry in document.all(f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge")
        if entry.text("ram:ChargeIndicator/udt:Indicator", "allowances_cents") == indicator
    )


def _lines(document: InvoiceElement) -> tuple[InvoiceLine, ...]:
    head = "ram:AssociatedDocumentLineDocument"
    settlement = "ram:SpecifiedLineTradeSettlement"
    period = f"{settlement}/ram:BillingSpecifiedPeriod"
    lines = []
    for line in document.all(f"{_DEAL}/ram:IncludedSupplyChainTradeLineItem"):
        quantity = line.one("ram:SpecifiedLineTradeDelivery/ram:BilledQuantity")  # BT-129
        lines.append(
            InvoiceLine(
                number=line.text(f"{head}/ram:LineID", "lines"),
                name=line.text("ram:SpecifiedTradeProduct/ram:Name", "lines"),  # BT-153
                net_cents=line.cents(
                    f"{settlement}/ram:SpecifiedTradeSettlementLineMonetarySummation"
                    "/ram:LineTotalAmount",
                    "lines",
                ),  # BT-131
                quantity=quantity.own_text("lines") if quantity else None,
                unit=quantity.attribute("unitCode") if quantity else None,
                unit_price=line.text(
                    "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice"
                    "/ram:ChargeAmount",
                    "lines",
                ),  # BT-146
                service_from=line.day(f"{period}/ram:StartDateTime/{_DAY}", "lines"),  # BT-134
                service_to=line.day(f"{period}/ram:EndDateTime/{_DAY}", "lines"),  # BT-135
                # BT-X-8, Extended profile: GROUP and INFORMATION lines repeat what others say.
                counts=line.text(f"{head}/ram:LineStatusReasonCode", "lines") in (None, "DETAIL"),
            )
        )
    return tuple(lines)
