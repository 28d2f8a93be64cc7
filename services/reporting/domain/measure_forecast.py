"""The forecast of the cash flow (R12) parted among measures: their parts add up to it to the cent.

Each measure gets what is ordered for it; what the pace leads to beyond that is parted by what its
measures cost in the months of the pace. One that is over has no pace any more: the product's own
convention, printed with the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.reporting.domain.by_measure import ByMeasure
from services.reporting.domain.facts import GrantFacts, PlanFact
from services.reporting.domain.forecast import Forecast, eligible_between, forecast, pace_of
from services.reporting.domain.sums import GrantSums


@dataclass(frozen=True)
class Part:
    """One measure's own numbers in cents: ordered, and eligible within the months of the pace."""

    expected_cents: int
    recent_cents: int
    is_over: bool = False


def parted(coming_cents: int, parts: Sequence[Part]) -> tuple[int, ...]:
    """`coming_cents` in the order of the parts, adding up to the cent."""
    beyond = coming_cents - sum(one.expected_cents for one in parts)
    weights = _weights(parts)
    whole, so_far, given, found = sum(weights), 0, 0, []
    for one, weight in zip(parts, weights, strict=True):
        so_far += weight
        until = beyond * so_far // whole
        found.append(one.expected_cents + until - given)
        given = until
    return tuple(found)


def _weights(parts: Sequence[Part]) -> list[int]:
    """By the cost of those that go on, else of all, else alike."""
    recent = [max(0, one.recent_cents) for one in parts]
    going_on = [0 if one.is_over else cents for one, cents in zip(parts, recent, strict=True)]
    return next((one for one in (going_on, recent) if any(one)), [1] * len(parts))


def forecast_by_measure(
    facts: GrantFacts, sums: GrantSums, plan: PlanFact | None
) -> tuple[Forecast, Mapping[str, int]]:
    """The grant's forecast as of the day of the sums, and its part of each measure by id (that of
    no known measure under `UNKNOWN`)."""
    ahead = forecast(tuple(facts.rows), sums, plan.planned_cents if plan else 0)
    by_measure, day = ByMeasure(facts), sums.as_of
    _, since = pace_of(sums.terms.period_start, day)
    rows = by_measure.rows(facts.rows)
    sums_of = by_measure.sums(facts.rows, day)
    names, over = sorted(rows), _over(facts, day)
    parts = [
        Part(
            sums_of[name].expected_eligible.cents,
            eligible_between(rows[name], since, day),
            name in over,
        )
        for name in names
    ]
    return ahead, dict(zip(names, parted(ahead.coming_cents, parts), strict=True))


def _over(facts: GrantFacts, day: date) -> frozenset[str]:
    measures = (one.measure for one in facts.measures)
    return frozenset(one.measure_id for one in measures if one.period_end <= day)
