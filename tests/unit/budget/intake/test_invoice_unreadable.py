"""Hostile or broken files end in a clean refusal, quickly and in little memory (issue 3, 7)."""

import re
import resource
import time

import pytest

from services.budget.domain.invoice import UnreadableInvoice
from services.budget.intake.invoice import MAX_BYTES, read_invoice
from services.budget.intake.xml_document import MAX_DEPTH, MAX_ELEMENTS
from shared.errors import TooLarge
from tests.samples.invoices.build import changed, sample

UBL_ROOT = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'


def _code(data: bytes, filename: str = "rechnung.xml") -> str:
    with pytest.raises(UnreadableInvoice) as caught:
        read_invoice(data, filename)
    (violation,) = caught.value.violations
    assert violation.is_error
    assert violation.message.endswith(".")
    return violation.code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("entity_bomb.xml", "xml_dtd_forbidden"),
        ("external_dtd.xml", "xml_dtd_forbidden"),
        ("local_file.xml", "xml_dtd_forbidden"),
        ("truncated.xml", "xml_unreadable"),
        ("latin1_said_utf8.xml", "xml_unreadable"),
        ("zugferd_1.xml", "invoice_unknown_root"),
    ],
)
def test_broken_samples_are_refused(name: str, code: str) -> None:
    assert _code(sample(f"broken/{name}")) == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n\t", "file_empty"),
        (b"\x00" * 100, "xml_unreadable"),
        (b"PK\x03\x04 a zip", "xml_unreadable"),
        (b"Rechnung Nr. 1 ueber 100 Euro", "xml_unreadable"),
        (b"<html/>", "invoice_unknown_root"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "xml_unreadable"),
        (b'<?xml version="1.0" encoding="base64"?><a/>', "xml_unreadable"),
        (b'<?xml version="1.0" encoding="utf-32"?><a/>', "xml_unreadable"),
        (b"<Invoice/>", "invoice_unknown_root"),
        (b"<a>&undefined;</a>", "xml_unreadable"),
        (UBL_ROOT + b"<x>" * MAX_DEPTH, "xml_too_deep"),
        (UBL_ROOT + b"<x/>" * MAX_ELEMENTS, "xml_too_large"),
    ],
    ids=lambda value: value[:30] if isinstance(value, bytes) else None,
)
def test_anything_else_is_refused_with_a_reason(data: bytes, code: str) -> None:
    assert _code(data) == code


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<a>\n<b></a>", "in Zeile 2 beschädigt, unvollständig oder falsch kodiert (ein Element"),
        (b"<a>\n\n", "(es endet zu früh)."),
        (b"<a>&undefined;</a>", "in Zeile 1"),
        (b"PK\x03\x04 a zip", "Das ist keine E-Rechnung."),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "(die genannte Zeichenkodierung"),
    ],
)
def test_the_reason_is_said_in_german(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableInvoice) as caught:
        read_invoice(data, "rechnung.xml")
    message = caught.value.violations[0].message
    assert said in message
    assert not re.search("syntax|token|tag|column|element found|encoding", message)


def test_a_doctype_in_another_encoding_is_seen_too() -> None:
    text = sample("broken/entity_bomb.xml").decode()
    utf16 = text.replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16")
    assert _code(utf16) == "xml_dtd_forbidden"


def test_other_encodings_are_read_when_declared() -> None:
    latin = changed("cii_invoice.xml", ('encoding="UTF-8"', 'encoding="ISO-8859-1"'))
    reading = read_invoice(latin.decode("utf-8").encode("latin-1"), "r.xml")
    assert reading.invoice.notes == ("Vielen Dank für Ihren Auftrag.",)


def test_a_file_over_the_limit_is_too_large() -> None:
    with pytest.raises(TooLarge):
        read_invoice(b"<" * (MAX_BYTES + 1), "rechnung.xml")


def test_the_name_of_the_file_is_only_shown_without_its_path() -> None:
    with pytest.raises(UnreadableInvoice, match="„passwd“"):
        read_invoice(b"", "../../etc\\passwd")


def test_ten_megabytes_of_anything_are_bounded_in_time_and_memory() -> None:
    hostile = [
        UBL_ROOT + b"<a>" + b"x" * (MAX_BYTES - 200) + b"</a></Invoice>",
        UBL_ROOT + b"<a b='" + b"x" * (MAX_BYTES - 200) + b"'/></Invoice>",
        UBL_ROOT + b"<x/>" * ((MAX_BYTES - 200) // 4) + b"</Invoice>",
        UBL_ROOT + b"<!--" + b"-x" * ((MAX_BYTES - 200) // 2) + b"--></Invoice>",
        b"<" * MAX_BYTES,
    ]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    for data in hostile:
        try:
            read_invoice(data, "rechnung.xml")
        except UnreadableInvoice as refused:
            assert refused.violations
    assert time.monotonic() - started < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400 * 1024


def test_endless_findings_are_cut_and_said() -> None:
    amount = "<cbc:LineExtensionAmount>x{}</cbc:LineExtensionAmount>"
    line = f"<cac:InvoiceLine>{amount}</cac:InvoiceLine>"
    lines = "".join(line.format(number) for number in range(60_000))
    row = "<cac:TaxSubtotal><cbc:TaxAmount>5.00</cbc:TaxAmount></cac:TaxSubtotal>"
    tax = f"<cac:TaxTotal>{row}</cac:TaxTotal>"
    data = changed("ubl_invoice.xml", ("</Invoice>", f"{tax * 30_000}{lines}</Invoice>"))
    started = time.monotonic()
    reading = read_invoice(data, "rechnung.xml")
    assert time.monotonic() - started < 20
    codes = [finding.code for finding in reading.findings]
    assert "too_many_findings" in codes
    assert len(codes) < 150


def test_an_invoice_that_quotes_the_pdf_magic_stays_xml() -> None:
    start = "<rsm:ExchangedDocumentContext>"
    data = changed("cii_invoice.xml", (start, f"<!-- %PDF-1.7 -->{start}"))
    assert read_invoice(data, "rechnung.pdf").format == "xrechnung-cii"
