"""Personnel cost of posts: from payroll months or from hour sheets (PERS-01 to PERS-03, E13).

Exact fractions, rounded once at the very end; steps are differences of rounded running totals.
Amounts are the employer's gross in cents: wage, employer's shares, occupational pension and
flat-rate taxes together. A post is a pseudonym; no person is known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from services.budget.domain.eligibility import Step
from services.budget.domain.rules import rule
from shared.money import format_percent_bp, round_half_away

Method = Literal["months", "hours"]
WHOLE_BP: Final = 10_000
_MONTHS: Final = 12


@dataclass(frozen=True)
class Post:
    """One post (Stelle) of the project; `share_bp` is its share in the project.

    `existing_staff`: filled with staff the city had before (Stammpersonal).
    """

    post_id: str
    measure_id: str
    share_bp: int = WHOLE_BP
    tariff_group: str | None = None
    existing_staff: bool = False


@dataclass(frozen=True)
class PayrollMonth:
    """The employer's gross of one post in one calendar month; `month` is its first day."""

    month: date
    gross_cents: int


@dataclass(frozen=True)
class TariffTable:
    """Monthly employer's gross by tariff group, each from a month on until the next entry."""

    amounts: Mapping[str, tuple[tuple[date, int], ...]]

    def ceiling(self, group: str | None, month: date) -> int | None:
        """The highest amount of the group in the month; None where the table says nothing."""
        known = [cents for day, cents in self.amounts.get(group or "", ()) if day <= month]
        return known[-1] if known else None


def tariff_table(entries: Sequence[str]) -> TariffTable:
    """Reads the parameter `tariff_monthly_cents`, entries like `E11/2026-01=653600`."""
    found: dict[str, list[tuple[date, int]]] = {}
    for entry in entries:
        place, _, cents = entry.partition("=")
        group, _, month = place.rpartition("/")
        found.setdefault(group, []).append((date.fromisoformat(f"{month}-01"), int(cents)))
    return TariffTable({group: tuple(sorted(rows)) for group, rows in found.items()})


@dataclass(frozen=True)
class PersonnelCost:
    """What one post costs the project in a period; `over_tariff_cents` was cut off (PERS-01)."""

    steps: tuple[Step, ...]
    cents: int
    over_tariff_cents: int


def cost_of_months(post: Post, months: Sequence[PayrollMonth], table: TariffTable) -> PersonnelCost:
    """Payroll months times the share of the post: E13 is 6 × 6,536.00 × 50 % = 19,608.00."""
    gross = sum(one.gross_cents for one in months)
    capped = sum(_capped(post, one, table) for one in months)
    share = Fraction(post.share_bp, WHOLE_BP)
    stages = [
        ("PERS-01", f"Arbeitgeberbrutto aus {len(months)} Monaten", Fraction(gross)),
        ("PERS-01", "abzüglich des Betrags über Tarif", Fraction(capped)),
        ("PERS-02", f"Projektanteil {format_percent_bp(post.share_bp)}", capped * share),
    ]
    return _cost(stages, gross - capped)


def cost_of_hours(
    post: Post,
    year: Sequence[PayrollMonth],
    hundredths: int,
    productive_hours: int,
    table: TariffTable,
) -> PersonnelCost:
    """Employer's gross / productive hours × hours of the sheets (`hundredths` of hours).

    `year` are the payroll months of the calendar year in which the post was filled: fewer than
    twelve have their part of the `productive_hours` of a year. The hourly rate is never rounded
    (PERS-03).
    """
    gross = sum(one.gross_cents for one in year)
    capped = sum(_capped(post, one, table) for one in year)
    hours = Fraction(hundredths, 100)
    productive = hours_of_months(productive_hours, len(year))
    whole = len(year) == _MONTHS
    label = (
        "Jahresbrutto des Arbeitgebers" if whole else f"Arbeitgeberbrutto aus {len(year)} Monaten"
    )
    stages = [
        ("PERS-01", label, Fraction(gross)),
        ("PERS-01", "abzüglich des Betrags über Tarif", Fraction(capped)),
        (
            "PERS-03",
            f"davon {hours_text(hundredths)} von {_productive_text(productive_hours, len(year))}",
            capped * hours / productive,
        ),
    ]
    return _cost(stages, gross - capped)


def hours_of_months(productive_hours: int, months: int) -> Fraction:
    """The part of a year's productive hours that falls to so many months, exactly."""
    return Fraction(productive_hours * months, _MONTHS)


def _productive_text(productive_hours: int, months: int) -> str:
    part = "" if months == _MONTHS else f"{months}/{_MONTHS} von "
    return f"{part}{productive_hours} produktiven Stunden"


def hours_text(hundredths: int) -> str:
    """Hundredths of hours as the sheets write them: `7,50`, `1.640,01`."""
    whole = f"{hundredths // 100:,}".replace(",", ".")
    return f"{whole},{hundredths % 100:02d}"


def months_between(first: date, last: date) -> tuple[date, ...]:
    """The first days of all calendar months from `first` to `last`, both included."""
    start, end = _index(first), _index(last)
    return tuple(date(one // _MONTHS, one % _MONTHS + 1, 1) for one in range(start, end + 1))


def _index(day: date) -> int:
    return day.year * _MONTHS + day.month - 1


def _capped(post: Post, one: PayrollMonth, table: TariffTable) -> int:
    ceiling = table.ceiling(post.tariff_group, one.month)
    return one.gross_cents if ceiling is None else min(one.gross_cents, ceiling)


def _cost(stages: Sequence[tuple[str, str, Fraction]], over: int) -> PersonnelCost:
    steps: list[Step] = []
    before = 0
    for number, (rule_id, label, total) in enumerate(stages):
        after = round_half_away(total)
        # The step of the tariff shows only where something was cut off.
        if number == 0 or over or label != stages[1][1]:
            citation = rule(rule_id).citation
            steps.append(Step(rule_id, label, citation, after - before, after))
        before = after
    return PersonnelCost(tuple(steps), before, over)
