"""What an import takes over, as a part of a German sentence."""

from __future__ import annotations

from shared.money import format_count, format_euro


def taken_text(
    accepted: int, accepted_cents: int | None, payments: int, payments_cents: int | None
) -> str:
    """`1 Ausgabe über 119,00 € brutto und 0 Zahlungen`; cents None: of no known sum."""
    entries = _counted(accepted, "Ausgabe", "Ausgaben", accepted_cents)
    return f"{entries} und {_counted(payments, 'Zahlung', 'Zahlungen', payments_cents)}"


def _counted(number: int, one: str, many: str, cents: int | None) -> str:
    named = f"{format_count(number)} {one if number == 1 else many}"
    return named if cents is None or not number else f"{named} über {format_euro(cents)} brutto"
