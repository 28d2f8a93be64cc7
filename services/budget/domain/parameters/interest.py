"""INT: how interest is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.budget.domain.parameters.specs import choice, parameter


@dataclass(frozen=True)
class InterestParameters:
    """`day_count`: convention of INT-07."""

    day_count: Literal["act/365", "act/act", "30/360"] = parameter(
        choice("act/365", "act/act", "30/360")
    )
