"""INT: how interest is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.budget.domain.parameters.specs import BASIS_POINTS, choice, parameter


@dataclass(frozen=True)
class InterestParameters:
    """`day_count`: convention of INT-07. `interest_margin_bp`: points above the base rate (INT-01).
    `late_use_start`: whether interest on money used late runs from the day after the payout or
    from the day after the use window (INT-03).
    """

    day_count: Literal["act/365", "act/act", "30/360"] = parameter(
        "Zinstage", choice("act/365", "act/act", "30/360")
    )
    interest_margin_bp: int = parameter("Zinsaufschlag auf den Basiszinssatz", BASIS_POINTS)
    late_use_start: Literal["payout", "window"] = parameter(
        "Beginn der Zinsen bei später Verwendung", choice("payout", "window")
    )
