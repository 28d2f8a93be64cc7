"""UBL Invoice, UBL CreditNote and CII say the same things in different words (EN 16931)."""

from datetime import date

from services.budget.domain.invoice import (
    Discount,
    Invoice,
    InvoiceFormat,
    PrecedingInvoice,
    VatBreakdown,
)
from services.budget.intake.invoice import read_invoice
from services.budget.intake.invoice_fields import reading_fields
from tests.samples.invoices.build import changed, sample


def _invoice(data: bytes) -> Invoice:
    return read_invoice(data, "rechnung.xml").invoice


def test_ubl_invoice_is_read_completely() -> None:
    reading = read_invoice(sample("ubl_invoice.xml"), "rechnung.xml")
    invoice = reading.invoice
    assert reading.format is InvoiceFormat.XRECHNUNG_UBL
    assert (invoice.number, invoice.issue_date) == ("RE-2026-001", date(2026, 2, 16))
    assert invoice.seller.name == "Muster Sensorik GmbH & Co. KG"
    assert (invoice.seller.vat_id, invoice.seller.tax_number) == ("DE123456789", "201/113/40209")
    assert invoice.vat == (
        VatBreakdown("S", 1900, 95000, 18050),
        VatBreakdown("S", 700, 22000, 1540),
    )
    totals = invoice.totals
    assert (totals.lines_cents, totals.net_cents, totals.vat_cents) == (120000, 117000, 19590)
    assert (totals.allowances_cents, totals.charges_cents) == (5000, 2000)
    assert (totals.gross_cents, totals.prepaid_cents, totals.rounding_cents) == (136590, 30000, 10)
    assert totals.due_cents == 106600
    assert (invoice.service_from, invoice.service_to) == (date(2026, 1, 5), date(2026, 2, 13))
    assert invoice.references.order == "B-4711"
    assert invoice.references.contract == "V-2025-12"
    assert invoice.payment.due_date == date(2026, 3, 18)
    assert invoice.payment.reference == "RE-2026-001 / Kd. 77"
    assert invoice.payment.discounts == (Discount(14, 225), Discount(21, 100, 100000))
    assert [finding.code for finding in reading.findings] == ["prepaid_amount"]


def test_ubl_invoice_fills_the_whole_gross_with_rounding_and_without_discount() -> None:
    filled = reading_fields(read_invoice(sample("ubl_invoice.xml"), "r.xml"))["expenditure"]
    assert filled == {
        "creditor": "Muster Sensorik GmbH & Co. KG",
        "purpose": "Parksensor; Handbuch",
        "gross_cents": 136600,
        "vat_cents": 19590,
        "service_from": "2026-01-05",
        "service_to": "2026-02-13",
        "invoice_number": "RE-2026-001",
        "invoice_date": "2026-02-16",
    }


def test_cii_invoice_is_read_completely() -> None:
    reading = read_invoice(sample("cii_invoice.xml"), "rechnung.xml")
    invoice = reading.invoice
    assert reading.format is InvoiceFormat.XRECHNUNG_CII
    assert (invoice.number, invoice.issue_date) == ("2026/0815", date(2026, 2, 28))
    assert invoice.seller.identifiers == ("DE98ZZZ09999999999",)
    assert invoice.payment.discounts == (Discount(10, 300),)
    assert invoice.payment.due_date == date(2026, 3, 30)
    assert (invoice.service_from, invoice.service_to) == (date(2026, 2, 2), date(2026, 2, 27))
    assert invoice.lines[0].unit_price == "123.456"
    assert invoice.totals.gross_cents == 124876
    assert reading.findings == ()


def test_ubl_credit_note_is_negative_and_fills_a_positive_credit() -> None:
    reading = read_invoice(sample("ubl_credit_note.xml"), "gutschrift.xml")
    totals = reading.invoice.totals
    assert (totals.net_cents, totals.vat_cents, totals.gross_cents) == (-10000, -1900, -11900)
    assert totals.due_cents == -11900
    assert reading.invoice.vat == (VatBreakdown("S", 1900, -10000, -1900),)
    assert reading.invoice.payment.due_date == date(2026, 3, 16)
    assert reading.invoice.references.preceding == (
        PrecedingInvoice("RE-2026-001", date(2026, 2, 16)),
    )
    filled = reading_fields(reading)["expenditure"]
    assert (filled["gross_cents"], filled["vat_cents"]) == (11900, 1900)
    assert filled["credits"] == "RE-2026-001"
    assert [finding.code for finding in reading.findings] == ["credit_note"]


def test_cii_with_code_381_is_a_credit_note_too() -> None:
    code = ("<ram:TypeCode>380</ram:TypeCode>", "<ram:TypeCode>381</ram:TypeCode>")
    reading = read_invoice(changed("cii_invoice.xml", code), "gutschrift.xml")
    fields = reading_fields(reading)
    assert fields["invoice"]["gross_cents"] == -124876
    assert fields["expenditure"]["gross_cents"] == 124876
    # It names no invoice: the key is there, the officer chooses.
    assert fields["expenditure"]["credits"] is None
    assert {one.code for one in reading.findings} == {"credit_note", "credited_invoice_unclear"}


def test_a_credit_note_that_is_negated_twice_stays_negative_and_is_reported() -> None:
    data = changed(
        "ubl_credit_note.xml",
        ('"EUR">100.00', '"EUR">-100.00'),
        ('"EUR">19.00', '"EUR">-19.00'),
        ('"EUR">119.00', '"EUR">-119.00'),
    )
    reading = read_invoice(data, "gutschrift.xml")
    assert reading.invoice.totals.gross_cents == -11900
    assert reading.expenditure.gross_cents == 11900
    assert {one.code for one in reading.findings} == {"credit_note", "credit_note_negative"}


def test_self_billing_389_is_an_ordinary_invoice() -> None:
    data = changed("cii_invoice.xml", (">380<", ">389<"))
    reading = read_invoice(data, "r.xml")
    assert reading.invoice.totals.gross_cents == 124876
    assert not reading.expenditure.is_credit_note
    assert reading.findings == ()


def test_delivery_date_is_the_service_period_where_no_period_is_given() -> None:
    invoice = _invoice(sample("ubl_credit_note.xml"))
    assert invoice.service_from == invoice.service_to == date(2026, 2, 27)


def test_vat_in_a_second_accounting_currency_is_not_added() -> None:
    total = '<cbc:TaxAmount currencyID="EUR">195.90</cbc:TaxAmount>'
    second = '<cac:TaxTotal><cbc:TaxAmount currencyID="CZK">4900</cbc:TaxAmount></cac:TaxTotal>'
    data = changed(
        "ubl_invoice.xml", ("<cac:LegalMonetaryTotal>", f"{second}<cac:LegalMonetaryTotal>")
    )
    assert total.encode() in data
    reading = read_invoice(data, "r.xml")
    assert reading.invoice.totals.vat_cents == 19590
    assert [finding.code for finding in reading.findings] == ["prepaid_amount"]
