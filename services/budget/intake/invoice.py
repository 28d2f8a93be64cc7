"""Reads an e-invoice: XRechnung as UBL or CII, or ZUGFeRD/Factur-X PDF (EINV-01, EINV-02)."""

from __future__ import annotations

from typing import Final

from services.budget.domain.invoice import InvoiceFormat, InvoiceReading, UnreadableInvoice
from services.budget.intake.invoice_findings import check_invoice
from services.budget.intake.invoice_prefill import prefill
from services.budget.intake.invoice_root import read_root
from services.budget.intake.xml_document import parse_xml
from services.budget.intake.zugferd import embedded_invoice
from shared.errors import TooLarge, Violation

MAX_BYTES: Final = 10 * 1024 * 1024
_PDF_MAGIC: Final = b"%PDF-"
_MAGIC_WITHIN: Final = 1024


def read_invoice(
    data: bytes, filename: str, standard_vat_rates: tuple[str, ...] = ()
) -> InvoiceReading:
    """Return what the invoice says, what it fills into an expenditure, and all findings.

    The content decides what kind of file it is; ``filename`` only appears in messages;
    ``standard_vat_rates`` are those of the rule pack, without them no owed tax is proposed.
    Bounded in time and memory whatever ``data`` is. Raises ``UnreadableInvoice`` (422) when there
    is nothing to read and ``TooLarge`` (413) above ``MAX_BYTES``.
    """
    _check_size(data, filename)
    findings: list[Violation] = []
    is_pdf = _is_pdf(data)
    root = embedded_invoice(data, findings) if is_pdf else parse_xml(data)
    notation, invoice = read_root(root, findings)
    if is_pdf:
        notation = InvoiceFormat.ZUGFERD
    findings += check_invoice(invoice, findings, standard_vat_rates)
    return InvoiceReading(notation, invoice, prefill(invoice), tuple(findings))


def _is_pdf(data: bytes) -> bool:
    # Readers of PDF tolerate some bytes before the magic; XML may quote it, but starts with "<".
    head = data[:_MAGIC_WITHIN]
    return _PDF_MAGIC in head and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _check_size(data: bytes, filename: str) -> None:
    name = filename.replace("\\", "/").rpartition("/")[2][:100]
    if not data.strip():
        message = f"Die Datei „{name}“ ist leer."
        raise UnreadableInvoice([Violation("file_empty", "EINV-02", message, field="file")])
    if len(data) > MAX_BYTES:
        message = f"Die Datei „{name}“ ist größer als 10 MB."
        raise TooLarge([Violation("file_too_large", "EINV-02", message, field="file")])
