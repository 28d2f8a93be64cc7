"""The register of who may certify: appointments and delegations, each in two persons' hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from contracts.events.snapshots import CertificationKind

EntryStatus = Literal["proposed", "confirmed", "revoked"]


@dataclass(frozen=True)
class AuthoritySnapshot:
    """One appointment by the head of administration; `limit_cents` None is without limit.

    `reference` names the document of the appointment, no person.
    """

    authority_id: str
    grant_id: str
    user_id: str
    kind: CertificationKind
    limit_cents: int | None
    measures: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    reference: str
    file_sha256: str | None
    status: EntryStatus
    revoked_on: date | None = None


@dataclass(frozen=True)
class DelegationSnapshot:
    """Who acts for whom, from and to; why stays in budget, it may concern a person's health."""

    delegation_id: str
    authority_id: str
    grant_id: str
    delegator_id: str
    delegate_id: str
    valid_from: date
    valid_to: date
    status: EntryStatus
    revoked_on: date | None = None


@dataclass(frozen=True)
class AuthorityProposed:
    """Somebody proposed that a person may certify."""

    TYPE: ClassVar[str] = "funding.budget.authority.proposed.v1"
    authority: AuthoritySnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AuthorityConfirmed:
    """A second person put an appointment into the register."""

    TYPE: ClassVar[str] = "funding.budget.authority.confirmed.v1"
    authority: AuthoritySnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AuthorityRevoked:
    """An appointment ended at once: taking a right away needs no second person."""

    TYPE: ClassVar[str] = "funding.budget.authority.revoked.v1"
    authority: AuthoritySnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DelegationProposed:
    """Somebody proposed a deputy for a period."""

    TYPE: ClassVar[str] = "funding.budget.delegation.proposed.v1"
    delegation: DelegationSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DelegationConfirmed:
    """A second person confirmed the deputy."""

    TYPE: ClassVar[str] = "funding.budget.delegation.confirmed.v1"
    delegation: DelegationSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DelegationRevoked:
    """A delegation ended at once."""

    TYPE: ClassVar[str] = "funding.budget.delegation.revoked.v1"
    delegation: DelegationSnapshot
    related: tuple[str, ...] = ()
