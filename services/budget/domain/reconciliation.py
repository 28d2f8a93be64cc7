"""Abgleich mit der Finanzbuchhaltung: our sums against the ledger's, place by place (MUN-14)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from services.budget.domain.assignment import AccountAssignment
from shared.errors import Violation
from shared.money import format_euro
from shared.periods import Period, german_date, quarter_of

RULE: Final = "MUN-14"


@dataclass(frozen=True, order=True)
class Place:
    """Where money is booked; account and cost unit are empty where the entry names none."""

    budget_year: int
    account: str
    cost_unit: str

    @property
    def text(self) -> str:
        """The place in words."""
        unit = f", Kostenträger {self.cost_unit}" if self.cost_unit else ""
        return f"{self.budget_year}, Konto {self.account or 'ohne'}{unit}"


@dataclass(frozen=True)
class LedgerTotal:
    """One line of the ledger's totals."""

    row: int
    account: str
    cost_unit: str | None
    budget_year: int
    amount_cents: int

    @property
    def place(self) -> Place:
        """Where it is booked."""
        return Place(self.budget_year, self.account, self.cost_unit or "")


@dataclass(frozen=True)
class Paid:
    """What one row paid in the period, and where the entry says it is booked."""

    cents: int
    budget_year: int
    account: str | None
    assignments: tuple[AccountAssignment, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Both sums of one place, and why they differ."""

    place: Place
    entered_cents: int
    ledger_cents: int
    reason: str = ""

    @property
    def difference_cents(self) -> int:
        """What the ledger has beyond this side ledger."""
        return self.ledger_cents - self.entered_cents


def entered_sums(rows: Iterable[Paid]) -> dict[Place, int]:
    """Paid cents by place; a voucher with several assignments is divided in their proportion."""
    found: dict[Place, int] = {}
    for row in rows:
        for place, cents in _parts(row):
            found[place] = found.get(place, 0) + cents
    return {place: cents for place, cents in found.items() if cents}


def compare(entered: Mapping[Place, int], ledger: Iterable[LedgerTotal]) -> tuple[Comparison, ...]:
    """Every place that either side knows, in order; several ledger lines of a place add up."""
    theirs: dict[Place, int] = {}
    for one in ledger:
        theirs[one.place] = theirs.get(one.place, 0) + one.amount_cents
    return tuple(
        Comparison(place, entered.get(place, 0), theirs.get(place, 0))
        for place in sorted({*entered, *theirs})
    )


def explained(
    comparisons: Sequence[Comparison], reasons: Mapping[Place, str]
) -> tuple[Comparison, ...]:
    """With the reasons given; places not named keep theirs."""
    return tuple(replace(one, reason=reasons.get(one.place, one.reason)) for one in comparisons)


def period_violations(period: Period, on: date) -> Iterator[Violation]:
    """A quarter is compared once it has ended."""
    if on <= period.last_day:
        message = (
            f"Das Quartal läuft bis zum {german_date(period.last_day)}. Abgeglichen wird ab dem "
            "Tag danach."
        )
        yield Violation("quarter_not_ended", RULE, message, field="quarter")


def unreconciled_warning(
    first_day: date, last_day: date, closed: Collection[Period]
) -> Iterator[Violation]:
    """Quarters within these days (both included) without a closed comparison; it only warns."""
    quarter, found = quarter_of(first_day), list[str]()
    while quarter.first_day <= last_day:
        if quarter not in closed:
            found.append(quarter.label)
        quarter = quarter.next()
    if found:
        message = (
            f"Für {', '.join(found)} ist noch kein Abgleich mit der Finanzbuchhaltung "
            "abgeschlossen. Freigeben lässt sich der Abruf trotzdem; sicherer ist es, vorher "
            "abzugleichen."
        )
        yield Violation("period_unreconciled", RULE, message, severity="warning")


def closing_violations(
    comparisons: Sequence[Comparison], entered_now: Mapping[Place, int]
) -> Iterator[Violation]:
    """Every difference has its reason, and our sums are still those that were compared."""
    for one in comparisons:
        if one.difference_cents and not one.reason.strip():
            message = (
                f"{one.place.text}: Die Finanzbuchhaltung weicht um "
                f"{format_euro(one.difference_cents)} ab. Bitte den Grund eintragen."
            )
            yield Violation("difference_unexplained", RULE, message, field="reason")
    if {one.place: one.entered_cents for one in comparisons if one.entered_cents} != entered_now:
        message = (
            "Seit dem Hochladen haben sich die Summen dieses Verfahrens geändert. Bitte die "
            "Summenliste noch einmal hochladen."
        )
        yield Violation("reconciliation_stale", RULE, message)


def _parts(row: Paid) -> Iterator[tuple[Place, int]]:
    if not row.assignments:
        yield Place(row.budget_year, row.account or "", ""), row.cents
        return
    whole = sum(one.amount_cents for one in row.assignments)
    size, sign = abs(row.cents), -1 if row.cents < 0 else 1  # a twin takes back each part exactly
    seen = given = 0
    for one in row.assignments:
        seen += one.amount_cents
        upto = size * seen // whole  # whole amounts up to here, so that the parts add up
        year = one.budget_year or row.budget_year
        yield Place(year, one.account or "", one.cost_unit or ""), sign * (upto - given)
        given = upto
