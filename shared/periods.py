"""Reporting periods and calendar days: closed intervals of days, both ends counted.

A ``Period`` is a month, a quarter, a half-year or a year, written ``2026-05``, ``2026-Q1``,
``2026-H1``, ``2026`` in interfaces and "1. Quartal 2026" on screen. Days are plain ``date`` values
in Europe/Berlin; which day an instant falls on is the business of ``shared.clock``.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering
from typing import Final, Self

_PERIOD = re.compile(r"([0-9]{4})(?:-(?:(Q)([1-4])|(H)([12])|(0[1-9]|1[0-2])))?")
_GERMAN_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2999


class PeriodError(ValueError):
    """The text or the numbers name no period; ``str(error)`` is a German sentence."""

    code = "period_invalid"


class DateError(ValueError):
    """The text is no calendar day; ``str(error)`` is a German sentence."""

    code = "date_invalid"


class PeriodKind(StrEnum):
    """Length of a period."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Number of months such a period lasts."""
        return {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[self.value]


LONG_KINDS: Final = (PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)
"""What is told, called and proven for; a month only looks at what flowed."""
_MONTHS: Final = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
    "November", "Dezember",
)  # fmt: skip


@total_ordering
@dataclass(frozen=True)
class Period:
    """The ``number``-th period (from 1) of its kind in ``year``.

    Periods of one kind are ordered in time; of different kinds by their last day, then the shorter
    after the longer.
    """

    year: int
    kind: PeriodKind
    number: int = 1

    def __post_init__(self) -> None:
        if not _FIRST_YEAR <= self.year <= _LAST_YEAR:
            raise PeriodError(f"Das Jahr {self.year} liegt außerhalb von 1900 bis 2999.")
        if not 1 <= self.number <= 12 // self.kind.months:
            raise PeriodError(f"Einen Zeitraum Nr. {self.number} dieser Länge gibt es nicht.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026-05``, ``2026-Q1``, ``2026-H1`` or ``2026``; raise ``PeriodError`` else."""
        match = _PERIOD.fullmatch(text)
        if match is None:
            raise PeriodError(f"„{text[:40]}“ ist kein Zeitraum wie 2026-Q1, 2026-H1 oder 2026.")
        year = int(match[1])
        if match[2]:
            return cls(year, PeriodKind.QUARTER, int(match[3]))
        if match[4]:
            return cls(year, PeriodKind.HALF_YEAR, int(match[5]))
        if match[6]:
            return cls(year, PeriodKind.MONTH, int(match[6]))
        return cls(year, PeriodKind.YEAR)

    @classmethod
    def parse_long(cls, text: str) -> Self:
        """The same without months, where only ``LONG_KINDS`` make sense."""
        found = cls.parse(text)
        if found.kind not in LONG_KINDS:
            raise PeriodError(f"„{text}“ ist ein Monat; gebraucht wird 2026-Q1, 2026-H1 oder 2026.")
        return found

    @classmethod
    def containing(cls, day: date, kind: PeriodKind) -> Self:
        """Return the period of this kind that ``day`` lies in."""
        return cls(day.year, kind, (day.month - 1) // kind.months + 1)

    def __str__(self) -> str:
        """Return the notation of the interfaces, which ``parse`` reads back."""
        if self.kind is PeriodKind.MONTH:
            return f"{self.year}-{self.number:02d}"
        letter = {PeriodKind.QUARTER: "-Q", PeriodKind.HALF_YEAR: "-H", PeriodKind.YEAR: ""}
        suffix = letter[self.kind]
        return f"{self.year}{suffix}{self.number}" if suffix else str(self.year)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.last_day, self.first_day) < (other.last_day, other.first_day)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    @property
    def first_day(self) -> date:
        """First day, which belongs to the period."""
        return date(self.year, (self.number - 1) * self.kind.months + 1, 1)

    @property
    def last_day(self) -> date:
        """Last day, which belongs to the period."""
        return add_months(self.first_day, self.kind.months) - timedelta(days=1)

    @property
    def label(self) -> str:
        """German name: "Mai 2026", "1. Quartal 2026", "2. Halbjahr 2026", "Jahr 2026"."""
        if self.kind is PeriodKind.MONTH:
            return f"{_MONTHS[self.number - 1]} {self.year}"
        if self.kind is PeriodKind.YEAR:
            return f"Jahr {self.year}"
        noun = "Quartal" if self.kind is PeriodKind.QUARTER else "Halbjahr"
        return f"{self.number}. {noun} {self.year}"

    def next(self) -> "Period":
        """Return the period of the same kind that follows."""
        return Period.containing(self.last_day + timedelta(days=1), self.kind)

    def previous(self) -> "Period":
        """Return the period of the same kind before this one."""
        return Period.containing(self.first_day - timedelta(days=1), self.kind)


def quarter_of(day: date) -> Period:
    """Return the quarter ``day`` lies in."""
    return Period.containing(day, PeriodKind.QUARTER)


def half_year_of(day: date) -> Period:
    """Return the half-year ``day`` lies in."""
    return Period.containing(day, PeriodKind.HALF_YEAR)


def year_of(day: date) -> Period:
    """Return the calendar year ``day`` lies in."""
    return Period.containing(day, PeriodKind.YEAR)


def add_months(day: date, months: int) -> date:
    """Move ``day`` by whole months; a day the month lacks becomes its last one (§ 188 (3) BGB)."""
    month_index = day.year * 12 + day.month - 1 + months
    year, month = divmod(month_index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_inclusive(first: date, last: date) -> int:
    """Count the days from ``first`` to ``last``, both counted; ValueError if they are swapped."""
    if last < first:
        raise ValueError(f"{last} liegt vor {first}")
    return (last - first).days + 1


def german_date(day: date) -> str:
    """Return ``15.02.2026`` (DIN 5008, FMT-02)."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def parse_german_date(text: str) -> date:
    """Read ``15.02.2026`` (also ``1.2.2026``) or ISO ``2026-02-15`` (FMT-02).

    Years have four digits: ``15.02.26`` is refused, not guessed. Raises ``DateError``.
    """
    stripped = text.strip()
    if german := _GERMAN_DATE.fullmatch(stripped):
        parts = (german[3], german[2], german[1])
    elif iso := _ISO_DATE.fullmatch(stripped):
        parts = (iso[1], iso[2], iso[3])
    else:
        raise DateError(f"„{text[:40]}“ ist kein Datum in der Form TT.MM.JJJJ.")
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        raise DateError(f"Den Tag „{text[:40]}“ gibt es nicht.") from None
