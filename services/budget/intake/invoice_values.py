"""Amounts, rates and days as XML writes them. Nothing is guessed, no float exists."""

import re
from datetime import date
from fractions import Fraction
from typing import Final

from shared.money import MAX_CENTS, format_euro

# xs:decimal without exponent; the length bounds what Fraction has to calculate with.
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})")
# xs:date may carry a time zone; it does not move the day the seller wrote.
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_COMPACT_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099
MAX_RATE_BP: Final = 10_000


class UnreadableValue(ValueError):
    """A text that is not what its element promises; ``str(error)`` is a German sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def exact_decimal(text: str) -> Fraction:
    """Return the exact value of an ``xs:decimal``; raise ``UnreadableValue`` for other text."""
    if not _DECIMAL.fullmatch(text):
        raise UnreadableValue("amount_invalid", f"„{text[:40]}“ ist keine Dezimalzahl.")
    return Fraction(text)


def exact_cents(text: str) -> Fraction:
    """Return an amount in cents, possibly with a fraction of a cent; at most ``MAX_CENTS``."""
    cents = exact_decimal(text) * 100
    if abs(cents) > MAX_CENTS:
        raise UnreadableValue(
            "amount_absurd", f"Der Betrag {text[:40]} ist größer als {format_euro(MAX_CENTS)}."
        )
    return cents


def exact_basis_points(text: str) -> Fraction:
    """Return a percentage between 0 and 100 in basis points."""
    basis_points = exact_decimal(text) * 100
    if not 0 <= basis_points <= MAX_RATE_BP:
        raise UnreadableValue("rate_invalid", f"{text[:40]} % ist kein Satz zwischen 0 und 100 %.")
    return basis_points


def iso_day(text: str) -> date:
    """Read ``2026-02-15`` (UBL, ISO 8601)."""
    return _day(_ISO_DAY.fullmatch(text), text)


def compact_day(text: str) -> date:
    """Read ``20260215`` (CII, UNTDID 2379 format 102)."""
    return _day(_COMPACT_DAY.fullmatch(text), text)


def _day(match: re.Match[str] | None, text: str) -> date:
    if match is None:
        raise UnreadableValue("date_invalid", f"„{text[:40]}“ ist kein Datum.")
    year, month, day = (int(part) for part in match.groups())
    try:
        found = date(year, month, day)
    except ValueError:
        raise UnreadableValue("date_invalid", f"Den Tag „{text[:40]}“ gibt es nicht.") from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableValue(
            "date_absurd", f"Das Jahr {year} liegt außerhalb von {FIRST_YEAR} bis {LAST_YEAR}."
        )
    return found
