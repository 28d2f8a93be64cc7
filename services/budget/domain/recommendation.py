"""Recommendations of the programme's advisers, and what the city makes of them (PRG-11)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.domain.register import measure_violations, text_violations
from services.budget.domain.rulepack import Rules
from shared.errors import Violation

STATES: Final = {
    "open": "offen",
    "in_progress": "in Arbeit",
    "followed": "umgesetzt",
    "not_followed": "nicht gefolgt",
}
"""How far the city is with a recommendation; in German."""


@dataclass(frozen=True)
class NewRecommendation:
    """One recommendation; `adviser` is an organisation, `measure_id` empty where it concerns all.

    `reason` says what was done, or why it is not followed.
    """

    measure_id: str
    received_on: date
    adviser: str
    text: str
    status: str = "open"
    reason: str = ""


def check_recommendation(
    new: NewRecommendation, measures: Collection[str], _rules: Rules, today: date
) -> list[Violation]:
    """Every reason against this entry."""
    texts = {"adviser": ("wer empfohlen hat", new.adviser), "text": ("die Empfehlung", new.text)}
    found = [
        *measure_violations(new.measure_id, measures, "PRG-11", required=False),
        *text_violations(texts, "PRG-11"),
    ]
    if new.received_on > today:
        message = "Die Empfehlung ist erst einzutragen, wenn sie da ist."
        found.append(Violation("received_in_future", "PRG-11", message, field="received_on"))
    if new.status not in STATES:
        message = f"Den Stand „{new.status[:20]}“ gibt es nicht."
        found.append(Violation("recommendation_state", "PRG-11", message, field="status"))
    elif new.status in ("followed", "not_followed") and not new.reason.strip():
        message = (
            "Die Stadt hat sich verpflichtet, Empfehlungen zu berücksichtigen. Bitte angeben, was "
            "umgesetzt ist oder warum ihr nicht gefolgt wird."
        )
        found.append(Violation("reason_missing", "PRG-11", message, field="reason"))
    return found
