"""Measures and their status per quarter (PRG-05). The light is proposed in `traffic_light`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.budget.domain.grant import Terms
from services.budget.domain.row_state import reason_violations
from shared.errors import Violation
from shared.periods import Period, PeriodError, PeriodKind, german_date


class Light(StrEnum):
    """Ampel."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def rank(self) -> int:
        """The worse the higher."""
        return list(Light).index(self)


@dataclass(frozen=True)
class NewMeasure:
    """A measure of the approved strategy, as entered.

    `first_measure` marks a first implementation measure of phase A (PRG-03), `charta_reference` the
    part of the Smart City Charta it follows (PRG-10). `partners` are organisations, not persons.
    """

    measure_id: str
    title: str
    action_field: str
    participation_origin: str
    lead: str
    period_start: date
    period_end: date
    strategy_reference: str
    first_measure: bool = False
    charta_reference: str = ""
    goal: str = ""
    partners: str = ""


@dataclass(frozen=True)
class Description:
    """What a measure is for, and the organisations with which the city does it."""

    goal: str
    partners: str


@dataclass(frozen=True)
class Milestone:
    """One milestone; `done_on` None while open."""

    title: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True)
class NewStatus:
    """A status of a measure for one quarter, as decided by a person."""

    period: str
    light: Light
    reason: str
    milestones: tuple[Milestone, ...] = ()
    risk: str = ""
    decision_needed: str = ""


def check_measure(new: NewMeasure, terms: Terms, existing: Sequence[str]) -> list[Violation]:
    """Every reason against this measure (PRG-05); `existing` are the ids taken in the grant."""
    texts = {
        "measure_id": "die Kennung der Maßnahme",
        "title": "der Titel der Maßnahme",
        "strategy_reference": "die Fundstelle in der Strategie",
    }
    found = [
        Violation("text_missing", "PRG-05", f"Es fehlt {what}.", field=field)
        for field, what in texts.items()
        if not str(getattr(new, field)).strip()
    ]
    if new.measure_id in existing:
        message = (
            f"Die Maßnahme „{new.measure_id}“ gibt es schon. Bitte eine andere Kennung wählen."
        )
        found.append(Violation("measure_exists", "PRG-05", message, field="measure_id"))
    if new.period_end < new.period_start:
        message = "Die Maßnahme endet vor ihrem Beginn."
        found.append(Violation("period_reversed", "PRG-05", message, field="period_end"))
    if not new.charta_reference.strip():
        message = (
            "Es fehlt, welcher Leitlinie der Smart City Charta die Maßnahme folgt. Bitte "
            "nachtragen; die Charta ist zu beachten."
        )
        found.append(
            Violation("charta_reference_missing", "PRG-10", message, "warning", "charta_reference")
        )
    if new.period_start < terms.period_start or new.period_end > terms.period_end:
        message = (
            f"Die Maßnahme reicht über den Bewilligungszeitraum ({german_date(terms.period_start)} "
            f"bis {german_date(terms.period_end)}) hinaus; dort ist nichts zuwendungsfähig."
        )
        found.append(
            Violation("measure_outside_period", "ELG-03", message, "warning", "period_end")
        )
    return found


def check_description(before: NewMeasure, new: Description, reason: str) -> list[Violation]:
    """Every reason against describing a measure anew (PRG-05)."""
    found = list(reason_violations(reason, "PRG-05"))
    if new == Description(before.goal, before.partners):
        message = "Ziel und Partner der Maßnahme stehen schon so da; es gibt nichts zu ändern."
        found.append(Violation("measure_unchanged", "PRG-05", message, field="goal"))
    return found


def check_status(new: NewStatus, proposed: Light) -> list[Violation]:
    """Every reason against this status; a light other than the proposed one needs a reason."""
    found = []
    try:
        is_quarter = Period.parse(new.period).kind is PeriodKind.QUARTER
    except PeriodError:
        is_quarter = False
    if not is_quarter:
        message = f"Ein Stand gilt für ein Quartal wie 2026-Q1, nicht für „{new.period[:20]}“."
        found.append(Violation("period_invalid", "FMT-02", message, field="period"))
    if not new.reason.strip() and (new.light is not Light.GREEN or new.light is not proposed):
        message = (
            "Bitte die Ampel begründen: sie steht nicht auf Grün oder weicht vom Vorschlag ab."
        )
        found.append(Violation("reason_missing", "PRG-05", message, field="reason"))
    if new.light.rank < proposed.rank:
        message = "Die gewählte Ampel ist besser als der Vorschlag; der Bericht zeigt beide."
        found.append(Violation("light_better_than_proposed", "PRG-05", message, "warning", "light"))
    return found
