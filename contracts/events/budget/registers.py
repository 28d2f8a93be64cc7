"""Registers beside the money: software, exchange, publications, indicators (OSS, KNOW, PUB).

Every entry has versions that only ever follow each other; each event carries the whole entry.
Texts are clear: their fields ask for no names of persons.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class RegisterPlace:
    """Where an entry stands: `number` runs per grant and register, `version` counts its changes.

    `change_reason` says why a later version replaced the one before.
    """

    entry_id: str
    grant_id: str
    number: int
    version: int
    measure_id: str
    change_reason: str


@dataclass(frozen=True)
class SoftwareRecorded:
    """Software paid for by the programme (OSS-01, OSS-03).

    `status` is `in_development`, `published` or `not_published` (then with a reason); addresses are
    empty where there is none yet. `missing` are the codes of what is not there.
    """

    TYPE: ClassVar[str] = "funding.budget.software.recorded.v1"
    place: RegisterPlace
    name: str
    licence: str
    repository_url: str
    documentation_url: str
    opencode_url: str
    status: str
    published_on: date | None
    unpublished_reason: str
    missing: tuple[str, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExchangeRecorded:
    """An exchange with others: who as an organisation, on what, with which material (KNOW-01)."""

    TYPE: ClassVar[str] = "funding.budget.exchange.recorded.v1"
    place: RegisterPlace
    held_on: date
    partner: str
    topic: str
    material: str
    material_url: str
    is_model_project: bool
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicationRecorded:
    """A publication, and whether it shows the funding notice and the logos (PUB-01)."""

    TYPE: ClassVar[str] = "funding.budget.publication.recorded.v1"
    place: RegisterPlace
    title: str
    medium: str
    published_on: date
    url: str
    has_funding_notice: bool
    has_logos: bool
    missing: tuple[str, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndicatorRecorded:
    """What a measure changes, in numbers (KNOW-02): values are decimal texts such as `12.5`.

    `actual` is None while nothing was measured; `measured_on` is the day of the measurement.
    """

    TYPE: ClassVar[str] = "funding.budget.indicator.recorded.v1"
    place: RegisterPlace
    name: str
    unit: str
    baseline: str
    target: str
    actual: str | None
    measured_on: date | None
    source: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeasureClosed:
    """A measure was closed: done, with its software published and documented (OSS-01).

    `without_software`: whoever closed it said that none was commissioned.
    """

    TYPE: ClassVar[str] = "funding.budget.measure.closed.v1"
    measure_id: str
    grant_id: str
    closed_on: date
    result: str
    related: tuple[str, ...] = ()
    without_software: bool = False


@dataclass(frozen=True)
class MeasureReopened:
    """A closed measure is worked on again."""

    TYPE: ClassVar[str] = "funding.budget.measure.reopened.v1"
    measure_id: str
    grant_id: str
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecommendationRecorded:
    """A recommendation of the programme's advisers (PRG-11).

    `status` is `open`, `in_progress`, `followed` or `not_followed`; `reason` says what was done or
    why not.
    """

    TYPE: ClassVar[str] = "funding.budget.recommendation.recorded.v1"
    place: RegisterPlace
    received_on: date
    adviser: str
    text: str
    status: str
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AllocationKeyRecorded:
    """A key of mixed use in basis points, `proposed`, `approved` by a second person or `ended`."""

    TYPE: ClassVar[str] = "funding.budget.allocation_key.recorded.v1"
    place: RegisterPlace
    name: str
    share_bp: int
    basis: str
    documented_on: date
    status: str
    related: tuple[str, ...] = ()
