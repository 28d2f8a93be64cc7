"""NOTE: how long a notice to the funder may take."""

from __future__ import annotations

from dataclasses import dataclass

from services.budget.domain.parameters.specs import parameter, whole


@dataclass(frozen=True)
class NoticeParameters:
    """`notice_due_days`: days from the occasion to the last day on which the notice is sent."""

    notice_due_days: int = parameter("Frist einer Mitteilung", whole(0, 365))
