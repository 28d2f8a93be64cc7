"""Measures with their status, and plan versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from contracts.events.snapshots import (
    FundingSource,
    MeasureSnapshot,
    MeasureStatus,
    PlanBasis,
    PlanLine,
)


@dataclass(frozen=True)
class MeasureRecorded:
    """A measure of the approved strategy was entered."""

    TYPE: ClassVar[str] = "funding.budget.measure.recorded.v1"
    measure: MeasureSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeasureChanged:
    """Goal or partners of a measure were said anew, with the reason; `measure` is the whole."""

    TYPE: ClassVar[str] = "funding.budget.measure.changed.v1"
    measure: MeasureSnapshot
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeasureStatusSet:
    """A person said how a measure stands in a quarter."""

    TYPE: ClassVar[str] = "funding.budget.measure.status_set.v1"
    measure_id: str
    grant_id: str
    status: MeasureStatus
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanLinesListed:
    """Part `part` of `parts` of the lines of a plan version, before its closing event."""

    TYPE: ClassVar[str] = "funding.budget.plan.lines_listed.v1"
    grant_id: str
    version: int
    part: int
    parts: int
    lines: tuple[PlanLine, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanDrafted:
    """A plan version was entered (its lines came in the parts before); not yet in force."""

    TYPE: ClassVar[str] = "funding.budget.plan.drafted.v1"
    grant_id: str
    version: int
    basis: PlanBasis
    reference: str | None
    reason: str
    planned_cents: int
    funding: tuple[FundingSource, ...]
    opening: bool = False
    category_reason: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanPartlyReleased:
    """The first of two persons released a version that the service account drafted."""

    TYPE: ClassVar[str] = "funding.budget.plan.partly_released.v1"
    grant_id: str
    version: int
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanReleased:
    """A second person released the plan version: it counts from now on and never changes."""

    TYPE: ClassVar[str] = "funding.budget.plan.released.v1"
    grant_id: str
    version: int
    basis: PlanBasis
    reference: str | None
    reason: str
    planned_cents: int
    funding: tuple[FundingSource, ...]
    drafted_by: str
    opening: bool = False
    category_reason: str = ""
    related: tuple[str, ...] = ()
