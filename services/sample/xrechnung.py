"""An XRechnung 3.0 (UBL) made from the facts of a voucher; all amounts agree with each other."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree  # writes only; what comes from outside is read by intake
from xml.etree.ElementTree import Element

from services.budget.domain.expenditure import NewExpenditure

_CAC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_CBC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
_INVOICE: Final = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
_GUIDELINE: Final = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
_PROCESS: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
_BUYER_REFERENCE: Final = "991-01234-38"
"""A Leitweg-ID with a right check digit that belongs to nobody."""

ElementTree.register_namespace("", _INVOICE)
ElementTree.register_namespace("cac", _CAC)
ElementTree.register_namespace("cbc", _CBC)


def xrechnung(facts: NewExpenditure) -> bytes:
    """The bytes of a type 380 invoice; needs number and date. Raises ValueError without."""
    if facts.invoice_number is None or facts.invoice_date is None:
        raise ValueError("an e-invoice has a number and a date")
    root = _node(
        _INVOICE,
        "Invoice",
        _text("CustomizationID", _GUIDELINE),
        _text("ProfileID", _PROCESS),
        _text("ID", facts.invoice_number),
        _text("IssueDate", facts.invoice_date.isoformat()),
        _text("InvoiceTypeCode", "380"),
        _text("Note", "Beispieldaten, keine echte Rechnung."),
        _text("DocumentCurrencyCode", "EUR"),
        _text("BuyerReference", _BUYER_REFERENCE),
        _node(
            _CAC,
            "InvoicePeriod",
            _text("StartDate", facts.service_from.isoformat()),
            _text("EndDate", facts.service_to.isoformat()),
        ),
        _party("AccountingSupplierParty", facts.creditor),
        _party("AccountingCustomerParty", "Stadt Musterstadt"),
        _tax_total(facts),
        _sums(facts),
        _line(facts),
    )
    written: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _node(namespace: str, name: str, *children: Element) -> Element:
    made = Element(f"{{{namespace}}}{name}")
    made.extend(children)
    return made


def _text(name: str, text: str, **attributes: str) -> Element:
    made = Element(f"{{{_CBC}}}{name}", attributes)
    made.text = text
    return made


def _amount(name: str, cents: int) -> Element:
    euros, rest = divmod(cents, 100)
    return _text(name, f"{euros}.{rest:02d}", currencyID="EUR")


def _party(role: str, name: str) -> Element:
    return _node(
        _CAC,
        role,
        _node(_CAC, "Party", _node(_CAC, "PartyLegalEntity", _text("RegistrationName", name))),
    )


def _category(name: str, facts: NewExpenditure) -> Element:
    rate = "19" if facts.vat_cents else "0"
    code = "S" if facts.vat_cents else "Z"
    return _node(
        _CAC,
        name,
        _text("ID", code),
        _text("Percent", rate),
        _node(_CAC, "TaxScheme", _text("ID", "VAT")),
    )


def _tax_total(facts: NewExpenditure) -> Element:
    net_cents = facts.gross_cents - facts.vat_cents
    return _node(
        _CAC,
        "TaxTotal",
        _amount("TaxAmount", facts.vat_cents),
        _node(
            _CAC,
            "TaxSubtotal",
            _amount("TaxableAmount", net_cents),
            _amount("TaxAmount", facts.vat_cents),
            _category("TaxCategory", facts),
        ),
    )


def _sums(facts: NewExpenditure) -> Element:
    net_cents = facts.gross_cents - facts.vat_cents
    return _node(
        _CAC,
        "LegalMonetaryTotal",
        _amount("LineExtensionAmount", net_cents),
        _amount("TaxExclusiveAmount", net_cents),
        _amount("TaxInclusiveAmount", facts.gross_cents),
        _amount("PayableAmount", facts.gross_cents),
    )


def _line(facts: NewExpenditure) -> Element:
    net_cents = facts.gross_cents - facts.vat_cents
    return _node(
        _CAC,
        "InvoiceLine",
        _text("ID", "1"),
        _text("InvoicedQuantity", "1", unitCode="H87"),
        _amount("LineExtensionAmount", net_cents),
        _node(
            _CAC, "Item", _text("Name", facts.purpose), _category("ClassifiedTaxCategory", facts)
        ),
        _node(_CAC, "Price", _amount("PriceAmount", net_cents)),
    )
