"""Plan versions: what adds up, and which one counts for what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.budget.domain.plan import (
    Basis,
    FundingSource,
    NewPlanVersion,
    PlanVersion,
    SourceKind,
    binding_version,
    check_plan,
    reported_version,
)
from shared.errors import Violation
from tests.unit.budget.domain.examples import a_line, codes

GRANT, OWN = SourceKind.GRANT, SourceKind.OWN


def a_plan(**changes: Any) -> NewPlanVersion:
    values: dict[str, Any] = {
        "basis": Basis.AWARD,
        "reason": "Bescheid",
        "lines": (a_line("1.1", 20_000_000),),
        "funding": (
            FundingSource(GRANT, "KfW", 13_000_000),
            FundingSource(OWN, "Stadt", 7_000_000),
        ),
    }
    return NewPlanVersion(**(values | changes))


def check(plan: NewPlanVersion) -> list[Violation]:
    return check_plan(plan, measures=["M1"], funding_rate_bp=6500)


def money(**kinds: int) -> tuple[FundingSource, ...]:
    return tuple(FundingSource(SourceKind(kind), kind, cents) for kind, cents in kinds.items())


def test_a_sound_plan_passes() -> None:
    assert check(a_plan()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"lines": (), "funding": ()}, "plan_empty"),
        ({"reason": ""}, "reason_missing"),
        ({"basis": Basis.CHANGE_APPROVED}, "reference_missing"),
        ({"lines": (a_line("1", 10_000_000), a_line("1", 10_000_000))}, "budget_line_twice"),
        ({"lines": (a_line(" ", 20_000_000),)}, "budget_line_missing"),
        ({"lines": (a_line("1", 20_000_000, measure_id="M9"),)}, "measure_unknown"),
        ({"lines": (a_line("1", -1),)}, "amount_out_of_range"),
        (
            {"lines": (a_line("1", 20_000_000, years={2026: 19_999_999}),)},
            "years_not_equal_planned",
        ),
        ({"funding": money(grant=13_000_000, own=7_000_001)}, "funding_not_equal_lines"),
        ({"funding": money(grant=20_000_001, own=-1)}, "amount_out_of_range"),
        ({"funding": money(grant=13_000_000, own=6_999_999, federal=1)}, "federal_money"),
    ],
)
def test_a_plan_that_does_not_add_up_is_refused(changes: dict[str, Any], code: str) -> None:
    assert code in codes(check(a_plan(**changes)))


def test_e22_public_money_above_the_cost_names_what_the_grant_may_be() -> None:
    found = check(a_plan(funding=money(grant=13_000_000, other_public=8_000_000)))
    excess = next(one for one in found if one.code == "public_money_exceeds_cost")
    assert "10.000,00" in excess.message
    assert "120.000,00" in excess.message
    assert check(a_plan(funding=money(grant=12_000_000, other_public=8_000_000))) == []


def test_more_grant_than_the_rate_gives_only_warns() -> None:
    found = check(a_plan(funding=money(grant=13_000_001, own=6_999_999)))
    assert codes(found, "warning") == ["grant_above_rate"]
    assert codes(found) == []


def test_which_version_counts_for_what() -> None:
    award = PlanVersion(1, a_plan(), date(2026, 1, 10))
    internal = PlanVersion(2, a_plan(basis=Basis.INTERNAL), date(2026, 2, 10))
    approved = PlanVersion(3, a_plan(basis=Basis.CHANGE_APPROVED), date(2026, 3, 10))
    draft = PlanVersion(4, a_plan())
    versions = [draft, internal, approved, award]
    assert binding_version(versions, date(2025, 1, 1)) is award
    assert binding_version(versions, date(2026, 3, 9)) is award
    assert binding_version(versions, date(2026, 3, 10)) is approved
    assert reported_version(versions, date(2026, 3, 9)) is internal
    assert binding_version([draft, internal], date(2026, 3, 9)) is None
    assert binding_version([], date(2026, 3, 9)) is None
    assert set(award.lines) == {"1.1"}
