"""Indicators: what a measure changes, in numbers with a source (KNOW-02)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.domain.register import measure_violations, text_violations
from services.budget.domain.rulepack import Rules
from shared.errors import Violation

_NUMBER: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,4})?")


@dataclass(frozen=True)
class NewIndicator:
    """One indicator of a measure; values are decimal texts such as `12.5`, exact as measured."""

    measure_id: str
    name: str
    unit: str
    baseline: str
    target: str
    source: str
    actual: str | None = None
    measured_on: date | None = None


def check_indicator(
    new: NewIndicator, measures: Collection[str], _rules: Rules, today: date
) -> list[Violation]:
    """Every reason against this entry."""
    texts = {
        "name": ("der Name des Indikators", new.name),
        "unit": ("die Einheit", new.unit),
        "source": ("die Quelle der Werte", new.source),
    }
    found = [
        *measure_violations(new.measure_id, measures, "KNOW-02"),
        *text_violations(texts, "KNOW-02"),
        *_value_violations(new),
    ]
    if (new.actual is None) is not (new.measured_on is None):
        message = "Ein gemessener Wert hat einen Tag der Messung, und umgekehrt."
        found.append(Violation("measurement_incomplete", "KNOW-02", message, field="measured_on"))
    elif new.measured_on is not None and new.measured_on > today:
        message = "Gemessen wurde spätestens heute."
        found.append(Violation("measured_in_future", "KNOW-02", message, field="measured_on"))
    return found


def _value_violations(new: NewIndicator) -> Iterator[Violation]:
    values = {"baseline": new.baseline, "target": new.target, "actual": new.actual}
    for field, value in values.items():
        if value is not None and not _NUMBER.fullmatch(value):
            message = "Erwartet wird eine Zahl mit höchstens vier Stellen nach dem Komma."
            yield Violation("value_invalid", "KNOW-02", message, field=field)
