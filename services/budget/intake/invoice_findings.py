"""What a finance officer must know before an invoice is taken over, one finding per matter.

Severity ``error``: a value is missing or must not be trusted. ``warning``: the values are right,
but something has to be decided or looked at. Every function returns all findings of its matter.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from services.budget.domain.invoice import Invoice
from services.budget.domain.parameters.specs import number_on
from services.budget.intake.buyer_reference import check_buyer_reference
from services.budget.intake.invoice_sums import check_sums
from shared.errors import Severity, Violation
from shared.money import format_euro, format_percent_bp, round_half_away
from shared.periods import german_date

_EN16931: Final = "urn:cen.eu:en16931:2017"
_KNOWN_PROFILES: Final = (
    f"{_EN16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.",
    f"{_EN16931}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
    f"{_EN16931}#compliant#urn:factur-x.eu:1p0:basic",
    f"{_EN16931}#conformant#urn:factur-x.eu:1p0:extended",
    f"{_EN16931}#compliant#urn:zugferd.de:2p0:basic",
    f"{_EN16931}#conformant#urn:zugferd.de:2p0:extended",
)
_OUTDATED_PROFILE: Final = f"{_EN16931}#compliant#urn:xoev-de:kosit:standard:xrechnung_"
_WITHOUT_LINES: Final = (
    "urn:factur-x.eu:1p0:minimum",
    "urn:factur-x.eu:1p0:basicwl",
    "urn:zugferd.de:2p0:minimum",
    "urn:zugferd.de:2p0:basicwl",
)
_CODES: Final = frozenset({"326", "380", "381", "384", "389", "875", "876", "877"})
_PART_INVOICES: Final = frozenset({"326", "875", "876"})


def check_invoice(
    invoice: Invoice, noted: list[Violation], standard_vat_rates: tuple[str, ...]
) -> list[Violation]:
    """Return all findings about ``invoice``; ``noted`` are those the reader already has.

    ``standard_vat_rates`` are those of the rule pack, from a day on; none propose no owed tax.

    Source: EINV-02 (content), EINV-04 (Leitweg-ID), ELG-05 (what reduces the cost), ELG-07 (VAT),
    ELG-09 (no double claim), XRechnung 3.0 and EN 16931.
    """
    return [
        *_missing(invoice, {finding.field for finding in noted}),
        *_profile(invoice),
        *_currency(invoice),
        *_type_code(invoice),
        *_signs(invoice),
        *_vat_categories(invoice, standard_vat_rates),
        *_payments(invoice),
        *_service_period(invoice),
        *check_buyer_reference(invoice.buyer_reference),
        *check_sums(invoice),
    ]


def _finding(
    code: str, message: str, field: str, rule: str = "EINV-02", severity: Severity = "warning"
) -> Violation:
    return Violation(code, rule, message, severity, f"invoice.{field}")


def _missing(invoice: Invoice, noted_fields: set[str | None]) -> list[Violation]:
    # The profiles without lines have no breakdown either.
    breakdown = None if not invoice.vat and not _has_no_lines(invoice) else invoice.vat
    required = {
        "number": (invoice.number, "die Rechnungsnummer (BT-1)"),
        "issue_date": (invoice.issue_date, "das Rechnungsdatum (BT-2)"),
        "type_code": (invoice.type_code, "die Rechnungsart (BT-3)"),
        "currency": (invoice.currency, "die Währung (BT-5)"),
        "seller": (invoice.seller.name, "der Name des Verkäufers (BT-27)"),
        "vat": (breakdown, "die Aufschlüsselung der Umsatzsteuer (BG-23)"),
        "net_cents": (invoice.totals.net_cents, "die Nettosumme (BT-109)"),
        "gross_cents": (invoice.totals.gross_cents, "die Bruttosumme (BT-112)"),
        "due_cents": (invoice.totals.due_cents, "der Zahlbetrag (BT-115)"),
    }
    return [
        _finding("required_value_missing", f"Es fehlt {label}.", field, severity="error")
        for field, (value, label) in required.items()
        if value is None and f"invoice.{field}" not in noted_fields
    ]


def _has_no_lines(invoice: Invoice) -> bool:
    return invoice.profile in _WITHOUT_LINES


def _profile(invoice: Invoice) -> list[Violation]:
    profile = invoice.profile or ""
    if profile == _EN16931 or profile.startswith(_KNOWN_PROFILES):
        return []
    if profile.startswith(_OUTDATED_PROFILE):
        message = "Die Rechnung folgt einer älteren Fassung der XRechnung als 3.0."
        return [_finding("outdated_profile", message, "profile")]
    if _has_no_lines(invoice):
        message = (
            "Das Profil MINIMUM oder BASIC WL enthält keine Positionen und ist in Deutschland "
            "keine vollständige Rechnung (§ 14 UStG)."
        )
        return [_finding("profile_incomplete", message, "profile", severity="error")]
    message = (
        f"Das Rechnungsprofil „{profile[:120]}“ ist nicht bekannt. Die Werte sind nach EN 16931 "
        "gelesen; bitte mit dem Beleg vergleichen."
    )
    return [_finding("unknown_profile", message, "profile")]


def _currency(invoice: Invoice) -> list[Violation]:
    if invoice.currency in ("EUR", None):
        return []
    message = (
        f"Die Rechnung lautet auf {str(invoice.currency)[:8]}. Beträge werden nicht übernommen; "
        "bitte den gezahlten Eurobetrag mit Nachweis des Kurses erfassen."
    )
    return [_finding("foreign_currency", message, "currency", severity="error")]


def _type_code(invoice: Invoice) -> list[Violation]:
    earlier = ", ".join(one.number[:60] for one in invoice.references.preceding[:3])
    if invoice.is_credit_note:
        return _credit_note(invoice, earlier)
    if invoice.type_code == "384":
        message = (
            f"Rechnungskorrektur zu {earlier or 'einer nicht genannten Rechnung'}: Die "
            "ursprüngliche Rechnung darf nicht zusätzlich zählen; bitte stornieren oder ersetzen."
        )
        return [_finding("corrects_invoice", message, "type_code", "ELG-09")]
    if invoice.type_code in _PART_INVOICES:
        message = "Teilrechnung: bitte dem Auftrag zuordnen."
        return [_finding("part_invoice", message, "type_code", "ELG-09")]
    if invoice.type_code is not None and invoice.type_code not in _CODES:
        message = (
            f"Die Rechnungsart {invoice.type_code[:10]} ist in der XRechnung nicht zugelassen."
        )
        return [_finding("unknown_type_code", message, "type_code", severity="error")]
    return []


def _credit_note(invoice: Invoice, earlier: str) -> list[Violation]:
    found = [
        _finding(
            "credit_note",
            f"Gutschrift zu {earlier or 'einer nicht genannten Rechnung'}: Sie mindert die Ausgabe "
            "und wird mit positivem Betrag bei ihr erfasst.",
            "type_code",
            "ELG-05",
        )
    ]
    if len(invoice.references.preceding) != 1:
        found.append(
            _finding(
                "credited_invoice_unclear",
                "Die Gutschrift nennt nicht genau eine ursprüngliche Rechnung; bitte auswählen.",
                "preceding",
                "ELG-05",
            )
        )
    if invoice.type_code in ("380", "384", "389"):
        message = f"Eine Gutschrift trägt die Rechnungsart {invoice.type_code}; bitte prüfen."
        found.append(_finding("type_code_mismatch", message, "type_code", severity="error"))
    return found


def _signs(invoice: Invoice) -> list[Violation]:
    gross = invoice.totals.gross_cents or 0
    if invoice.amounts_were_negative:
        message = (
            "Die Gutschrift enthält negative Beträge, also doppelt verneinte. Sie ist als "
            "Gutschrift gelesen; bitte mit dem Beleg vergleichen."
        )
        return [_finding("credit_note_negative", message, "gross_cents", "ELG-05", "error")]
    if gross < 0 and not invoice.is_credit_note:
        message = (
            "Die Rechnung hat einen negativen Betrag. Sie ist wie eine Gutschrift vorausgefüllt; "
            "bitte die Ausgabe auswählen, die sie mindert."
        )
        return [_finding("negative_invoice", message, "gross_cents", "ELG-05")]
    return []


def _vat_categories(invoice: Invoice, rates: tuple[str, ...]) -> list[Violation]:
    categories = {row.category for row in invoice.vat}
    found = []
    if "AE" in categories:
        message = (
            "Umkehrung der Steuerschuldnerschaft (§ 13b UStG): Die Rechnung weist keine "
            "Umsatzsteuer aus, die Stadt schuldet sie dem Finanzamt. Sie ist nicht im Betrag "
            f"enthalten und wird nicht ergänzt. {_owed(invoice, rates)}als „selbst geschuldete "
            "Umsatzsteuer“ eintragen."
        )
        found.append(_finding("reverse_charge", message, "vat", "ELG-07"))
    if "K" in categories:
        message = (
            "Innergemeinschaftliche Lieferung: Die Erwerbsteuer ist nicht im Betrag enthalten und "
            "wird nicht ergänzt; bitte gesondert beurteilen."
        )
        found.append(_finding("intra_community_supply", message, "vat", "ELG-07"))
    return found


def _owed(invoice: Invoice, rates: tuple[str, ...]) -> str:
    """The amount to propose, at the rate of the day the service was complete (§ 27 UStG).

    The officer enters it; without a day or a rate nothing is proposed.
    """
    day = invoice.service_to or invoice.issue_date
    if day is None or not rates:
        return "Bitte "
    rate_bp = number_on(rates, day)
    base = sum(row.base_cents or 0 for row in invoice.vat if row.category == "AE")
    amount = format_euro(round_half_away(Fraction(base * rate_bp, 10_000)))
    return f"Vorschlag bei {format_percent_bp(rate_bp)} ({german_date(day)}): {amount} "


def _payments(invoice: Invoice) -> list[Violation]:
    found = []
    if invoice.totals.prepaid_cents:
        message = (
            "Ein Teil ist bereits gezahlt. Vorausgefüllt ist der volle Rechnungsbetrag; schon "
            "erfasste Abschläge dürfen nicht doppelt zählen."
        )
        found.append(_finding("prepaid_amount", message, "prepaid_cents", "ELG-09"))
    if invoice.payment.payee and invoice.payment.payee != invoice.seller.name:
        payee = invoice.payment.payee[:80]
        message = f"Zahlungsempfänger ist nicht der Rechnungssteller, sondern {payee}."
        found.append(_finding("payee_differs", message, "payee", "ELG-12"))
    return found


def _service_period(invoice: Invoice) -> list[Violation]:
    first, last = invoice.service_from, invoice.service_to
    if first is None or last is None:
        message = "Der Leistungszeitraum fehlt oder ist unvollständig; bitte eintragen."
        return [_finding("service_period_missing", message, "service_from", "ELG-03")]
    if last < first:
        message = "Das Ende des Leistungszeitraums liegt vor seinem Anfang."
        return [_finding("service_period_reversed", message, "service_to", severity="error")]
    return []
