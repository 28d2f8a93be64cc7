"""What the council allows a budget year, and what of it moves to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class AuthorisationSnapshot:
    """`nature` is `consumptive` or `investive`; `kind` is `appropriation` or `transfer`, which
    leaves `budget_year` for the next."""

    authorisation_id: str
    grant_id: str
    budget_year: int
    nature: str
    kind: str
    amount_cents: int
    reference: str
    reason: str


@dataclass(frozen=True)
class AuthorisationProposed:
    """An authorisation was entered; it counts only once a second person released it."""

    TYPE: ClassVar[str] = "funding.budget.authorisation.proposed.v1"
    authorisation: AuthorisationSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AuthorisationReleased:
    """A second person released the authorisation: from now on it counts."""

    TYPE: ClassVar[str] = "funding.budget.authorisation.released.v1"
    authorisation: AuthorisationSnapshot
    proposed_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AuthorisationWithdrawn:
    """An authorisation was taken back before anybody released it."""

    TYPE: ClassVar[str] = "funding.budget.authorisation.withdrawn.v1"
    authorisation: AuthorisationSnapshot
    withdrawal_reason: str
    related: tuple[str, ...] = ()
