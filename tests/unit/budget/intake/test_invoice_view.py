"""Finance officers read labelled values, not XML."""

from services.budget.domain.invoice import Invoice
from services.budget.intake.invoice import read_invoice
from services.budget.intake.invoice_view import MAX_LINES, invoice_sections
from tests.samples.invoices.build import changed, sample


def _shown(invoice: Invoice) -> dict[str, dict[str, str]]:
    return {
        section.title: {row.label: row.value for row in section.rows}
        for section in invoice_sections(invoice)
    }


def test_everything_on_the_invoice_is_shown_in_german_notation() -> None:
    shown = _shown(read_invoice(sample("ubl_invoice.xml"), "r.xml").invoice)
    assert shown["Rechnung"]["Rechnungsart"] == "Rechnung (380)"
    assert shown["Rechnung"]["Leistungszeitraum"] == "05.01.2026 bis 13.02.2026"
    assert shown["Bezüge"]["Vertrag"] == "V-2025-12"
    assert shown["Positionen"]["Position 1"] == "Parksensor · 10 H87 je 100,0000 · 1.000,00\xa0€"
    assert shown["Beträge"] == {
        "Summe der Positionen": "1.200,00\xa0€",
        "Zuschläge": "20,00\xa0€",
        "Nachlässe": "−50,00\xa0€",
        "Nettosumme": "1.170,00\xa0€",
        "Umsatzsteuer 19\xa0% auf 950,00": "180,50\xa0€",
        "Umsatzsteuer 7\xa0% auf 220,00": "15,40\xa0€",
        "Bruttosumme": "1.365,90\xa0€",
        "Rundung": "0,10\xa0€",
        "Bereits gezahlt": "−300,00\xa0€",
        "Zahlbetrag": "1.066,00\xa0€",
    }
    assert shown["Zahlung"]["Skonto"].startswith("2,25\xa0% bei Zahlung binnen 14 Tagen")


def test_foreign_amounts_keep_their_currency_and_markup_stays_text() -> None:
    data = changed("cii_invoice.xml", (">EUR<", ">CHF<"), ("Beratung D", "&lt;b&gt; D"))
    shown = _shown(read_invoice(data, "r.xml").invoice)
    assert shown["Beträge"]["Zahlbetrag"] == "1.248,76\xa0CHF"
    assert shown["Positionen"]["Position 1"].startswith("<b> Datenplattform")


def test_a_preceding_invoice_is_named_with_its_day() -> None:
    shown = _shown(read_invoice(sample("ubl_credit_note.xml"), "r.xml").invoice)
    assert shown["Bezüge"]["Vorausgegangene Rechnung"] == "RE-2026-001 vom 16.02.2026"
    assert shown["Beträge"]["Zahlbetrag"] == "−119,00\xa0€"


def test_many_positions_are_cut_and_counted() -> None:
    invoice = read_invoice(sample("cii_invoice.xml"), "r.xml").invoice
    many = type(invoice)(**{**vars(invoice), "lines": invoice.lines * (MAX_LINES + 3)})
    rows = next(one.rows for one in invoice_sections(many) if one.title == "Positionen")
    assert len(rows) == MAX_LINES + 1
    assert rows[-1].value == "3 weitere sind hier nicht gezeigt"
