"""The proposal for a measure's light, with its criteria: the system proposes, a person decides.

Thresholds of time are the product's own choice; those of money come from the rule pack (PLAN-02).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.domain.limit import exceeds, reaches
from services.budget.domain.measure import Light, Milestone
from services.budget.domain.rulepack import Rules
from shared.money import format_euro
from shared.periods import days_inclusive, german_date

_LATE_DAYS: Final = 30
"""A milestone overdue by more days makes the light red, by fewer amber."""


@dataclass(frozen=True)
class LineUse:
    """One line of the plan: what was planned, what is used of it (eligible and expected)."""

    budget_line: str
    planned_cents: int
    used_cents: int


@dataclass(frozen=True)
class MeasureFacts:
    """What the proposal looks at; sums as of the end of the period. `lines` are those of the plan
    that belong to the measure."""

    period_start: date
    period_end: date
    planned_cents: int
    eligible_cents: int
    expected_eligible_cents: int
    milestones: tuple[Milestone, ...] = ()
    lines: tuple[LineUse, ...] = ()


@dataclass(frozen=True)
class Criterion:
    """One reason for a light, in German."""

    light: Light
    message: str


@dataclass(frozen=True)
class LightProposal:
    """The worst light of all criteria, with the criteria; never without one."""

    light: Light
    criteria: tuple[Criterion, ...]


def propose_light(facts: MeasureFacts, as_of: date, rules: Rules) -> LightProposal:
    """Propose the light for a measure as of a day."""
    criteria = (
        *_cost_criteria(facts, rules),
        *_line_criteria(facts, rules),
        *_milestone_criteria(facts, as_of),
        *_pace_criteria(facts, as_of),
    )
    if not criteria:
        criteria = (Criterion(Light.GREEN, "Kosten und Meilensteine liegen im Plan."),)
    return LightProposal(
        max((one.light for one in criteria), key=lambda light: light.rank), criteria
    )


def _cost_criteria(facts: MeasureFacts, rules: Rules) -> Iterator[Criterion]:
    used = facts.eligible_cents + facts.expected_eligible_cents
    over = format_euro(used - facts.planned_cents)
    if exceeds(used, facts.planned_cents, rules.plan.line_tolerance_bp):
        yield Criterion(Light.RED, f"Der Ansatz wird um {over} und damit zu weit überschritten.")
    elif reaches(used, facts.planned_cents, rules.plan.line_warning_bp):
        yield Criterion(Light.AMBER, f"Der Ansatz wird um {over} überschritten.")


def _line_criteria(facts: MeasureFacts, rules: Rules) -> Iterator[Criterion]:
    """Line by line, as the tolerance counts (PLAN-02); a lone line is the measure itself."""
    for one in facts.lines if len(facts.lines) > 1 else ():
        over = format_euro(one.used_cents - one.planned_cents)
        name = f"Die Position „{one.budget_line}“ wird um {over}"
        if exceeds(one.used_cents, one.planned_cents, rules.plan.line_tolerance_bp):
            yield Criterion(Light.RED, f"{name} und damit zu weit überschritten.")
        elif reaches(one.used_cents, one.planned_cents, rules.plan.line_warning_bp):
            yield Criterion(Light.AMBER, f"{name} überschritten.")


def _milestone_criteria(facts: MeasureFacts, as_of: date) -> Iterator[Criterion]:
    for one in facts.milestones:
        done = one.done_on is not None and one.done_on <= as_of
        if done or one.due_on >= as_of:
            continue
        late = (as_of - one.due_on).days
        light = Light.RED if late > _LATE_DAYS else Light.AMBER
        yield Criterion(
            light, f"Meilenstein „{one.title}“ war am {german_date(one.due_on)} fällig."
        )


def _pace_criteria(facts: MeasureFacts, as_of: date) -> Iterator[Criterion]:
    """Amber once three quarters of the time are over and less than a quarter is spent or bound."""
    if not facts.period_start <= as_of <= facts.period_end or facts.planned_cents <= 0:
        return
    gone = days_inclusive(facts.period_start, as_of)
    total = days_inclusive(facts.period_start, facts.period_end)
    used = facts.eligible_cents + facts.expected_eligible_cents
    if 4 * gone > 3 * total and 4 * used < facts.planned_cents:
        yield Criterion(
            Light.AMBER,
            "Mehr als drei Viertel der Zeit sind um, weniger als ein Viertel der Mittel gebunden.",
        )
