"""The content of an e-invoice as labelled values, for people who cannot read XML.

Values only: no HTML, no layout. A page escapes them like any other text from outside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.domain.invoice import Invoice, InvoiceLine, VatBreakdown
from shared.money import NBSP, format_amount, format_percent_bp
from shared.periods import german_date

MAX_LINES: Final = 500

_TYPES: Final = {
    "326": "Teilrechnung",
    "380": "Rechnung",
    "381": "Gutschrift",
    "384": "Rechnungskorrektur",
    "389": "Gutschrift im Gutschriftverfahren (Rechnung durch den Empfänger)",
    "875": "Abschlagsrechnung (Bau)",
    "876": "Teilschlussrechnung (Bau)",
    "877": "Schlussrechnung (Bau)",
}
_CATEGORIES: Final = {
    "S": "Umsatzsteuer",
    "Z": "Nullsatz",
    "E": "steuerbefreit",
    "AE": "Umkehrung der Steuerschuldnerschaft",
    "K": "innergemeinschaftliche Lieferung",
    "G": "Ausfuhr",
    "O": "nicht steuerbar",
}


@dataclass(frozen=True)
class ViewRow:
    """One labelled value."""

    label: str
    value: str


@dataclass(frozen=True)
class ViewSection:
    """A titled group of rows."""

    title: str
    rows: tuple[ViewRow, ...]


def invoice_sections(invoice: Invoice) -> tuple[ViewSection, ...]:
    """Return everything the invoice says, in the order of a paper invoice; empty values left out.

    More than ``MAX_LINES`` positions are cut, and the last row says how many are not shown.
    """
    sections = (
        ViewSection("Rechnung", _rows(_head(invoice))),
        ViewSection("Beteiligte", _rows(_parties(invoice))),
        ViewSection("Bezüge", _rows(_references(invoice))),
        ViewSection("Positionen", _lines(invoice)),
        ViewSection("Beträge", _rows(_amounts(invoice))),
        ViewSection("Zahlung", _rows(_payment(invoice))),
        ViewSection("Bemerkungen", tuple(ViewRow("Bemerkung", note) for note in invoice.notes)),
    )
    return tuple(section for section in sections if section.rows)


def _rows(pairs: Iterable[tuple[str, str | None]]) -> tuple[ViewRow, ...]:
    return tuple(ViewRow(label, value) for label, value in pairs if value)


def _day(day: date | None) -> str | None:
    return german_date(day) if day else None


def _span(first: date | None, last: date | None) -> str | None:
    if first is None and last is None:
        return None
    return f"{_day(first) or '?'} bis {_day(last) or '?'}"


def _money(cents: int | None, invoice: Invoice) -> str | None:
    if cents is None:
        return None
    unit = "€" if invoice.currency == "EUR" else (invoice.currency or "?")
    return f"{format_amount(cents)}{NBSP}{unit}"


def _head(invoice: Invoice) -> list[tuple[str, str | None]]:
    code = invoice.type_code
    return [
        ("Rechnungsnummer", invoice.number),
        ("Rechnungsdatum", _day(invoice.issue_date)),
        ("Rechnungsart", f"{_TYPES.get(code, 'andere')} ({code})" if code else None),
        ("Leistungszeitraum", _span(invoice.service_from, invoice.service_to)),
        ("Währung", invoice.currency),
        ("Profil", invoice.profile),
    ]


def _parties(invoice: Invoice) -> list[tuple[str, str | None]]:
    seller = invoice.seller
    return [
        ("Verkäufer", seller.name),
        ("Handelsname", seller.trading_name),
        ("Umsatzsteuer-Identifikationsnummer", seller.vat_id),
        ("Steuernummer", seller.tax_number),
        ("Kennungen des Verkäufers", ", ".join(seller.identifiers)),
        ("Käufer", invoice.buyer),
        ("Käuferreferenz (Leitweg-ID)", invoice.buyer_reference),
        ("Zahlungsempfänger", invoice.payment.payee),
    ]


def _references(invoice: Invoice) -> list[tuple[str, str | None]]:
    references = invoice.references
    preceding = (
        f"{one.number} vom {german_date(one.issue_date)}" if one.issue_date else one.number
        for one in references.preceding
    )
    return [
        ("Bestellung", references.order),
        ("Auftrag des Verkäufers", references.sales_order),
        ("Vertrag", references.contract),
        ("Projekt", references.project),
        ("Vorausgegangene Rechnung", ", ".join(preceding)),
    ]


def _lines(invoice: Invoice) -> tuple[ViewRow, ...]:
    shown = [
        ViewRow(f"Position {line.number or number}", _line(line, invoice))
        for number, line in enumerate(invoice.lines[:MAX_LINES], start=1)
    ]
    hidden = len(invoice.lines) - len(shown)
    if hidden > 0:
        shown.append(ViewRow("Weitere Positionen", f"{hidden} weitere sind hier nicht gezeigt"))
    return tuple(shown)


def _line(line: InvoiceLine, invoice: Invoice) -> str:
    quantity = " ".join(part for part in (line.quantity, line.unit) if part)
    price = f"je {line.unit_price}" if line.unit_price else ""
    # Quantity and price are shown as written, only with the German decimal comma.
    calculation = " ".join(part for part in (quantity, price) if part).replace(".", ",")
    parts = (
        line.name,
        calculation,
        _span(line.service_from, line.service_to),
        _money(line.net_cents, invoice),
    )
    return " · ".join(part for part in parts if part)


def _amounts(invoice: Invoice) -> list[tuple[str, str | None]]:
    totals = invoice.totals
    optional = [
        ("Zuschläge", totals.charges_cents),
        ("Nachlässe", -totals.allowances_cents),
    ]
    after = [
        ("Rundung", totals.rounding_cents),
        ("Bereits gezahlt", -totals.prepaid_cents),
    ]
    return [
        ("Summe der Positionen", _money(totals.lines_cents, invoice)),
        *((label, _money(cents, invoice)) for label, cents in optional if cents),
        ("Nettosumme", _money(totals.net_cents, invoice)),
        *((_vat_label(row), _money(row.vat_cents, invoice)) for row in invoice.vat),
        ("Bruttosumme", _money(totals.gross_cents, invoice)),
        *((label, _money(cents, invoice)) for label, cents in after if cents),
        ("Zahlbetrag", _money(totals.due_cents, invoice)),
    ]


def _vat_label(row: VatBreakdown) -> str:
    kind = _CATEGORIES.get(row.category, f"Steuerart {row.category}")
    label = f"{kind} {format_percent_bp(row.rate_bp)} auf {format_amount(row.base_cents)}"
    return f"{label} ({row.exemption_reason})" if row.exemption_reason else label


def _payment(invoice: Invoice) -> list[tuple[str, str | None]]:
    discounts = (
        f"{format_percent_bp(one.percent_bp)} bei Zahlung binnen {one.days} Tagen"
        for one in invoice.payment.discounts
    )
    return [
        ("Fällig am", _day(invoice.payment.due_date)),
        ("Skonto", "; ".join(discounts)),
        ("Zahlungsbedingungen", invoice.payment.text),
        ("Verwendungszweck", invoice.payment.reference),
        ("Konto (IBAN)", ", ".join(invoice.payment.accounts)),
    ]
