"""Any shifts, calls with a final instalment and reductions agree with the naive answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.domain.call_amount import amount_of
from services.budget.domain.entitlement import entitlement
from services.budget.domain.income import Cover
from services.budget.domain.plan import Basis, Category, NewPlanVersion, PlanLine, PlanVersion
from services.budget.domain.reallocation import (
    Ground,
    Reallocation,
    Shift,
    check_reallocation,
    plan_after,
)
from services.budget.domain.reduction import reduction_of
from tests.unit.budget.domain.examples import codes, some_rules, some_terms
from tests.unit.budget.naive import Model, Voucher

DAY = date(2026, 7, 1)
NAMES, YEARS = ("1", "2", "3", "4"), (2026, 2027)
places = st.fixed_dictionaries(
    {(name, year): st.integers(0, 500) for name in NAMES for year in YEARS}
)
shifts = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(YEARS),
        st.sampled_from(NAMES),
        st.sampled_from(YEARS),
        st.integers(1, 300),
    ).filter(lambda one: one[0] != one[2]),
    min_size=1,
    max_size=5,
)


def paid(cents: int) -> Voucher:
    """One voucher over all of it; over nothing, one of which nothing is eligible."""
    dates = dict.fromkeys(("service_from", "service_to", "invoice_on", "paid_on"), DAY)
    gross, nothing = max(1, cents), int(cents == 0)
    return Voucher(line="1", gross=gross, ineligible=nothing, certified=2, **dates)


def shifted(
    before: dict[tuple[str, int], int], moves: list[tuple[str, int, str, int, int]]
) -> dict[tuple[str, int], int] | None:
    """Cents by line and year after all shifts; None where a place would fall below nothing."""
    after = dict(before)
    for source, from_year, target, to_year, cents in moves:
        after[source, from_year] -= cents
        after[target, to_year] += cents
    return None if min(after.values()) < 0 else after


def goes_in_circles(pairs: list[tuple[str, str]]) -> bool:
    """Whether walking along the shifts, at most once round all lines, comes back somewhere."""
    walks = set(pairs)
    for _ in NAMES:
        walks |= {(a, d) for a, b in walks for c, d in pairs if b == c}
    return any(source == target for source, target in walks)


def plan_of(cents: dict[tuple[str, int], int]) -> PlanVersion:
    lines = []
    for name in NAMES:
        years = {year: cents[name, year] for year in YEARS if cents[name, year]}
        lines.append(PlanLine(name, "M1", Category.SACH, sum(years.values()), years))
    return PlanVersion(1, NewPlanVersion(Basis.AWARD, "Bescheid", tuple(lines), ()))


@settings(max_examples=300, deadline=None)
@given(before=places, moves=shifts)
def test_shifts_agree_with_the_naive_model(
    before: dict[tuple[str, int], int], moves: list[tuple[str, int, str, int, int]]
) -> None:
    plan = plan_of(before)
    new = Reallocation("Mehrbedarf", tuple(Shift(*one) for one in moves))
    ground = Ground(plan, ("M1",), {}, (), 2026)
    found = codes(check_reallocation(new, ground, some_rules()))
    expected = shifted(before, moves)
    if goes_in_circles([(one[0], one[2]) for one in moves]):
        assert "reallocation_circular" in found
    elif expected is None:
        assert set(found) == {"line_short"}
    else:
        assert found == []
        after = plan_after(new, plan)
        assert after.planned_cents == plan.plan.planned_cents
        assert {
            (line.budget_line, year): cents
            for line in after.lines
            for year, cents in line.years.items()
        } == {place: cents for place, cents in expected.items() if cents}
        assert all(sum(one.years.values()) == one.planned_cents for one in after.lines)


@settings(max_examples=300, deadline=None)
@given(
    cap=st.integers(1, 2_000_000),
    rate_bp=st.sampled_from([6_500, 9_000]),
    held_bp=st.sampled_from([0, 500, 1_000, 3_333]),
    step=st.sampled_from([0, 100, 1_000]),
    growth=st.lists(st.integers(-300_000, 900_000), min_size=1, max_size=6),
)
def test_calls_with_a_final_instalment_agree_with_the_naive_model(
    cap: int, rate_bp: int, held_bp: int, step: int, growth: list[int]
) -> None:
    rules = some_rules(final_rate_bp=held_bp, call_round_to_cents=step)
    terms = some_terms(funding_rate_bp=rate_bp, max_eligible_cents=cap, max_grant_cents=None)
    model = Model(rate_bp, cap, DAY, DAY)
    model.laws += [(DAY, "final_rate_bp", held_bp), (DAY, "call_round_to_cents", step)]
    eligible = called = 0
    for number, more in enumerate(growth, start=1):
        eligible, is_final = max(0, eligible + more), number == len(growth)
        result = entitlement(eligible, Cover(), terms, rules)
        found = amount_of(result, called, terms, rules, is_final=is_final).amount_cents
        model.vouchers = [paid(eligible)]
        assert found == model.call(DAY, final=is_final)
        called += max(0, found)
        model.vouchers = [paid(cap)]
        whole = model.worth(DAY, DAY)
        if held_bp and not is_final:
            assert called < whole or whole * held_bp < 5_000
    if found >= 0:
        model.vouchers = [paid(eligible)]
        assert called == model.worth(DAY, DAY)


@settings(max_examples=200, deadline=None)
@given(
    cap=st.integers(1, 2_000_000), final=st.integers(0, 2_500_000), threshold=st.integers(0, 60_000)
)
def test_reductions_agree_with_the_naive_model(cap: int, final: int, threshold: int) -> None:
    rules = some_rules(reduction_threshold_cents=threshold)
    terms = replace(some_terms(max_grant_cents=None), max_eligible_cents=cap)
    found = reduction_of(final, cap, 0, Cover(), terms, rules)
    model = Model(6_500, cap, DAY, DAY)
    # PLAN-05: a fall of the cost of no more than the threshold changes nothing
    model.vouchers = [paid(cap if cap - final <= threshold else final)]
    assert found.grant_after_cents == model.worth(DAY, DAY)
    assert found.grant_before_cents - found.reduction_cents == found.grant_after_cents


@settings(max_examples=200, deadline=None)
@given(
    eligible=st.integers(0, 2_000_000),
    tied=st.integers(0, 500_000),
    public=st.integers(0, 1_500_000),
)
def test_money_of_others_agrees_with_the_naive_model(eligible: int, tied: int, public: int) -> None:
    """Tied money lowers the cost, and with it what other public money leaves (ELG-10, PLAN-07)."""
    terms = some_terms(max_eligible_cents=1_200_000, max_grant_cents=None)
    cover = Cover(tied_cents=tied, other_public_cents=public)
    model = Model(6_500, 1_200_000, DAY, DAY)
    model.vouchers, model.tied, model.public = [paid(eligible)], [(DAY, tied)], [(DAY, public)]
    found = entitlement(eligible, cover, terms, some_rules())
    assert found.amount_cents == model.worth(DAY, DAY)


def test_years_and_lines_of_a_shift_are_told_apart() -> None:
    plan = plan_of({(name, year): 10 for name in NAMES for year in YEARS})
    new = Reallocation("Rest", (Shift("1", 2026, "1", 2027, 10),), "KfW 1")
    assert codes(check_reallocation(new, Ground(plan, (), {}, (), 2026), some_rules())) == []
    assert plan_after(new, plan).lines[0].years == {2027: 20}
