"""What the plan says of any use of its lines agrees with the naive answers, on both sides of each
edge: plans and uses are small, so the edges are met often (PLAN-01, PLAN-02, E17, E18)."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.domain.expenditure import Kind
from services.budget.domain.line_limits import (
    LineUse,
    limit_violations,
    order_relief,
    plan_findings,
    worth_of,
)
from services.budget.domain.plan import Category, PlanLine
from services.budget.domain.relations import OrderUse
from tests.unit.budget.domain.examples import (
    PAYMENTS_UNTIL,
    a_row,
    an_entry,
    an_order,
    some_rules,
    some_terms,
)

NAMES, UNPLANNED = ("1", "2", "3"), "9"
cents = st.integers(0, 40)
tolerances = st.sampled_from([0, 500, 1_000, 2_000, 5_000])


def lines_of(planned: dict[str, int]) -> dict[str, PlanLine]:
    return {
        name: PlanLine(name, "M1", Category.SACH, total, {2026: total})
        for name, total in planned.items()
    }


def said_of(
    planned: dict[str, int], used: dict[str, int], tolerance: int, warning: int
) -> set[str]:
    """The codes in exact fractions: over the tolerance, at the warning, over the total, savings.
    What stands on a line that the plan no longer has counts in the total alone."""
    found = set()
    for name, total in planned.items():
        more = Fraction(used[name] - total)
        if more > total * Fraction(tolerance, 10_000):
            found.add(f"line_exceeded {name}")
        elif more > 0 and more >= total * Fraction(warning, 10_000):
            found.add(f"line_near_limit {name}")
    over = sum(max(0, used[name] - planned[name]) for name in planned)
    saved = sum(max(0, planned[name] - used[name]) for name in planned)
    if sum(used.values()) > sum(planned.values()):
        found |= {"plan_total_exceeded"} | {"overrun_not_offset" for _ in range(over > saved)}
    return found


@settings(max_examples=400, deadline=None)
@given(
    planned=st.fixed_dictionaries({name: cents for name in NAMES}),
    used=st.fixed_dictionaries({name: cents for name in (*NAMES, UNPLANNED)}),
    tolerance=tolerances,
    warning=tolerances,
)
def test_findings_of_the_plan_agree_with_the_naive_answers(
    planned: dict[str, int], used: dict[str, int], tolerance: int, warning: int
) -> None:
    rules = some_rules(line_tolerance_bp=tolerance, line_warning_bp=warning)
    found = {
        f"{one.code} {one.message.split('„')[1].split('“')[0]}" if "„" in one.message else one.code
        for one in plan_findings(lines_of(planned), used, rules)
    }
    assert found == said_of(planned, used, tolerance, warning)


@settings(max_examples=400, deadline=None)
@given(
    planned=st.fixed_dictionaries({name: cents for name in NAMES}),
    used=st.fixed_dictionaries({name: cents for name in (*NAMES, UNPLANNED)}),
    gross=st.integers(1, 40),
    ordered=st.integers(0, 40),
    late=st.sampled_from([-1, 0, 1]),
)
def test_a_new_entry_is_told_what_the_plan_says_after_it(
    planned: dict[str, int], used: dict[str, int], gross: int, ordered: int, late: int
) -> None:
    """It counts with what it will be worth; an invoice takes its amount off its order, at most
    what is left of it; one paid too late is worth nothing."""
    rules = some_rules(line_tolerance_bp=2_000, line_warning_bp=1_000, voucher_excess_bp=1_000_000)
    terms = some_terms()
    paid_on = PAYMENTS_UNTIL + timedelta(late)
    new = an_entry(
        budget_line="1", gross_cents=gross, vat_cents=0, payment_date=paid_on,
        service_from=terms.period_start, service_to=terms.period_start,
    )  # fmt: skip
    worth = 0 if late > 0 else gross
    assert worth_of(new, terms, rules) == worth
    order = None
    left = 0
    if ordered:
        facts = an_order(budget_line="2", gross_cents=ordered, service_to=terms.period_start)
        order = OrderUse(a_row(facts, kind=Kind.ORDER), 0)
        left = min(ordered, gross)
        assert order_relief(new, order, terms, rules) == {"2": left}
    after = {**used, "1": used["1"] + worth, "2": used["2"] - left}
    use = LineUse(lines_of(planned), used, order)
    found = {one.code for one in limit_violations(new, use, terms, rules)}
    expected = said_of(planned, after, 2_000, 1_000) if worth > left else set()
    about = {one.split()[0] for one in expected if one.split()[-1] in ("1", one)}
    assert found - {"voucher_above_plan"} == about
