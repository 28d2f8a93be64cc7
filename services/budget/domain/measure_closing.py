"""Closing a measure: its software is out, its indicators are measured (OSS-01, KNOW-02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.budget.domain.indicator import NewIndicator
from services.budget.domain.rulepack import Rules
from services.budget.domain.software import NewSoftware, closing_gaps
from shared.errors import Violation


@dataclass(frozen=True)
class NewClosing:
    """What a person states when a measure is done; `without_software`: none was commissioned."""

    closed_on: date
    result: str
    without_software: bool = False


def check_closing(
    new: NewClosing,
    software: Sequence[NewSoftware],
    indicators: Sequence[NewIndicator],
    rules: Rules,
    *,
    period_start: date,
    today: date,
) -> list[Violation]:
    """Every reason against closing the measure on that day; unmeasured indicators warn."""
    found = closing_gaps(software, rules, without_software=new.without_software)
    if not new.result.strip():
        message = "Bitte in einem Satz sagen, was erreicht wurde."
        found.append(Violation("reason_missing", "KNOW-02", message, field="result"))
    if not period_start <= new.closed_on <= today:
        message = "Abgeschlossen wird eine Maßnahme zwischen ihrem Beginn und heute."
        found.append(Violation("closing_out_of_range", "PRG-05", message, field="closed_on"))
    if not indicators:
        message = (
            "Zu dieser Maßnahme gibt es keinen Indikator; ihre Wirkung lässt sich nicht sagen."
        )
        found.append(Violation("indicator_missing", "KNOW-02", message, "warning"))
    for one in indicators:
        if one.actual is None:
            message = f"Der Indikator „{one.name}“ ist noch nicht gemessen."
            found.append(Violation("indicator_unmeasured", "KNOW-02", message, "warning"))
    return found
