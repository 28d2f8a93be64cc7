"""The way of a call: every limit and every income is a step of its own, and the end is the sum."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from contracts.events.budget import DeterminationSnapshot
from services.reporting.domain.call_way import call_way
from services.reporting.domain.facts import GrantFacts, IncomeFact
from services.reporting.domain.sums import entitled_by
from tests.integration.reporting.story import grant, terms

DAY = date(2026, 6, 30)


def facts(incomes: tuple[IncomeFact, ...] = (), **award: Any) -> GrantFacts:
    return GrantFacts(grant(terms(**award)), (), (), (), incomes, ())


def income(kind: Any, cents: int) -> IncomeFact:
    return IncomeFact("in-1", kind, "Stiftung", date(2026, 2, 2), cents)


def steps(given: GrantFacts, cost: int, first: int = 0) -> dict[str, int]:
    way = call_way(given, DAY, cost, first)
    return {one.kind: one.cents for one in (*way.on_cost, *way.on_grant)}


def test_cap_and_income_each_take_their_own_part():
    given = facts((income("private", 500),), max_eligible_cents=10_000)
    assert steps(given, 12_000) == {"max_eligible": -2_000, "income": -500, "other_public": 0}
    assert call_way(given, DAY, 12_000, 0).amount_cents == 6_175


def test_at_the_cap_nothing_is_taken_one_cent_above_it_one_cent():
    given = facts(max_eligible_cents=10_000)
    assert steps(given, 10_000)["max_eligible"] == 0
    assert steps(given, 10_001)["max_eligible"] == -1


def test_first_measures_are_capped_in_the_money_the_award_caps():
    of_cost = facts(max_eligible_cents=10_000, first_measures_cap_cents=1_000)
    of_grant = facts(
        max_eligible_cents=None,
        max_grant_cents=6_500,
        cap_basis="grant",
        first_measures_cap_cents=1_000,
    )
    told = [call_way(one, DAY, 5_000, 1_200).on_cost[0] for one in (of_cost, of_grant)]
    assert [(one.kind, one.cents, one.limit_cents) for one in told] == [
        ("first_measures", -200, 1_000),
        ("first_measures_grant", -200, 650),
    ]


def test_other_public_money_leaves_no_more_than_is_uncovered():
    # E22: 200,000 eligible, state 80,000: KfW at most 120,000
    given = facts((income("other_public", 8_000_000),), max_eligible_cents=None)
    way = call_way(given, DAY, 20_000_000, 0)
    assert (way.share_cents, way.amount_cents) == (13_000_000, 12_000_000)


def reduced(to_cents: int, since: date) -> DeterminationSnapshot:
    return DeterminationSnapshot(
        determination_id="det-1", grant_id="G", kind="reduction", decided_on=since,
        valid_from=since, reference="KfW 4", reason="Bescheid", budget_line=None,
        final_eligible_cents=None, figures={"grant_after_cents": to_cents}, file_sha256=None,
    )  # fmt: skip


def test_a_reduction_by_the_funder_is_a_step_from_its_day_on():
    given = replace(facts(), determinations=(reduced(6_000, DAY),))
    way = call_way(given, DAY, 10_000, 0)
    assert (way.share_cents, way.amount_cents) == (6_500, 6_000)
    first = way.on_grant[0]
    assert (first.kind, first.cents, first.limit_cents) == ("reduction", -500, 6_000)
    assert entitled_by(given, DAY, 10_000, 0).amount_cents == 6_000
    before = DAY - timedelta(days=1)
    assert call_way(given, before, 10_000, 0).amount_cents == 6_500
    assert entitled_by(given, before, 10_000, 0).amount_cents == 6_500
    # a call released when the reduction counted is limited by it, whatever its last day
    assert call_way(given, before, 10_000, 0, reduced_on=DAY).amount_cents == 6_000


@pytest.mark.parametrize(
    ("named_on", "max_eligible", "counts"),
    [
        (DAY, 20_000, True),  # of the same day the reduction counts
        (DAY + timedelta(days=1), 20_000, False),
        (DAY + timedelta(days=1), 10_000, True),  # no other maximum than before
        (DAY + timedelta(days=3), 20_000, True),  # not in force yet
    ],
)
def test_an_amendment_that_names_another_maximum_goes_before(named_on, max_eligible, counts):
    award = terms(max_eligible_cents=10_000)
    later = replace(
        award, version=2, valid_from=named_on, known_on=named_on, max_eligible_cents=max_eligible
    )
    snapshot = replace(grant(award), terms=(award, later))
    given = replace(facts(), grant=snapshot, determinations=(reduced(6_000, DAY),))
    assert given.reduced_to(DAY + timedelta(days=2)) == (6_000 if counts else None)


@pytest.mark.parametrize("cost", [-1_000, 0, 1, 9_999, 10_000, 1_000_001])
@pytest.mark.parametrize("kind", ["private", "other_public", "own"])
@pytest.mark.parametrize(
    "award",
    [
        {"max_eligible_cents": 10_000},
        {"max_eligible_cents": None, "max_grant_cents": 7_000, "cap_basis": "grant"},
        {"max_eligible_cents": None, "income_treatment": "none"},
        {"first_measures_cap_cents": 3_000},
    ],
)
def test_the_way_ends_where_the_entitlement_does(cost: int, kind: Any, award: dict[str, Any]):
    given = facts((income(kind, 4_000),), **award)
    # without a cap of their own `sums` counts no first measures at all
    first = max(0, cost // 2) if "first_measures_cap_cents" in award else 0
    way = call_way(given, DAY, cost, first)
    expected = entitled_by(given, DAY, cost, first)
    assert (way.base_cents, way.amount_cents) == (expected.base_cents, expected.amount_cents)
    assert way.base_cents == cost + sum(one.cents for one in way.on_cost)
    assert way.amount_cents >= 0
