"""MUN: what may move from one budget year to the next."""

from __future__ import annotations

from dataclasses import dataclass

from services.budget.domain.parameters.specs import parameter, texts


@dataclass(frozen=True)
class BudgetYearParameters:
    """`transfer_again`: of which money an authorisation that was transferred once may move on
    again (MUN-13)."""

    transfer_again: tuple[str, ...] = parameter(
        "Zweite Übertragung ins Folgejahr", texts("consumptive", "investive")
    )
