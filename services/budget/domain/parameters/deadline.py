"""Deadlines: how early who is told, and the days no notice of the funder names."""

from __future__ import annotations

from dataclasses import dataclass

from services.budget.domain.parameters.specs import numbers, parameter, texts, whole


@dataclass(frozen=True)
class DeadlineParameters:
    """`deadline_lead_days`: days before the end at which somebody is told, longest first.
    `deadline_told`: who is told at each of them; at a later one all earlier ones as well.
    `call_due_days`: days from the end of a call period to the day the call should have left.
    """

    deadline_lead_days: tuple[int, ...] = parameter("Erinnerung vor dem Ende", numbers(0, 365))
    deadline_told: tuple[str, ...] = parameter(
        "Wer erinnert wird",
        texts("grant_officer", "project_lead", "head_of_finance", "programme_head"),
    )
    call_due_days: int = parameter("Frist eines Mittelabrufs", whole(0, 365))
