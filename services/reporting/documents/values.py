"""Typed values of cells and key figures, and the status light."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

Value = str | int | date | None
"""Text, integer, day or nothing; which of them ``ValueType`` says. Money is integer cents."""


SHOWN_DIGITS: Final = 12
"""Of a SHA-256 where a table has no room for 64; enough to find a file, not to prove it."""


class ValueType(StrEnum):
    """How a value is meant: ``money`` in cents, ``percent`` in basis points, ``date`` as a day.

    ``status`` holds the name of a ``Light``; it is always shown with its German label, never by
    colour alone (WCAG 1.4.1). ``digest`` is a SHA-256 in hex, or several with ", " between them:
    print and page show the first ``SHOWN_DIGITS`` of each, the data and the workbook the whole.
    """

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    PERCENT = "percent"
    INTEGER = "integer"
    STATUS = "status"
    DIGEST = "digest"

    @property
    def is_number(self) -> bool:
        """True for what is right-aligned and may be summed."""
        return self in (ValueType.MONEY, ValueType.PERCENT, ValueType.INTEGER)


def short_digests(text: str) -> str:
    """One or more SHA-256 as print and page show them."""
    return ", ".join(one[:SHOWN_DIGITS] for one in text.split(", "))


class Light(StrEnum):
    """Status light of a measure; a person decides, the system only proposes."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"

    @property
    def label(self) -> str:
        """German name that stands beside the colour."""
        return {
            "green": "im Plan",
            "yellow": "gefährdet",
            "red": "gestört",
            "none": "ohne Bewertung",
        }[self.value]


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One light with the sentence that explains it, e.g. the decided one of a measure."""

    light: Light
    text: str


def value_from_json(value_type: ValueType, raw: object) -> Value:
    """Return the typed value of its JSON form (days travel as ISO text).

    Raises ``ValueError`` when the JSON type does not fit, e.g. a float for money.
    """
    if raw is None:
        return None
    if value_type is ValueType.DATE:
        return date.fromisoformat(str(raw))
    expected: type = int if value_type.is_number else str
    if type(raw) is not expected:
        raise ValueError(f"{raw!r} is no {value_type}")
    return raw  # type: ignore[return-value]


def check_value(value_type: ValueType, value: Value, where: str) -> None:
    """Raise ``ValueError`` when ``value`` has not the Python type that ``value_type`` promises."""
    expected: type = str
    if value_type is ValueType.DATE:
        expected = date
    elif value_type.is_number:
        expected = int
    if value is not None and type(value) is not expected:
        raise ValueError(f"{where}: {value!r} is no {value_type}")
    if value_type is ValueType.STATUS and value is not None:
        Light(str(value))
