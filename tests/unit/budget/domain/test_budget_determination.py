"""Determinations of the funder: what may be recorded, which counts, both readings, reductions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.budget.domain.cover import (
    cover_readings,
    cover_violations,
    decided_treatment,
)
from services.budget.domain.determination import (
    CoverTreatment,
    Determination,
    DeterminationKind,
    Standing,
    check_determination,
    cover_treatment,
    excused_lines,
)
from services.budget.domain.entitlement import entitlement
from services.budget.domain.income import Cover
from services.budget.domain.reduction import check_reduction, reduction_of
from tests.unit.budget.domain.examples import codes, some_rules, some_terms

STANDING = Standing(date(2026, 7, 15), ("1.1",))
MAY, JUNE = date(2026, 5, 15), date(2026, 6, 1)
OVERRUN = Determination(
    DeterminationKind.AUTHORITY_OVERRUN, MAY, MAY, "Az. 1", "Brandschutz", budget_line="1.1"
)
UP_TO = Determination(
    DeterminationKind.COVER_UP_TO_COST, MAY, MAY, "Az. 2", "Bescheid", is_confirmed=True
)
PROPORTIONAL = replace(UP_TO, kind=DeterminationKind.COVER_PROPORTIONAL, valid_from=JUNE)
FREE = some_terms(max_eligible_cents=None, max_grant_cents=None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reference": " "}, "reference_missing"),
        ({"reason": ""}, "reason_missing"),
        ({"decided_on": date(2026, 7, 16)}, "decided_in_future"),
        ({"budget_line": "9.9"}, "budget_line_unknown"),
    ],
)
def test_every_fault_is_named(changes: dict[str, object], code: str) -> None:
    assert check_determination(OVERRUN, STANDING) == []
    assert codes(check_determination(replace(OVERRUN, **changes), STANDING)) == [code]  # type: ignore[arg-type]


def test_only_confirmed_ones_count_and_the_later_takes_the_place() -> None:
    both = (PROPORTIONAL, UP_TO)
    assert excused_lines([OVERRUN], JUNE) == frozenset()
    assert excused_lines([replace(OVERRUN, is_confirmed=True)], MAY) == {"1.1"}
    assert decided_treatment(both, date(2026, 5, 14)) is None
    assert cover_treatment(both, date(2026, 5, 31)) is CoverTreatment.UP_TO_COST
    assert cover_treatment(both, JUNE) is CoverTreatment.PROPORTIONAL


def test_both_readings_side_by_side_e22() -> None:
    cover = Cover(other_public_cents=8_000_000)
    found = cover_readings(20_000_000, cover, None, None, FREE, some_rules())
    assert (found.up_to_cost_cents, found.proportional_cents) == (12_000_000, 7_800_000)
    assert found.excess_cents == 1_000_000
    assert codes(cover_violations(found)) == ["cover_undecided"]
    decided = replace(found, decided=CoverTreatment.UP_TO_COST)
    assert cover_violations(decided) == []


@pytest.mark.parametrize(
    ("final", "applies"), [(1_299_950_001, False), (1_299_950_000, False), (1_299_949_999, True)]
)
def test_the_threshold_is_strictly_more_than_e21(final: int, applies: bool) -> None:
    found = reduction_of(final, 1_300_000_000, 0, Cover(), some_terms(), some_rules())
    assert found.applies is applies
    assert codes(check_reduction(found)) == ([] if applies else ["reduction_below_threshold"])
    assert found.reduction_cents == (32_501 if applies else 0)


def test_e19_reduction_and_repayment() -> None:
    found = reduction_of(
        1_240_000_000, 1_300_000_000, 820_000_000, Cover(), some_terms(), some_rules()
    )
    assert found.grant_after_cents == 806_000_000
    assert (found.reduction_cents, found.repayment_cents) == (39_000_000, 14_000_000)


def test_the_total_of_the_plan_is_a_cap_where_the_pack_says_so() -> None:
    for effect, worth in (("warn", 71_500), ("cap", 65_000)):
        rules = some_rules(plan_total=effect)
        found = entitlement(110_000, Cover(), FREE, rules, planned_cents=100_000)
        assert found.amount_cents == worth
