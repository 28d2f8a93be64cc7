"""Base rates (§ 247 BGB), which interest is computed with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class BaseRateProposed:
    """Somebody entered the rate of a half-year; it counts only once a second person confirmed it.

    `rate_bp` may be negative; `source` says where the rate was announced.
    """

    TYPE: ClassVar[str] = "funding.budget.base_rate.proposed.v1"
    valid_from: date
    version: int
    rate_bp: int
    source: str
    correction_reason: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class BaseRateConfirmed:
    """The rate counts from now on."""

    TYPE: ClassVar[str] = "funding.budget.base_rate.confirmed.v1"
    valid_from: date
    version: int
    rate_bp: int
    source: str
    proposed_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class BaseRateWithdrawn:
    """A proposal was taken back before anybody confirmed it."""

    TYPE: ClassVar[str] = "funding.budget.base_rate.withdrawn.v1"
    valid_from: date
    version: int
    rate_bp: int
    reason: str
    related: tuple[str, ...] = ()
