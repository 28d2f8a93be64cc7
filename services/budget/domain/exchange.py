"""Exchange with other model projects and beyond, as a log (KNOW-01)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from services.budget.domain.deciding_values import cited
from services.budget.domain.register import (
    address_violations,
    measure_violations,
    text_violations,
)
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.periods import add_months, german_date


@dataclass(frozen=True)
class NewExchange:
    """One exchange; `partner` is an organisation, `measure_id` is empty where it concerns all."""

    measure_id: str
    held_on: date
    partner: str
    topic: str
    material: str = ""
    material_url: str = ""
    is_model_project: bool = False


def check_exchange(
    new: NewExchange, measures: Collection[str], _rules: Rules, today: date
) -> list[Violation]:
    """Every reason against this entry."""
    texts = {"partner": ("der Partner", new.partner), "topic": ("das Thema", new.topic)}
    found = [
        *measure_violations(new.measure_id, measures, "KNOW-01", required=False),
        *text_violations(texts, "KNOW-01"),
        *address_violations({"material_url": new.material_url}, "KNOW-01"),
    ]
    if new.held_on > today:
        message = "Ein Austausch, der erst noch stattfindet, gehört noch nicht in das Protokoll."
        found.append(Violation("exchange_in_future", "KNOW-01", message, field="held_on"))
    return found


def exchange_findings(
    held: Sequence[date], since: date, until: date, rules: Rules
) -> list[Violation]:
    """A warning where nothing was exchanged for longer than the pack allows.

    `since` is the first day of the funding period, `until` today or its last day; the day that lies
    whole months after the last exchange is still in time.
    """
    months = rules.register.exchange_months
    last = max((day for day in held if day <= until), default=since)
    if not months or until <= add_months(last, months):
        return []
    message = (
        f"Seit dem {german_date(last)} ist kein Austausch eingetragen; erwartet wird er mindestens "
        f"alle {months} Monate."
    )
    return cited([Violation("exchange_overdue", "KNOW-01", message, "warning")], rules)
