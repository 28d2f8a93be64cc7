"""What the funder determined in the course of a grant: recorded by one, confirmed by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class DeterminationSnapshot:
    """What the funder determined in the course of a grant; it counts from `valid_from` on.

    `kind` is `cover_up_to_cost`, `cover_proportional`, `authority_overrun`, `reduction` or
    `repayment`; `figures` are cents by name, as they were when it was entered.
    """

    determination_id: str
    grant_id: str
    kind: str
    decided_on: date
    valid_from: date
    reference: str
    reason: str
    budget_line: str | None
    final_eligible_cents: int | None
    figures: dict[str, int]
    file_sha256: str | None


@dataclass(frozen=True)
class DeterminationProposed:
    """A determination was entered; it counts only once a second person confirmed it."""

    TYPE: ClassVar[str] = "funding.budget.determination.proposed.v1"
    determination: DeterminationSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeterminationConfirmed:
    """A second person confirmed the determination: it counts from its `valid_from` on."""

    TYPE: ClassVar[str] = "funding.budget.determination.confirmed.v1"
    determination: DeterminationSnapshot
    proposed_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeterminationWithdrawn:
    """A determination was taken back before anybody confirmed it."""

    TYPE: ClassVar[str] = "funding.budget.determination.withdrawn.v1"
    determination: DeterminationSnapshot
    reason: str
    related: tuple[str, ...] = ()
