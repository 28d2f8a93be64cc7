"""ZUGFeRD / Factur-X: the invoice is the XML embedded in a PDF; the picture is only a copy.

Source: Factur-X 1.0 / ZUGFeRD 2 (names of the embedded file), EINV-02 and EINV-03.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from services.budget.domain.invoice import UnreadableInvoice
from services.budget.intake.invoice_root import is_invoice
from services.budget.intake.pdf_attachments import (
    Attachment,
    PdfEncrypted,
    PdfUnreadable,
    xml_attachments,
)
from services.budget.intake.xml_document import parse_xml
from shared.errors import Violation

PREFERRED_NAMES: Final = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")


def embedded_invoice(pdf: bytes, findings: list[Violation]) -> etree._Element:
    """Return the root of the embedded invoice; append a finding if there is more than one.

    Raises ``UnreadableInvoice`` for an encrypted or damaged PDF, one without an embedded invoice,
    and XML that cannot be read.
    """
    candidates = [one for one in _attachments(pdf) if _counts(one)]
    if not candidates:
        raise _unreadable(
            "pdf_without_invoice",
            "Das PDF enthält keine eingebettete XML-Rechnung. Ein PDF allein ist keine "
            "E-Rechnung; bitte die Werte von Hand erfassen und das PDF als Beleg anhängen.",
        )
    candidates.sort(key=_preference)
    if len(candidates) > 1:
        findings.append(_several(candidates))
    return parse_xml(candidates[0].data)


def _attachments(pdf: bytes) -> list[Attachment]:
    try:
        return xml_attachments(pdf)
    except PdfEncrypted as error:
        raise _unreadable(
            "pdf_encrypted", "Das PDF ist mit einem Kennwort verschlüsselt und nicht lesbar."
        ) from error
    except PdfUnreadable as error:
        raise _unreadable(
            "pdf_unreadable", "Das PDF ist beschädigt oder sprengt die Grenzen beim Lesen."
        ) from error


def _counts(attachment: Attachment) -> bool:
    """An attachment counts by its name, or because it is an invoice whatever its name."""
    if attachment.name.lower() in PREFERRED_NAMES:
        return True
    try:
        return is_invoice(parse_xml(attachment.data))
    except UnreadableInvoice:
        return False  # some other XML file, broken or not, is no second invoice


def _preference(attachment: Attachment) -> int:
    name = attachment.name.lower()
    return PREFERRED_NAMES.index(name) if name in PREFERRED_NAMES else len(PREFERRED_NAMES)


def _several(candidates: list[Attachment]) -> Violation:
    names = ", ".join(one.name[:60] for one in candidates[:5])
    return Violation(
        "several_attachments",
        "EINV-03",
        f"Das PDF enthält {len(candidates)} XML-Rechnungen ({names}). Gelesen wurde "
        f"{candidates[0].name[:60]}; bitte beim Lieferanten klären, welche gilt.",
        field="file",
    )


def _unreadable(code: str, message: str) -> UnreadableInvoice:
    return UnreadableInvoice([Violation(code, "EINV-02", message, field="file")])
