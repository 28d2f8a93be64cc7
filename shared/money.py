"""Euro amounts as integer cents; German notation exists only at the edges and only here.

Accepted on the way in (FMT-01, FMT-03), each with or without ``€`` or ``EUR`` before
or after it: ``1.234,56`` · ``1 234,56`` (space, no-break or narrow no-break space) · ``1234,56`` ·
``1234,5`` · ``1234``; negative as ``-1234,56``, ``1234,56-`` or ``(1.234,56)``.

Refused: ``1.234`` and ``1,234`` (thousands or decimals? nobody can know: ``AmbiguousAmount``),
``119.00`` (the same class; the sentence asks whether 119,00 is meant),
``1,234.56`` and everything else (``AmountError``). Nothing is ever guessed and no float exists.

On the way out the minus is U+2212: it has the width of a digit, does not break away from the
number, and a spreadsheet does not mistake the text for a formula. ``parse_euro`` reads it back.
"""

import re
from fractions import Fraction
from typing import Final

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"

MAX_CENTS: Final = 10**13 - 1
"""Largest amount of one entry, 99,999,999,999.99 EUR: hundreds of them still add up to an integer
that JSON can carry exactly (RFC 8785 allows 2**53)."""

_BASIS_POINTS: Final = 10_000
_LONGEST: Final = 64
_SPACES: Final = " \u00a0\u202f\t"
_MINUS_SIGNS: Final = "-\u2212"

_PLAIN = re.compile(r"([0-9]+)(?:,([0-9]{1,2}))?")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+),([0-9]{1,2})")
_SPACED = re.compile(r"([1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3})+)(?:,([0-9]{1,2}))?")
_WITHOUT_GROUPING = dict.fromkeys(map(ord, ". \u00a0\u202f"))
_DOT_WITHOUT_COMMA = re.compile(r"[0-9]+(?:\.[0-9]+)+")
_DOT_DECIMALS = re.compile(r"[0-9]+\.[0-9]{1,2}")
_THREE_DECIMALS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")


class AmountError(ValueError):
    """The text is no amount in German notation. ``str(error)`` is a German sentence for the user.

    ``code`` is stable and English: ``amount_missing``, ``amount_invalid``, ``amount_ambiguous``,
    ``amount_too_large``.
    """

    code = "amount_invalid"


class AmountMissing(AmountError):
    """There is no text where an amount is expected."""

    code = "amount_missing"


class AmbiguousAmount(AmountError):
    """``1.234`` can be a thousand or a little more than one euro: refused, never guessed (E33)."""

    code = "amount_ambiguous"


class AmountTooLarge(AmountError):
    """The amount exceeds ``MAX_CENTS`` and can only be a slip of the keyboard."""

    code = "amount_too_large"


def parse_euro(text: str) -> int:
    """Return the cents of an amount in German notation (see the module for what is accepted).

    Raises ``AmountError`` or one of its subclasses with a German message. ``-0,00`` is 0.
    Source: FMT-01, FMT-03.
    """
    if len(text) > _LONGEST:
        raise AmountError("Der Betrag ist zu lang.")
    body = _without_currency(text.strip(_SPACES))
    if not body:
        raise AmountMissing("Es fehlt ein Betrag.")
    digits, negative = _split_sign(body)
    cents = _unsigned_cents(digits, text, negative=negative)
    if cents > MAX_CENTS:
        raise AmountTooLarge(f"Der Betrag ist größer als {format_euro(MAX_CENTS)}.")
    return -cents if negative else cents


def _without_currency(text: str) -> str:
    """Take off one unit at one end; any other ("12 € 50", "€ 5 €") stays and is refused later."""
    if text[-1:] == "€":
        return text[:-1].rstrip(_SPACES)
    if text[-3:].upper() == "EUR":
        return text[:-3].rstrip(_SPACES)
    if text[:1] == "€":
        return text[1:].lstrip(_SPACES)
    if text[:3].upper() == "EUR":
        return text[3:].lstrip(_SPACES)
    return text


def _split_sign(text: str) -> tuple[str, bool]:
    """Separate digits and sign; exactly one way of saying minus may be used."""
    if text[0] == "(" and text[-1] == ")":
        return text[1:-1].strip(_SPACES), True
    if text[0] in _MINUS_SIGNS:
        return text[1:].lstrip(_SPACES), True
    if text[-1] in _MINUS_SIGNS:
        return text[:-1].rstrip(_SPACES), True
    return text, False


def _unsigned_cents(digits: str, shown: str, *, negative: bool) -> int:
    match = _PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits) or _SPACED.fullmatch(digits)
    if match is None:
        raise _refusal(digits, shown, "-" if negative else "")
    whole, decimals = match.groups()
    euros = int(whole.translate(_WITHOUT_GROUPING))
    return euros * 100 + (int(decimals.ljust(2, "0")) if decimals else 0)


def _refusal(digits: str, shown: str, sign: str) -> AmountError:
    if _DOT_DECIMALS.fullmatch(digits):
        return AmbiguousAmount(
            f"„{shown}“ hat einen Punkt, wo das Komma stehen muss. "
            f"Ist {sign}{digits.replace('.', ',')} gemeint? Dann bitte so schreiben."
        )
    if _DOT_WITHOUT_COMMA.fullmatch(digits) or _THREE_DECIMALS.fullmatch(digits):
        return AmbiguousAmount(
            f"„{shown}“ ist mehrdeutig: Tausender oder Nachkommastellen? "
            "Bitte mit Komma und zwei Nachkommastellen schreiben, zum Beispiel 1.234,00."
        )
    if _ENGLISH.fullmatch(digits):
        return AmountError(
            f"„{shown}“ ist englische Schreibweise. Bitte deutsch schreiben, zum Beispiel 1.234,56."
        )
    return AmountError(
        f"„{shown}“ ist kein Betrag in deutscher Schreibweise, zum Beispiel 1.234,56."
    )


def format_amount(cents: int) -> str:
    """Return ``1.234.567,89`` for 123456789 cents, without unit, minus as U+2212 (FMT-01)."""
    euros, rest = divmod(abs(cents), 100)
    sign = MINUS if cents < 0 else ""
    return f"{sign}{euros:,}".replace(",", ".") + f",{rest:02d}"


def format_euro(cents: int) -> str:
    """Return ``1.234.567,89 €`` with a no-break space before the unit (FMT-01)."""
    return f"{format_amount(cents)}{NBSP}€"


def format_count(number: int) -> str:
    """Return ``12.345`` for 12345."""
    return f"{number:,}".replace(",", ".")


def format_percent_bp(basis_points: int) -> str:
    """Return ``65 %`` for 6500 and ``40,09 %`` for 4009 basis points; no-break space before ``%``.

    Whole percents, as in a funding rate, carry no decimals; all others carry two.
    """
    percent, rest = divmod(abs(basis_points), 100)
    sign = MINUS if basis_points < 0 else ""
    decimals = f",{rest:02d}" if rest else ""
    return f"{sign}{percent}{decimals}{NBSP}%"


def format_points_bp(basis_points: int) -> str:
    """Return ``5 Prozentpunkte`` for 500 basis points: a margin on another rate."""
    return format_percent_bp(basis_points).removesuffix("%") + "Prozentpunkte"


def round_half_away(value: Fraction) -> int:
    """Round to the nearest integer, halves away from zero: 0.5 → 1, −0.5 → −1.

    The only rounding of the product (semantics 1): a credit note rounds like its invoice.
    """
    return divide_half_away(value.numerator, value.denominator)


def share_of(amount_cents: int, rate_bp: int) -> int:
    """Return ``rate_bp`` basis points of ``amount_cents`` in cents, half away from zero, exactly.

    ``share_of(10001, 6500) == 6501``. Meant for cumulative sums: shares of single rows must not be
    added up (round once).
    """
    return divide_half_away(amount_cents * rate_bp, _BASIS_POINTS)


def largest_with_share(share_cents: int, rate_bp: int) -> int:
    """Return the largest amount in cents whose ``share_of`` is not above ``share_cents``.

    ``rate_bp`` is positive, ``share_cents`` not negative;
    ``largest_with_share(650, 6500) == 1000``.
    """
    return (2 * _BASIS_POINTS * (share_cents + 1) - _BASIS_POINTS - 1) // (2 * rate_bp)


def divide_half_away(numerator: int, denominator: int) -> int:
    """The quotient as `round_half_away` rounds it; the denominator is positive."""
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -rounded if numerator < 0 else rounded
