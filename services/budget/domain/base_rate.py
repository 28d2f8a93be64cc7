"""The base rate of § 247 BGB as a table with a source per half-year (INT-04, INT-05, INT-06)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from shared.errors import Violation
from shared.money import format_percent_bp
from shared.periods import add_months, german_date

STATUTE_TEXT_BP: Final = 362
"""The rate that the text of § 247 BGB itself names: its first value, not today's (INT-05)."""
LOWEST_BP: Final = -500
HIGHEST_BP: Final = 10_000


@dataclass(frozen=True)
class BaseRate:
    """The rate of one half-year in basis points, negative ones included."""

    valid_from: date
    rate_bp: int
    source: str


@dataclass(frozen=True)
class DeliveredRate:
    """A rate that came with the product: a proposal nobody has checked yet (INT-06)."""

    rate: BaseRate
    confidence: str


def half_year_start(day: date) -> date:
    """1 January or 1 July, whichever the day lies behind or on."""
    return date(day.year, 1 if day.month < 7 else 7, 1)


def next_half_year(start: date) -> date:
    """The day on which the next half-year begins."""
    return add_months(start, 6)


def half_years(first: date, last: date) -> Iterator[date]:
    """The first days of all half-years that have a day between `first` and `last`."""
    start = half_year_start(first)
    while start <= last:
        yield start
        start = next_half_year(start)


def half_year_text(start: date) -> str:
    """`1. Halbjahr 2026`."""
    return f"{1 if start.month == 1 else 2}. Halbjahr {start.year}"


def check_base_rate(
    new: BaseRate,
    *,
    confirmed: BaseRate | None,
    is_proposed: bool,
    delivered: BaseRate | None,
    correction_reason: str = "",
) -> list[Violation]:
    """Every reason against proposing this rate, and what to look at twice.

    `confirmed` is the rate that counts for that day already, `is_proposed` says that another
    proposal waits, `delivered` is what came with the product.
    """
    found = list(_form_violations(new))
    if is_proposed:
        message = (
            f"Für den {german_date(new.valid_from)} wartet schon ein Vorschlag auf die "
            "Bestätigung. Bitte erst diesen bestätigen oder zurückziehen."
        )
        found.append(Violation("base_rate_waiting", "INT-06", message, field="valid_from"))
    if confirmed is not None and not correction_reason.strip():
        message = (
            f"Für den {german_date(new.valid_from)} ist {format_percent_bp(confirmed.rate_bp)} "
            "bestätigt. Ein zweiter Satz überschneidet sich damit; eine Berichtigung braucht einen "
            "Grund."
        )
        found.append(Violation("base_rate_exists", "INT-06", message, field="valid_from"))
    found.extend(_second_looks(new, delivered))
    return found


def _form_violations(new: BaseRate) -> Iterator[Violation]:
    if (new.valid_from.month, new.valid_from.day) not in ((1, 1), (7, 1)):
        message = (
            f"Der Basiszinssatz wechselt nur am 1. Januar und am 1. Juli, nicht am "
            f"{german_date(new.valid_from)}."
        )
        yield Violation("base_rate_day", "INT-04", message, field="valid_from")
    if not LOWEST_BP <= new.rate_bp <= HIGHEST_BP:
        message = (
            f"Der Satz {format_percent_bp(new.rate_bp)} liegt außerhalb von "
            f"{format_percent_bp(LOWEST_BP)} bis {format_percent_bp(HIGHEST_BP)}."
        )
        yield Violation("base_rate_out_of_range", "INT-06", message, field="rate_bp")
    if not new.source.strip():
        message = "Es fehlt die Fundstelle, zum Beispiel die Bekanntgabe der Bundesbank."
        yield Violation("base_rate_source_missing", "INT-06", message, field="source")


def _second_looks(new: BaseRate, delivered: BaseRate | None) -> Iterator[Violation]:
    agrees = delivered is not None and delivered.rate_bp == new.rate_bp
    if new.rate_bp == STATUTE_TEXT_BP and not agrees:
        message = (
            "3,62 % steht im Text des § 247 BGB; das ist der Ausgangswert und nicht der heutige "
            "Satz. Bitte die Bekanntgabe der Bundesbank verwenden."
        )
        yield Violation("base_rate_from_statute", "INT-05", message, "warning", "rate_bp")
    if delivered is not None and not agrees:
        message = (
            f"Mitgeliefert ist {format_percent_bp(delivered.rate_bp)} ({delivered.source}). "
            "Bitte beide mit der Bekanntgabe der Bundesbank vergleichen."
        )
        yield Violation("base_rate_differs", "INT-06", message, "warning", "rate_bp")


def parse_delivered(text: str) -> tuple[DeliveredRate, ...]:
    """Read the delivered rates: one entry may cover several half-years (`until`), oldest first.

    Raises ValueError naming the first entry that is wrong, or that overlaps the one before.
    """
    found: list[DeliveredRate] = []
    for entry in tomllib.loads(text)["rate"]:
        for one in _delivered(entry):
            if found and one.rate.valid_from <= found[-1].rate.valid_from:
                raise ValueError(f"overlap at {one.rate.valid_from}")
            found.append(one)
    return tuple(found)


def _delivered(entry: dict[str, Any]) -> Iterator[DeliveredRate]:
    first, last = entry["valid_from"], entry.get("until", entry["valid_from"])
    for start in half_years(first, last):
        rate = BaseRate(start, entry["rate_bp"], entry["source"])
        refusing = list(_form_violations(rate))
        if refusing or first != half_year_start(first) or entry["confidence"] not in "HML":
            raise ValueError(f"wrong entry at {start}")
        yield DeliveredRate(rate, entry["confidence"])


def rate_by_day(rates: Sequence[BaseRate]) -> dict[date, BaseRate]:
    """The rates by the first day of their half-year."""
    return {one.valid_from: one for one in rates}
