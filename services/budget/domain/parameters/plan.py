"""PLAN: how far the financing plan binds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.budget.domain.parameters.specs import BASIS_POINTS, CENTS, choice, parameter, whole


@dataclass(frozen=True)
class PlanParameters:
    """PLAN-02: `line_excess` says whether exceeding a line by more than `line_tolerance_bp` warns
    or blocks; `line_warning_bp` is the early warning. `plan_total`: whether the plan's total caps
    the eligible cost (PLAN-01). `reduction_threshold_cents`: smaller changes reduce nothing
    (PLAN-06). `reallocation_free`: which shifts need no approval document (PRG-13).
    `voucher_excess_bp`: by how much a single entry may exceed the whole plan; above it is a slip of
    the keyboard (PLAN-01).
    """

    line_excess: Literal["warn", "block"] = parameter(
        "Überschreiten eines Einzelansatzes", choice("warn", "block")
    )
    line_tolerance_bp: int = parameter(
        "Zulässige Überschreitung eines Einzelansatzes", BASIS_POINTS
    )
    line_warning_bp: int = parameter("Vorwarnung beim Einzelansatz", BASIS_POINTS)
    plan_total: Literal["warn", "cap"] = parameter(
        "Überschreiten der Plansumme", choice("warn", "cap")
    )
    voucher_excess_bp: int = parameter(
        "Ein einzelner Beleg: zulässiges Mehr über dem ganzen Plan", whole(0, 1_000_000)
    )
    reduction_threshold_cents: int = parameter("Grenze, unter der nichts ermäßigt wird", CENTS)
    reallocation_free: Literal["approved_measures", "same_measure", "never"] = parameter(
        "Verschiebungen ohne Zustimmung", choice("approved_measures", "same_measure", "never")
    )
