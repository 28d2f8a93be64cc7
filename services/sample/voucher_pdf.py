"""A one-page PDF 1.4 as the voucher: a few lines of text, written without any library.

It says on its face that it is sample data.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from services.budget.domain.expenditure import DocumentKind, NewExpenditure
from shared.money import format_euro
from shared.periods import german_date

_TITLES: Final = {
    DocumentKind.VOUCHER: "Rechnung",
    DocumentKind.PAYMENT_PROOF: "Zahlungsnachweis",
    DocumentKind.CONTRACT: "Auftrag",
    DocumentKind.DELIVERY: "Abnahmeprotokoll",
    DocumentKind.PROCUREMENT: "Vergabevermerk",
}


def voucher_pdf(facts: NewExpenditure, kind: DocumentKind) -> bytes:
    """The same facts give the same bytes."""
    service = f"{german_date(facts.service_from)} bis {german_date(facts.service_to)}"
    lines = [
        "BEISPIELDATEN - kein echter Beleg",
        "",
        f"{_TITLES[kind]} {facts.invoice_number or facts.voucher_number or ''}".strip(),
        facts.creditor,
        "an: Stadt Musterstadt, Stabsstelle Smart City",
        f"Datum: {german_date(facts.invoice_date)}" if facts.invoice_date else "",
        f"Leistung: {facts.purpose}",
        f"Leistungszeitraum: {service}",
        f"Gesamtbetrag: {format_euro(facts.gross_cents)}",
        f"darin Umsatzsteuer: {format_euro(facts.vat_cents)}",
    ]
    return _document(lines)


def letter_pdf(reference: str, decided_on: date) -> bytes:
    """A decision or letter as filed for evidence."""
    return _document(
        [
            "BEISPIELDATEN - kein echtes Schreiben",
            "",
            reference,
            f"vom {german_date(decided_on)}",
            "Smart City Musterstadt",
        ]
    )


def _document(lines: Sequence[str]) -> bytes:
    text = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines)
    stream = b"BT /F1 12 Tf 18 TL 72 760 Td\n" + text + b"ET"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        font,
    ]
    return _with_xref(objects)


def _with_xref(objects: Sequence[bytes]) -> bytes:
    """Objects numbered from 1 with their cross-reference table (ISO 32000-1, 7.5.4)."""
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + entries + trailer


def _escaped(line: str) -> bytes:
    raw = line.replace("\u202f", " ").replace("\u00a0", " ").encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
