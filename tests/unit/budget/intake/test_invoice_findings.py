"""What is wrong with a readable invoice becomes a finding with a rule, never a crash (EINV-02)."""

import pytest

from services.budget.domain.invoice import InvoiceReading
from services.budget.intake.invoice import read_invoice
from services.budget.intake.invoice_fields import reading_fields
from tests.samples.invoices.build import changed

UBL = "ubl_invoice.xml"
CII = "cii_invoice.xml"
PAYABLE = '<cbc:PayableAmount currencyID="EUR">1066.00<'


def _read(name: str, *replacements: tuple[str, str]) -> InvoiceReading:
    return read_invoice(changed(name, *replacements), "rechnung.xml")


def _codes(reading: InvoiceReading) -> set[str]:
    # The sound UBL sample has a prepayment, which is always worth a warning.
    return {finding.code for finding in reading.findings} - {"prepaid_amount"}


@pytest.mark.parametrize(
    ("old", "new", "rule", "field"),
    [
        ('"EUR">200.00', '"EUR">200.01', "BR-CO-10", "invoice.net_cents"),
        ('TotalAmount currencyID="EUR">50.00', 'TotalAmount currencyID="EUR">51.00', "BR-CO-11",
         "invoice.allowances_cents"),
        ('TotalAmount currencyID="EUR">20.00', 'TotalAmount currencyID="EUR">21.00', "BR-CO-12",
         "invoice.charges_cents"),
        ('"EUR">1170.00', '"EUR">1170.01', "BR-CO-13", "invoice.net_cents"),
        ('"EUR">195.90', '"EUR">195.91', "BR-CO-14", "invoice.vat_cents"),
        ('"EUR">1365.90', '"EUR">1365.89', "BR-CO-15", "invoice.gross_cents"),
        ('"EUR">1066.00', '"EUR">1066.01', "BR-CO-16", "invoice.due_cents"),
        ('"EUR">180.50', '"EUR">182.50', "BR-CO-17", "invoice.vat"),
        ('"EUR">950.00', '"EUR">950.01', "BT-116", "invoice.vat"),
    ],
)  # fmt: skip
def test_a_wrong_sum_names_the_rule_and_both_amounts(
    old: str, new: str, rule: str, field: str
) -> None:
    reading = _read(UBL, (old, new))
    found = [one for one in reading.findings if one.code == "wrong_sum" and rule in one.message]
    assert [one.field for one in found] == [field]
    assert found[0].is_error
    assert found[0].rule == "EINV-02"


@pytest.mark.parametrize(
    ("cents_off", "code"), [("180.51", "vat_rounding"), ("179.51", "vat_rounding"),
                            ("181.50", "wrong_sum"), ("179.50", "wrong_sum")],
)  # fmt: skip
def test_vat_may_deviate_by_less_than_one_euro(cents_off: str, code: str) -> None:
    reading = _read(UBL, ('"EUR">180.50', f'"EUR">{cents_off}'))
    assert code in {one.code for one in reading.findings if "BR-CO-17" in one.message}


def test_a_foreign_currency_is_reported_and_fills_no_amount() -> None:
    reading = _read(UBL, ("EUR", "USD"))
    assert _codes(reading) == {"foreign_currency"}
    assert reading.invoice.totals.gross_cents == 136590
    filled = reading_fields(reading)["expenditure"]
    assert "gross_cents" not in filled
    assert "vat_cents" not in filled
    assert filled["invoice_number"] == "RE-2026-001"


def test_an_amount_in_another_currency_than_the_invoice_is_an_error() -> None:
    reading = _read(UBL, (PAYABLE, PAYABLE.replace("EUR", "USD")))
    assert _codes(reading) == {"currency_mixed"}


@pytest.mark.parametrize(
    ("profile", "codes"),
    [
        ("urn:cen.eu:en16931:2017", set()),
        ("urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.1", set()),
        ("urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_2.3",
         {"outdated_profile"}),
        ("urn:factur-x.eu:1p0:minimum", {"profile_incomplete"}),
        ("urn:example:my-own", {"unknown_profile"}),
        ("", {"unknown_profile"}),
    ],
)  # fmt: skip
def test_the_profile_is_recognised(profile: str, codes: set[str]) -> None:
    known = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
    assert _codes(_read(UBL, (known, profile))) == codes


def test_reverse_charge_is_reported_and_nothing_completed() -> None:
    reading = _read(
        CII,
        (">199.38<", ">0.00<"),
        (">1248.76<", ">1049.38<"),
        ("<ram:CategoryCode>S", "<ram:CategoryCode>AE"),
        (">19.00<", ">0<"),
    )
    assert _codes(reading) == {"reverse_charge"}
    assert reading.findings[0].rule == "ELG-07"
    assert reading.expenditure.gross_cents == 104938
    assert reading.expenditure.vat_cents == 0


def test_a_correction_names_the_invoice_it_corrects() -> None:
    reference = (
        "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>RE-2025-9</cbc:ID>"
        "</cac:InvoiceDocumentReference></cac:BillingReference><cac:ContractDocumentReference>"
    )
    reading = _read(UBL, (">380<", ">384<"), ("<cac:ContractDocumentReference>", reference))
    assert _codes(reading) == {"corrects_invoice"}
    (message,) = (one.message for one in reading.findings if one.code == "corrects_invoice")
    assert "RE-2025-9" in message


def test_a_negative_invoice_is_filled_like_a_credit_note() -> None:
    amounts = "1049.38", "199.38", "1248.76"
    reading = _read(CII, *((f">{amount}<", f">-{amount}<") for amount in amounts))
    assert _codes(reading) == {"negative_invoice"}
    assert reading.invoice.totals.gross_cents == -124876
    assert reading.expenditure.gross_cents == 124876
    assert reading.expenditure.is_credit_note


@pytest.mark.parametrize(
    ("code", "finding"), [("875", "part_invoice"), ("999", "unknown_type_code"),
                          ("877", None), ("380", None)],
)  # fmt: skip
def test_type_codes(code: str, finding: str | None) -> None:
    assert _codes(_read(CII, (">380<", f">{code}<"))) == ({finding} if finding else set())


@pytest.mark.parametrize("code", ["380", "384"])
def test_a_ubl_credit_note_with_the_code_of_an_invoice_is_contradictory(code: str) -> None:
    reading = _read("ubl_credit_note.xml", (">381<", f">{code}<"))
    assert "type_code_mismatch" in _codes(reading)
    assert reading.invoice.totals.gross_cents == -11900


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-02-30", "date_invalid"),
        ("16.02.2026", "date_invalid"),
        ("20260216", "date_invalid"),
        ("0001-01-01", "date_absurd"),
        ("9999-12-31", "date_absurd"),
        ("", "required_value_missing"),
    ],
)
def test_a_bad_date_leaves_the_rest_readable(text: str, code: str) -> None:
    reading = _read(UBL, (">2026-02-16<", f">{text}<"))
    assert _codes(reading) == {code}
    assert reading.invoice.issue_date is None
    assert reading.expenditure.gross_cents == 136600


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.066,00", "amount_invalid"),
        ("1e3", "amount_invalid"),
        ("NaN", "amount_invalid"),
        ("Infinity", "amount_invalid"),
        ("\u0661\u0662", "amount_invalid"),
        ("10000000000000.01", "amount_absurd"),
        ("9" * 30, "amount_absurd"),
        ("9" * 60, "amount_invalid"),
        ("9" * 5000, "text_too_long"),
        ("", "required_value_missing"),
    ],
)
def test_a_bad_amount_is_never_taken_over(text: str, code: str) -> None:
    reading = _read(UBL, (PAYABLE, PAYABLE.replace("1066.00", text)))
    assert code in _codes(reading)
    assert reading.invoice.totals.due_cents is None


def test_more_than_two_decimals_are_rounded_and_reported_unless_zero() -> None:
    assert _codes(_read(UBL, (PAYABLE, PAYABLE.replace("1066.00", "1066.0000")))) == set()
    reading = _read(UBL, (PAYABLE, PAYABLE.replace("1066.00", "1065.995")))
    assert _codes(reading) == {"amount_decimals"}
    assert reading.invoice.totals.due_cents == 106600


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ("<cbc:ID>RE-2026-001</cbc:ID>", "invoice.number"),
        ("<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>", "invoice.currency"),
        ("<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", "invoice.type_code"),
        ("<cbc:RegistrationName>Muster Sensorik GmbH &amp; Co. KG</cbc:RegistrationName>",
         "invoice.seller"),
    ],
)  # fmt: skip
def test_a_missing_value_is_reported_at_its_field(missing: str, field: str) -> None:
    reading = _read(UBL, (missing, ""))
    found = [one.field for one in reading.findings if one.code == "required_value_missing"]
    assert found == [field]


def test_without_currency_no_amount_is_filled() -> None:
    element = "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
    assert _read(UBL, (element, "")).expenditure.gross_cents is None


def test_a_repeated_element_is_ambiguous() -> None:
    element = "<cbc:IssueDate>2026-02-16</cbc:IssueDate>"
    reading = _read(UBL, (element, element + element.replace("16", "17")))
    assert _codes(reading) == {"element_repeated"}


def test_a_reversed_service_period_is_an_error() -> None:
    assert _codes(_read(UBL, (">2026-02-13<", ">2026-01-04<"))) == {"service_period_reversed"}


def test_a_payee_other_than_the_seller_is_shown() -> None:
    name = "<cac:PartyName><cbc:Name>Factoring AG</cbc:Name></cac:PartyName>"
    payee = f"<cac:PayeeParty>{name}</cac:PayeeParty>"
    reading = _read(UBL, ("<cac:PaymentMeans>", f"{payee}<cac:PaymentMeans>"))
    assert _codes(reading) == {"payee_differs"}
    assert reading.expenditure.creditor == "Muster Sensorik GmbH & Co. KG"


def test_every_finding_has_a_rule_a_german_sentence_and_a_field() -> None:
    reading = _read(UBL, ("EUR", "USD"), (">380<", ">999<"), ("991-01234-38", "x"))
    for finding in reading.findings:
        assert finding.rule.partition("-")[0] in {"EINV", "ELG"}
        assert finding.message.endswith(".")
        assert finding.field


def test_a_line_without_amount_breaks_the_sum() -> None:
    amount = '<cbc:LineExtensionAmount currencyID="EUR">200.00</cbc:LineExtensionAmount>'
    assert _codes(_read(UBL, (amount, ""))) == {"wrong_sum"}


def test_lines_that_only_inform_are_not_summed() -> None:
    start = "<ram:IncludedSupplyChainTradeLineItem>"
    head = (
        "<ram:AssociatedDocumentLineDocument><ram:LineID>0</ram:LineID>"
        "<ram:LineStatusReasonCode>GROUP</ram:LineStatusReasonCode>"
        "</ram:AssociatedDocumentLineDocument>"
    )
    total = (
        "<ram:SpecifiedLineTradeSettlement><ram:SpecifiedTradeSettlementLineMonetarySummation>"
        "<ram:LineTotalAmount>1049.38</ram:LineTotalAmount>"
        "</ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>"
    )
    group = f"{start}{head}{total}</ram:IncludedSupplyChainTradeLineItem>{start}"
    assert _codes(_read(CII, (start, group))) == set()


def test_a_missing_breakdown_is_reported_and_a_missing_vat_total_added_up() -> None:
    tax = "ram:ApplicableTradeTax>"
    reading = _read(CII, ("<ram:CalculatedAmount>", "<x>"), ("</ram:CalculatedAmount>", "</x>"))
    assert "wrong_sum" in _codes(reading)
    reading = _read(CII, (f"<{tax}", "<y>"), (f"</{tax}", "</y>"))
    assert _codes(reading) == {"required_value_missing"}
    total = '<ram:TaxTotalAmount currencyID="EUR">199.38</ram:TaxTotalAmount>'
    reading = _read(CII, (total, ""))
    assert _codes(reading) == set()
    assert reading.expenditure.vat_cents == 19938
