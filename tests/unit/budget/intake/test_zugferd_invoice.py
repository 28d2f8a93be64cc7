"""ZUGFeRD/Factur-X: the XML inside a PDF is the invoice; a PDF alone is none (EINV-02, EINV-03)."""

import io
import time
import zlib

import pikepdf
import pytest
from facturx import generate_from_binary

from services.budget.domain.invoice import InvoiceFormat, UnreadableInvoice
from services.budget.intake.invoice import read_invoice
from tests.samples.invoices.build import changed, pdf_with, sample

CII = sample("cii_invoice.xml")
OTHER = changed("cii_invoice.xml", ("2026/0815", "2026/9999"))


def _code(data: bytes) -> str:
    with pytest.raises(UnreadableInvoice) as caught:
        read_invoice(data, "rechnung.pdf")
    (violation,) = caught.value.violations
    return violation.code


@pytest.mark.parametrize(
    "name", ["factur-x.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml", "anhang.xml", "daten"]
)
def test_the_embedded_invoice_is_read_whatever_its_name(name: str) -> None:
    reading = read_invoice(pdf_with((name, CII)), "rechnung.pdf")
    assert reading.format is InvoiceFormat.ZUGFERD
    assert reading.invoice.number == "2026/0815"
    assert reading.findings == ()


def test_a_pdf_made_by_the_factur_x_library_is_read() -> None:
    xml = changed("cii_invoice.xml", ("#conformant#urn:factur-x.eu:1p0:extended", ""))
    pdf = generate_from_binary(pdf_with(), xml, check_xsd=False, check_schematron=False)
    reading = read_invoice(pdf, "rechnung.pdf")
    assert reading.invoice.totals.gross_cents == 124876


def test_other_attachments_do_not_count() -> None:
    pdf = pdf_with(
        ("factur-x.xml", CII),
        ("messdaten.xml", b"<messung/>"),
        ("kaputt.xml", b"<kaputt"),
        ("bild.png", b"\x89PNG"),
    )
    assert read_invoice(pdf, "rechnung.pdf").findings == ()


@pytest.mark.parametrize("second", ["zugferd-invoice.xml", "zweite.xml"])
def test_two_invoices_in_one_pdf_are_a_finding(second: str) -> None:
    reading = read_invoice(pdf_with((second, OTHER), ("factur-x.xml", CII)), "rechnung.pdf")
    (finding,) = reading.findings
    assert (finding.code, finding.severity, finding.rule) == (
        "several_attachments",
        "error",
        "EINV-03",
    )
    assert reading.invoice.number == "2026/0815"


def test_a_pdf_without_an_invoice_is_none() -> None:
    assert _code(pdf_with()) == "pdf_without_invoice"
    assert _code(pdf_with(("messdaten.xml", b"<messung/>"))) == "pdf_without_invoice"


def test_an_encrypted_pdf_is_refused() -> None:
    assert _code(pdf_with(("factur-x.xml", CII), password="geheim")) == "pdf_encrypted"


def test_a_broken_pdf_is_refused() -> None:
    assert _code(b"%PDF-1.7\nnothing") == "pdf_unreadable"
    whole = pdf_with(("factur-x.xml", CII))
    assert _code(whole[:200]) == "pdf_unreadable"


def test_a_bomb_inside_the_pdf_is_refused() -> None:
    assert _code(pdf_with(("factur-x.xml", sample("broken/entity_bomb.xml")))) == (
        "xml_dtd_forbidden"
    )
    assert _code(pdf_with(("factur-x.xml", CII[:500]))) == "xml_unreadable"


def test_a_stream_that_inflates_to_gigabytes_is_refused_in_bounded_time() -> None:
    compressor = zlib.compressobj(9)
    packed = b"".join(compressor.compress(b" " * 2**24) for _ in range(128)) + compressor.flush()
    with pikepdf.open(io.BytesIO(pdf_with(("factur-x.xml", CII)))) as pdf:
        stream = pdf.attachments["factur-x.xml"].get_file().obj
        stream.write(packed, filter=pikepdf.Name.FlateDecode)
        target = io.BytesIO()
        pdf.save(target)
    started = time.monotonic()
    assert _code(target.getvalue()) == "pdf_unreadable"
    assert time.monotonic() - started < 25
