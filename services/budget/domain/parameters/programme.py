"""PRG and ELG-10: what the programme pays at most, and what lowers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.budget.domain.parameters.specs import (
    CENTS,
    LINES,
    YES_NO,
    choice,
    numbers,
    parameter,
    whole,
)


@dataclass(frozen=True)
class ProgrammeParameters:
    """`cap_basis`: which maximum of the award notice counts. `income_treatment`: whether tied
    income reduces the base. `funding_rates_bp`: usual rates. `cap_phase_*_cents`: usual maxima;
    `first_measures_cap_cents` holds for first measures of phase A while it is active, of cost or of
    grant as `cap_basis` says.
    `phase_*_months`: how long a phase usually lasts at most (PRG-04). `form_numbers`: the funder's
    forms, each as `what: number` (PRG-08).
    """

    cap_basis: Literal["eligible", "grant"] = parameter(
        "Maßgeblicher Höchstbetrag", choice("eligible", "grant")
    )
    income_treatment: Literal["reduce_base", "record_only"] = parameter(
        "Umgang mit zweckgebundenen Einnahmen", choice("reduce_base", "record_only")
    )
    funding_rates_bp: tuple[int, ...] = parameter("Übliche Fördersätze", numbers(1, 10_000))
    cap_phase_a_cents: int = parameter("Üblicher Höchstbetrag der Phase A", CENTS)
    cap_phase_b_cents: int = parameter("Üblicher Höchstbetrag der Phase B", CENTS)
    first_measures_cap_cents: int = parameter("Höchstbetrag für erste Maßnahmen der Phase A", CENTS)
    first_measures_cap_active: bool = parameter("Höchstbetrag für erste Maßnahmen gilt", YES_NO)
    phase_a_months: int = parameter("Übliche Dauer der Phase A", whole(1, 240))
    phase_b_months: int = parameter("Übliche Dauer der Phase B", whole(1, 240))
    form_numbers: tuple[str, ...] = parameter("Formulare des Zuwendungsgebers", LINES)
