"""Shifts between lines or years of the plan: proposed by one person, released by another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class PlanShift:
    """Cents moved from a line and year to another."""

    from_line: str
    from_year: int
    to_line: str
    to_year: int
    amount_cents: int


@dataclass(frozen=True)
class ReallocationSnapshot:
    """A reallocation (`reallocation`), or unused yearly money moved on (`rephasing`).

    `plan_version` is the version it became, once released.
    """

    reallocation_id: str
    grant_id: str
    number: int
    kind: str
    reason: str
    category_reason: str
    reference: str
    shifts: tuple[PlanShift, ...]
    plan_version: int | None


@dataclass(frozen=True)
class ReallocationProposed:
    """A shift was proposed; the plan does not change before its release."""

    TYPE: ClassVar[str] = "funding.budget.reallocation.proposed.v1"
    reallocation: ReallocationSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReallocationReleased:
    """A second person released the shift: a new plan version carries it."""

    TYPE: ClassVar[str] = "funding.budget.reallocation.released.v1"
    reallocation: ReallocationSnapshot
    proposed_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReallocationWithdrawn:
    """A shift was taken back, or the funder declined it."""

    TYPE: ClassVar[str] = "funding.budget.reallocation.withdrawn.v1"
    reallocation: ReallocationSnapshot
    withdrawal_reason: str
    related: tuple[str, ...] = ()
