"""PRG and ELG-10: what the programme pays at most, and what lowers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.budget.domain.parameters.specs import CENTS, YES_NO, choice, numbers, parameter


@dataclass(frozen=True)
class ProgrammeParameters:
    """`cap_basis`: which maximum of the award notice counts. `income_treatment`: whether tied
    income reduces the base. `funding_rates_bp`: usual rates. `cap_phase_*_cents`: usual maxima;
    `first_measures_cap_cents` holds for first measures of phase A while it is active.
    """

    cap_basis: Literal["eligible", "grant"] = parameter(choice("eligible", "grant"))
    income_treatment: Literal["reduce_base", "record_only"] = parameter(
        choice("reduce_base", "record_only")
    )
    funding_rates_bp: tuple[int, ...] = parameter(numbers(1, 10_000))
    cap_phase_a_cents: int = parameter(CENTS)
    cap_phase_b_cents: int = parameter(CENTS)
    first_measures_cap_cents: int = parameter(CENTS)
    first_measures_cap_active: bool = parameter(YES_NO)
