"""Forms about personnel: posts, payroll months, what is to be computed and booked."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from marshmallow import fields

from services.budget.domain.personnel import PayrollMonth
from shared.money import AmountError, parse_euro
from shared.web.forms import Day, FormSchema, Percent, Text

LABELS: Final = {
    "post_id": "Kennung der Stelle",
    "measure_id": "Maßnahme",
    "share_bp": "Anteil im Projekt in Prozent",
    "tariff_group": "Entgeltgruppe",
    "months": "Arbeitgeberbrutto je Monat",
    "file": "Datei",
    "first_month": "erster Monat",
    "last_month": "letzter Monat",
    "filled_from": "Besetzt von",
    "filled_until": "Besetzt bis",
    "budget_line": "Kostenposition",
    "voucher_number": "Belegnummer",
    "voucher_date": "Datum des Belegs",
    "payment_date": "Zahlungsdatum",
    "payment_reference": "Zahlungsreferenz",
    "method": "Berechnung",
    "post_ids": "Stellen",
}
METHODS: Final = (("months", "Gehaltsmonate mal Anteil"), ("hours", "Stundennachweise"))


class MonthText(Day):
    """`01.2026` or `2026-01`, as the first day of the month."""

    def read(self, text: str) -> date:
        parts = text.split("-") if "-" in text else text.split(".")[::-1]
        try:
            year, month = (int(part) for part in parts)
            return date(year, month, 1)
        except ValueError as error:
            raise ValueError("Bitte einen Monat wie 01.2026 eingeben.") from error


class PayrollLines(Text):
    """One month a line: `01.2026 = 6.536,00`."""

    def read(self, text: str) -> Any:
        return [self._month(line) for line in text.splitlines() if line.strip()]

    def _month(self, line: str) -> PayrollMonth:
        month, _, amount = line.partition("=")
        try:
            return PayrollMonth(MonthText().read(month.strip()), parse_euro(amount.strip()))
        except (ValueError, AmountError) as error:
            raise ValueError(f"„{line.strip()[:40]}“: {error}") from error


class PostForm(FormSchema):
    """A new post."""

    post_id = Text(40, required=True)
    measure_id = Text(80, required=True)
    share_bp = Percent(load_default=10_000)
    tariff_group = Text(20)
    file = fields.Raw(load_only=True)


class PayrollForm(FormSchema):
    """Payroll months of a post."""

    post_id = Text(40, required=True)
    months = PayrollLines(5_000, required=True)


class SheetForm(FormSchema):
    """A file and whether to take it over."""

    file = fields.Raw(load_only=True)


class TrialForm(FormSchema):
    """What is to be computed; the posts come as several values of one name."""

    method = Text(10, required=True)
    first_month = MonthText(required=True)
    last_month = MonthText(required=True)
    filled_from = MonthText()
    filled_until = MonthText()
    budget_line = Text(200, required=True)


class BookingForm(TrialForm):
    """The same with what makes it an expenditure."""

    voucher_number = Text(120, required=True)
    voucher_date = Day(required=True)
    payment_date = Day()
    payment_reference = Text(200)
