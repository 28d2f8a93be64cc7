"""The fictional city of Musterstadt: its two grants, its measures and its financing plans."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from typing import Final

from services.budget.domain.evidence import Phase
from services.budget.domain.grant import NewGrant
from services.budget.domain.measure import NewMeasure
from services.budget.domain.plan import (
    Basis,
    Category,
    FundingSource,
    NewPlanVersion,
    PlanLine,
    SourceKind,
)
from services.sample.timeline import Timeline
from shared.money import share_of

PHASE_A: Final = "BEISPIEL-A"
PHASE_B: Final = "BEISPIEL-B"
RATE_BP: Final = 6500
ELIGIBLE_A_CENTS: Final = 200_000_000
ELIGIBLE_B_CENTS: Final = 1_100_000_000
"""Together 13,000,000.00 EUR."""
CHANGE_LETTER: Final = "BEISPIEL-436-B/Ä1"


@dataclass(frozen=True)
class Measure:
    """A measure, and its plan lines as (name, category, thousand euros)."""

    measure_id: str
    title: str
    action_field: str
    origin: str
    strategy: str
    lines: tuple[tuple[str, Category, int], ...]
    goal: str
    partners: str


def _measures(phase: Phase) -> tuple[Measure, ...]:
    read = tomllib.loads(resources.files(__package__).joinpath("measures.toml").read_text("utf-8"))
    return tuple(
        Measure(
            measure_id=one["id"],
            title=f"Beispieldaten: {one['title']}",
            action_field=one["action_field"],
            origin=one["origin"],
            strategy=one["strategy"],
            lines=tuple(
                (each["name"], Category(each["category"]), each["thousand"])
                for each in one["lines"]
            ),
            goal=one.get("goal", ""),
            partners=one.get("partners", ""),
        )
        for one in read["measure"]
        if one["phase"] == phase.value
    )


MEASURES_A: Final = _measures(Phase.A)
MEASURES_B: Final = _measures(Phase.B)


def grant_a(line: Timeline) -> NewGrant:
    """Phase A: the strategy, long since accounted for."""
    return NewGrant(
        grant_id=PHASE_A,
        programme_id="BEISPIEL-SMART-CITY",
        title="Beispieldaten: Smart City Musterstadt, Phase A (Strategie)",
        phase=Phase.A,
        award_notice_number="BEISPIEL-436-A",
        award_date=line.a_award,
        funding_rate_bp=RATE_BP,
        period_start=line.a_start,
        period_end=line.a_end,
        earliest_contract_date=line.a_award,
        rule_pack="kfw436-2020",
        max_eligible_cents=ELIGIBLE_A_CENTS,
        max_grant_cents=share_of(ELIGIBLE_A_CENTS, RATE_BP),
    )


def grant_b(line: Timeline) -> NewGrant:
    """Phase B as first awarded; an amending notice prolongs it later."""
    return NewGrant(
        grant_id=PHASE_B,
        programme_id="BEISPIEL-SMART-CITY",
        title="Beispieldaten: Smart City Musterstadt, Phase B (Umsetzung)",
        phase=Phase.B,
        award_notice_number="BEISPIEL-436-B",
        award_date=line.b_award,
        funding_rate_bp=RATE_BP,
        period_start=line.b_start,
        period_end=line.b_first_end,
        earliest_contract_date=line.b_award,
        rule_pack="kfw436-2020",
        max_eligible_cents=ELIGIBLE_B_CENTS,
        max_grant_cents=share_of(ELIGIBLE_B_CENTS, RATE_BP),
    )


def new_measure(one: Measure, first: date, last: date) -> NewMeasure:
    """As entered at the start of a grant."""
    return NewMeasure(
        measure_id=one.measure_id,
        title=one.title,
        action_field=one.action_field,
        participation_origin=one.origin,
        lead="projektleitung",
        period_start=first,
        period_end=last,
        strategy_reference=one.strategy,
        goal=one.goal,
        partners=one.partners,
    )


def plan(
    measures: tuple[Measure, ...],
    first: date,
    last: date,
    basis: Basis,
    reason: str,
    *,
    reference: str | None = None,
    shifts: dict[str, int] | None = None,
) -> NewPlanVersion:
    """A plan version over the period; `shifts` move thousands of euros between lines."""
    moved = shifts or {}
    lines = tuple(
        _line(
            name, one.measure_id, category, (thousand + moved.get(name, 0)) * 100_000, first, last
        )
        for one in measures
        for name, category, thousand in one.lines
    )
    total = sum(one.planned_cents for one in lines)
    granted = share_of(total, RATE_BP)
    return NewPlanVersion(
        basis=basis,
        reason=reason,
        reference=reference,
        lines=lines,
        funding=(
            FundingSource(SourceKind.GRANT, "Zuwendung des Bundes über die KfW", granted),
            FundingSource(SourceKind.OWN, "Haushalt der Stadt Musterstadt", total - granted),
        ),
    )


def _line(
    name: str, measure_id: str, category: Category, cents: int, first: date, last: date
) -> PlanLine:
    """Spread over the calendar years by days, whole euros; the last year takes the rest."""
    days = {
        year: (
            min(last, date(year, 12, 31)) - max(first, date(year, 1, 1)) + timedelta(days=1)
        ).days
        for year in range(first.year, last.year + 1)
    }
    all_days = sum(days.values())
    years = {year: cents * part // all_days // 100 * 100 for year, part in days.items()}
    years[last.year] += cents - sum(years.values())
    return PlanLine(name, measure_id, category, cents, years)
