"""Measures and the proposal for their traffic light: the system proposes, a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.budget.domain.grant import Terms
from shared.errors import Violation


class Light(StrEnum):
    """Ampel."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class NewMeasure:
    """A measure of the approved strategy, as entered."""

    measure_id: str
    title: str
    action_field: str
    participation_origin: str
    lead: str
    period_start: date
    period_end: date
    strategy_reference: str


@dataclass(frozen=True)
class Milestone:
    """One milestone; `done_on` None while open."""

    title: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True)
class MeasureFacts:
    """What the proposal looks at, as of the end of the period."""

    period_end: date
    planned_cents: int
    eligible_cents: int
    expected_eligible_cents: int
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True)
class Criterion:
    """One reason for a light, in German."""

    light: Light
    message: str


@dataclass(frozen=True)
class LightProposal:
    """The worst light of all criteria, with the criteria; never empty."""

    light: Light
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class NewStatus:
    """A status of a measure for one quarter, as decided by a person."""

    period: str
    light: Light
    reason: str
    milestones: tuple[Milestone, ...]
    risk: str
    decision_needed: str


def check_measure(new: NewMeasure, terms: Terms, existing: Sequence[str]) -> list[Violation]:
    """Every reason against this measure (PRG-05: it must stand in the strategy)."""
    raise NotImplementedError


def check_status(new: NewStatus, proposal: LightProposal) -> list[Violation]:
    """Every reason against this status; a better light than proposed needs a reason."""
    raise NotImplementedError


def propose_light(facts: MeasureFacts, as_of: date) -> LightProposal:
    """Propose the light for a measure as of a day."""
    raise NotImplementedError
