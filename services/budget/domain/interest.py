"""Interest on money to be paid back or used late (INT-01 to INT-04, INT-07, INT-09).

Simple interest on the principal alone, never on interest (INT-09): the exact fractions of all
segments are added and rounded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Final

from services.budget.domain.base_rate import (
    BaseRate,
    half_year_text,
    half_years,
    next_half_year,
    rate_by_day,
)
from services.budget.domain.day_count import DayCount, interest_days, year_fraction
from shared.errors import Violation
from shared.money import MAX_CENTS, round_half_away
from shared.periods import german_date

_BP: Final = 10_000
_DECIMALS: Final = 6
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A principal that bears interest from `first` to `last`, both days counted."""

    principal_cents: int
    first: date
    last: date


@dataclass(frozen=True)
class Segment:
    """One principal at one rate; `exact_cents` is its interest before rounding."""

    principal_cents: int
    first: date
    last: date
    days: int
    base_rate_bp: int
    rate_bp: int
    exact_cents: Fraction
    source: str


@dataclass(frozen=True)
class Interest:
    """The segments and their sum, rounded once, half away from zero."""

    segments: tuple[Segment, ...]

    @property
    def exact_cents(self) -> Fraction:
        return sum((one.exact_cents for one in self.segments), Fraction(0))

    @property
    def cents(self) -> int:
        return round_half_away(self.exact_cents)

    @property
    def rounded_steps(self) -> tuple[int, ...]:
        """Cents per segment that add up to `cents`: differences of rounded running totals."""
        running = list(accumulate(one.exact_cents for one in self.segments))
        rounded = [0, *map(round_half_away, running)]
        return tuple(after - before for before, after in pairwise(rounded))

    @property
    def days(self) -> int:
        return sum(one.days for one in self.segments)

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the rates stand, each once, in the order of use."""
        return tuple(dict.fromkeys(one.source for one in self.segments))


@dataclass(frozen=True)
class Convention:
    """How days and rates are counted: settings of the rule pack."""

    day_count: DayCount
    margin_bp: int


def exact_euro_text(exact_cents: Fraction) -> str:
    """Euro with six decimals, `1234.567890`: enough to see that nothing was rounded before."""
    scaled = round_half_away(exact_cents * 10 ** (_DECIMALS - 2))
    whole, rest = divmod(abs(scaled), 10**_DECIMALS)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:0{_DECIMALS}d}"


def check_span(span: Span) -> list[Violation]:
    """Every reason against computing interest on this."""
    found = []
    if not 0 < span.principal_cents <= MAX_CENTS:
        message = "Der zu verzinsende Betrag ist größer als 0,00 €."
        found.append(Violation("amount_out_of_range", "INT-01", message, field="principal_cents"))
    if span.last < span.first:
        message = (
            f"Der Zinszeitraum endet am {german_date(span.last)} und damit vor seinem Beginn am "
            f"{german_date(span.first)}."
        )
        found.append(Violation("interest_period_inverted", "INT-07", message, field="to_date"))
    return found


def missing_rates(spans: Iterable[Span], rates: Sequence[BaseRate]) -> list[Violation]:
    """One violation per half-year that bears interest and has no confirmed rate (E39).

    The rate of the half-year before is never carried over.
    """
    known = rate_by_day(rates)
    wanted = {
        start for span in spans for start in half_years(span.first, span.last) if start not in known
    }
    return [
        Violation(
            "base_rate_missing",
            "INT-04",
            f"Für das {half_year_text(start)} ist kein Basiszinssatz bestätigt; der vorige gilt "
            "nicht stillschweigend weiter. Bitte den Satz der Bundesbank eintragen und bestätigen "
            "lassen.",
            field=start.isoformat(),
        )
        for start in sorted(wanted)
    ]


def interest_on(
    spans: Iterable[Span], rates: Sequence[BaseRate], convention: Convention
) -> Interest:
    """Interest on all spans. Raises KeyError where `missing_rates` finds something."""
    known = rate_by_day(rates)
    return Interest(
        tuple(segment for span in spans for segment in _segments(span, known, convention))
    )


def _segments(span: Span, known: dict[date, BaseRate], convention: Convention) -> Iterator[Segment]:
    """The span cut at each change of the base rate, whether the rate changes or not."""
    for start in half_years(span.first, span.last):
        first = max(span.first, start)
        last = min(span.last, next_half_year(start) - _ONE_DAY)
        rate = known[start]
        rate_bp = rate.rate_bp + convention.margin_bp
        part = year_fraction(first, last, convention.day_count)
        yield Segment(
            principal_cents=span.principal_cents,
            first=first,
            last=last,
            days=interest_days(first, last, convention.day_count),
            base_rate_bp=rate.rate_bp,
            rate_bp=rate_bp,
            exact_cents=span.principal_cents * Fraction(rate_bp, _BP) * part,
            source=rate.source,
        )
