"""Nonsense in an entry: amounts and days that can only be slips of the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from services.budget.domain.assignment import assignment_violations
from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.parameters.specs import number_on
from services.budget.domain.proposal import EARLIEST, LATEST
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.money import MAX_CENTS, format_euro, format_percent_bp
from shared.periods import german_date

_DATE_FIELDS: Final = (
    "contract_date",
    "service_from",
    "service_to",
    "invoice_date",
    "payment_date",
)
_TEXT_FIELDS: Final = {
    "creditor": "der Zahlungsempfänger",
    "purpose": "der Zweck der Ausgabe",
}

_WHOLE: Final = 10_000
"""Basis points."""


def amount_violations(field: str, cents: int) -> Iterator[Violation]:
    """Entered amounts are positive and below the largest one (semantics 1)."""
    if not 0 < cents <= MAX_CENTS:
        message = f"Ein Betrag liegt über 0,00 € und höchstens bei {format_euro(MAX_CENTS)}."
        yield Violation("amount_out_of_range", "ELG-05", message, field=field)


def date_violations(field: str, day: date, today: date) -> Iterator[Violation]:
    """Years outside 2000 to 2099 are refused, days in the future warn."""
    if not EARLIEST <= day <= LATEST:
        message = f"Der Tag {german_date(day)} ist nicht möglich (2000 bis 2099)."
        yield Violation("date_out_of_range", "FMT-02", message, field=field)
    elif day > today and field not in ("service_from", "service_to"):
        message = f"Der Tag {german_date(day)} liegt in der Zukunft. Bitte prüfen."
        if field == "payment_date":
            message += " Bezahlt und abrufbar ist die Ausgabe erst ab diesem Tag."
        yield Violation("date_in_future", "FMT-02", message, "warning", field)


def nonsense(new: NewExpenditure, today: date, rules: Rules) -> list[Violation]:
    """Every impossible amount, share, day or empty text of an entry."""
    # the rate is that of the day on which the service was complete (§ 27 Abs. 1 UStG)
    vat_bp = number_on(rules.expenditure.standard_vat_rates, new.service_to)
    found = [
        Violation("text_missing", "VN-11", f"Es fehlt {what}.", field=field)
        for field, what in _TEXT_FIELDS.items()
        if not getattr(new, field).strip()
    ]
    found.extend(amount_violations("gross_cents", new.gross_cents))
    found.extend(_part_violations(new, vat_bp))
    found.extend(_share_violations(new))
    found.extend(_owed_vat_violations(new, vat_bp))
    found.extend(assignment_violations(new))
    for field in _DATE_FIELDS:
        day = getattr(new, field)
        if day is not None:
            found.extend(date_violations(field, day, today))
    found.extend(order_violations(new.invoice_date, new.payment_date))
    if new.service_to < new.service_from:
        message = "Die Leistung endet vor ihrem Beginn."
        found.append(Violation("service_reversed", "ELG-03", message, field="service_to"))
    if new.budget_year is not None and not EARLIEST.year <= new.budget_year <= LATEST.year:
        message = f"Das Haushaltsjahr {new.budget_year} ist nicht möglich."
        found.append(Violation("budget_year_invalid", "MUN-07", message, field="budget_year"))
    found.extend(_year_warnings(new))
    return found


def _year_warnings(new: NewExpenditure) -> Iterator[Violation]:
    """A year that touches no day of the voucher, not even by one, is a slip: it warns."""
    days = (getattr(new, field) for field in _DATE_FIELDS)
    years = {day.year for day in days if day is not None}
    if new.budget_year is None or min(years) - 1 <= new.budget_year <= max(years) + 1:
        return
    message = (
        f"Das Haushaltsjahr {new.budget_year} liegt weit von Leistung, Rechnung und Zahlung. "
        "Bitte prüfen."
    )
    yield Violation("budget_year_unusual", "MUN-07", message, "warning", "budget_year")


def order_violations(invoice_date: date | None, payment_date: date | None) -> Iterator[Violation]:
    """A payment before its invoice is a slip, or an advance payment that has to be agreed: it
    warns."""
    if invoice_date is None or payment_date is None or payment_date >= invoice_date:
        return
    message = (
        f"Die Zahlung ({german_date(payment_date)}) liegt vor dem Rechnungsdatum "
        f"({german_date(invoice_date)}). Bitte prüfen: Vertippt, oder eine vereinbarte "
        "Vorauszahlung?"
    )
    yield Violation("paid_before_invoice", "VN-11", message, "warning", "payment_date")


def _part_violations(new: NewExpenditure, vat_bp: int) -> Iterator[Violation]:
    gross = max(0, new.gross_cents)
    for field, rule, what in (
        ("vat_cents", "ELG-07", "Die Umsatzsteuer"),
        ("discount_cents", "ELG-05", "Der Skonto"),
        ("retention_cents", "ELG-06", "Der Sicherheitseinbehalt"),
        ("ineligible_cents", "ELG-11", "Der nicht zuwendungsfähige Betrag"),
    ):
        if not 0 <= getattr(new, field) <= gross:
            message = f"{what} liegt zwischen 0,00 € und dem Rechnungsbetrag."
            yield Violation("amount_out_of_range", rule, message, field=field)
    if new.discount_cents + new.retention_cents > gross:
        message = "Skonto und Sicherheitseinbehalt sind zusammen höher als die Rechnung."
        yield Violation("deductions_above_gross", "ELG-05", message, field="retention_cents")
    if new.gross_cents > 0 and (new.vat_cents - 1) * (_WHOLE + vat_bp) > new.gross_cents * vat_bp:
        highest = format_percent_bp(vat_bp)
        message = f"Die Umsatzsteuer ist höher als {highest} des Nettobetrags. Bitte prüfen."
        yield Violation("vat_unusual", "ELG-07", message, "warning", "vat_cents")


def _owed_vat_violations(new: NewExpenditure, vat_bp: int) -> Iterator[Violation]:
    """§ 13b UStG: the owed tax stands beside an invoice without tax, never inside it (ELG-07)."""
    owed = new.reverse_charge_vat_cents
    if not owed:
        return
    field = "reverse_charge_vat_cents"
    if not 0 < owed <= max(0, new.gross_cents):
        message = "Die geschuldete Umsatzsteuer liegt zwischen 0,00 € und dem Rechnungsbetrag."
        yield Violation("amount_out_of_range", "ELG-07", message, field=field)
    if new.vat_cents:
        message = (
            "Die Rechnung weist selbst Umsatzsteuer aus; nach § 13b UStG schuldet sie dann nicht "
            "auch die Stadt. Bitte prüfen, ob nur ein Teil der Leistung darunter fällt."
        )
        yield Violation("reverse_charge_beside_vat", "ELG-07", message, "warning", field)
    base = new.gross_cents - new.vat_cents
    if base > 0 and (owed - 1) * _WHOLE > base * vat_bp:
        highest = format_percent_bp(vat_bp)
        message = (
            f"Die geschuldete Umsatzsteuer ist höher als {highest} des Nettobetrags. Bitte prüfen."
        )
        yield Violation("vat_unusual", "ELG-07", message, "warning", field)


def _share_violations(new: NewExpenditure) -> Iterator[Violation]:
    if not 0 < new.allocation_bp <= 10_000:
        message = "Der Projektanteil liegt über 0 % und höchstens bei 100 %."
        yield Violation("share_out_of_range", "ELG-08", message, field="allocation_bp")
    if not 0 <= new.vat_deductible_bp <= 10_000:
        message = "Der abziehbare Teil der Umsatzsteuer liegt zwischen 0 % und 100 %."
        yield Violation("share_out_of_range", "ELG-07", message, field="vat_deductible_bp")
    if new.allocation_bp < 10_000 and not (new.allocation_reason or "").strip():
        message = (
            "Ein Projektanteil unter 100 % braucht eine Begründung des Schlüssels, "
            "bevor gebucht wird."
        )
        yield Violation("allocation_reason_missing", "ELG-08", message, field="allocation_reason")
    if new.ineligible_cents > 0 and not (new.ineligible_reason or "").strip():
        message = "Bitte angeben, warum ein Teil der Ausgabe nicht zuwendungsfähig ist."
        yield Violation("ineligible_reason_missing", "ELG-11", message, field="ineligible_reason")
