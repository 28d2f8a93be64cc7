"""The way of a call from eligible cost to the grant: each limit of the award and each income apart.

Source: semantics 5; PRG-01, PRG-03, PRG-09, PLAN-01, PLAN-05, PLAN-07,
ELG-10, CALL-02. The same way as
`sums.entitled_by`, which a test compares; here every step keeps its own amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from contracts.events.snapshots import TermsVersion
from services.reporting.domain.facts import GrantFacts
from services.reporting.domain.sums import GrantSums, caps, cover
from shared.money import share_of

Limit = Literal[
    "first_measures", "first_measures_grant", "plan_total", "max_eligible", "income",
    "public_in_base", "max_grant", "reduction", "other_public", "floor",
]  # fmt: skip


@dataclass(frozen=True)
class Reduction:
    """What one limit takes away, in cents (never positive but for `floor`); `limit_cents` is its
    own amount, None where it has none."""

    kind: Limit
    cents: int
    limit_cents: int | None = None


@dataclass(frozen=True)
class CallWay:
    """From cost to base by `on_cost`, at the rate to the share, by `on_grant` to the grant."""

    cost_cents: int
    on_cost: tuple[Reduction, ...]
    base_cents: int
    share_cents: int
    on_grant: tuple[Reduction, ...]
    amount_cents: int


def call_way(
    facts: GrantFacts,
    as_of: date,
    cost_cents: int,
    first_cents: int,
    *,
    reduced_on: date | None = None,
) -> CallWay:
    """The way of so much cost on a day, `first_cents` of it in first measures.

    What the funder reduced the grant to counts as of `reduced_on`, without it as of the day.
    """
    terms, (tied, public) = facts.terms_on(as_of), cover(facts.incomes, as_of)
    plan = facts.binding_plan(as_of)
    planned = plan.planned_cents if plan and terms.plan_total == "cap" else None
    on_cost = list(_limits(cost_cents, first_cents, planned, terms))
    if terms.income_treatment == "reduce_base":
        on_cost.append(Reduction("income", -tied, tied))
    base = cost_cents + sum(one.cents for one in on_cost)
    room = base - public
    if facts.cover_is_proportional(as_of):
        on_cost.append(Reduction("public_in_base", -public, public))
        base = room
    share = share_of(base, terms.funding_rate_bp)
    reduced_to = facts.reduced_to(reduced_on or as_of)
    on_grant = tuple(_on_grant(share, room, public, terms, reduced_to))
    amount = share + sum(one.cents for one in on_grant)
    return CallWay(cost_cents, tuple(on_cost), base, share, on_grant, amount)


def claim_way(facts: GrantFacts, sums: GrantSums) -> CallWay:
    """The way to the entitlement: certified cost alone."""
    first = sums.first_measures.claimable.cents
    return call_way(facts, sums.as_of, sums.rows.claimable.cents, first)


def grant_way(facts: GrantFacts, sums: GrantSums) -> CallWay:
    """The way to the grant of the proof of use: everything paid and eligible."""
    first = sums.first_measures.eligible.cents
    return call_way(facts, sums.as_of, sums.rows.eligible.cents, first)


def _limits(cost: int, first: int, planned: int | None, terms: TermsVersion) -> Iterator[Reduction]:
    """Caps on the cost, in the order in which they count; those the award does not have are left
    out, those that take nothing are there with nothing."""
    max_eligible, _ = caps(terms)
    if terms.first_measures_cap_cents is not None:
        taken = max(0, first - terms.first_measures_cap_cents)
        yield _first_measures(-taken, terms.first_measures_cap_cents, terms)
        cost -= taken
    kinds: tuple[tuple[Limit, int | None], ...] = (
        ("plan_total", planned),
        ("max_eligible", max_eligible),
    )
    for kind, cap in kinds:
        if cap is not None:
            taken = max(0, cost - cap)
            yield Reduction(kind, -taken, cap)
            cost -= taken


def _first_measures(cents: int, cap_cents: int, terms: TermsVersion) -> Reduction:
    """Where the maximum is one of the grant, so is the one of first measures: it is told as such,
    not as the cost that comes to it."""
    max_eligible, max_grant = caps(terms)
    of_grant = max_grant is not None or (max_eligible is None and terms.cap_basis == "grant")
    if not of_grant:
        return Reduction("first_measures", cents, cap_cents)
    return Reduction("first_measures_grant", cents, share_of(cap_cents, terms.funding_rate_bp))


def _on_grant(
    share: int, room: int, public: int, terms: TermsVersion, reduced_to: int | None
) -> Iterator[Reduction]:
    """Caps on the grant, then other public money, then nothing below zero."""
    _, max_grant = caps(terms)
    kinds: tuple[tuple[Limit, int | None], ...] = (
        ("max_grant", max_grant),
        ("reduction", reduced_to),
    )
    for kind, cap in kinds:
        if cap is not None:
            taken = max(0, share - cap)
            yield Reduction(kind, -taken, cap)
            share -= taken
    taken = max(0, share - room)
    yield Reduction("other_public", -taken, public)
    share -= taken
    if share < 0:
        yield Reduction("floor", -share)
