"""Which notation an XML document is written in: decided by its root element alone."""

from __future__ import annotations

from lxml import etree

from services.budget.domain.invoice import Invoice, InvoiceFormat, UnreadableInvoice
from services.budget.intake import cii, ubl
from shared.errors import Violation

_READERS = {
    ubl.INVOICE_TAG: (InvoiceFormat.XRECHNUNG_UBL, ubl.read_ubl),
    ubl.CREDIT_NOTE_TAG: (InvoiceFormat.XRECHNUNG_UBL, ubl.read_ubl),
    cii.INVOICE_TAG: (InvoiceFormat.XRECHNUNG_CII, cii.read_cii),
}


def is_invoice(root: etree._Element) -> bool:
    """Whether the document is a UBL Invoice or CreditNote or a CII CrossIndustryInvoice."""
    return root.tag in _READERS


def read_root(root: etree._Element, findings: list[Violation]) -> tuple[InvoiceFormat, Invoice]:
    """Read the document with the reader of its notation.

    Raises ``UnreadableInvoice`` (``invoice_unknown_root``) for any other XML, such as ZUGFeRD 1.0.
    """
    if not is_invoice(root):
        name = etree.QName(root).localname
        raise UnreadableInvoice(
            [
                Violation(
                    "invoice_unknown_root",
                    "EINV-02",
                    f"Das XML ist keine E-Rechnung nach EN 16931 (Wurzelelement „{name[:60]}“). "
                    "Lesbar sind XRechnung in UBL oder CII sowie ZUGFeRD ab Version 2.",
                    field="file",
                )
            ]
        )
    notation, read = _READERS[str(root.tag)]
    return notation, read(root, findings)
