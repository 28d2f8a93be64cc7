"""PLAN: how far the financing plan binds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.budget.domain.parameters.specs import BASIS_POINTS, choice, parameter


@dataclass(frozen=True)
class PlanParameters:
    """PLAN-02: `line_excess` says whether exceeding a line by more than `line_tolerance_bp` warns
    or blocks; `line_warning_bp` is the early warning.
    """

    line_excess: Literal["warn", "block"] = parameter(choice("warn", "block"))
    line_tolerance_bp: int = parameter(BASIS_POINTS)
    line_warning_bp: int = parameter(BASIS_POINTS)
