"""Retention (RET-01 to RET-06): when periods begin, holds, deletions by two persons, read tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class AnnualAccountsAdopted:
    """One person noted that the council resolved on the annual accounts of a budget year. It
    counts once another person confirmed it."""

    TYPE: ClassVar[str] = "funding.budget.annual_accounts.adopted.v1"
    budget_year: int
    resolved_on: date
    reference: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnnualAccountsConfirmed:
    """A second person confirmed the resolution: RET-01 begins with the year after it. A later
    confirmed statement on the same year takes the place of the earlier."""

    TYPE: ClassVar[str] = "funding.budget.annual_accounts.confirmed.v1"
    budget_year: int
    resolved_on: date
    reference: str
    stated_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class LegalHoldSet:
    """An audit, objection or lawsuit is open: nothing of the grant is deleted."""

    TYPE: ClassVar[str] = "funding.budget.legal_hold.set.v1"
    hold_id: str
    grant_id: str
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class LegalHoldLifted:
    """Another person lifted the hold."""

    TYPE: ClassVar[str] = "funding.budget.legal_hold.lifted.v1"
    hold_id: str
    grant_id: str
    reason: str
    set_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeletionProposed:
    """Documents whose retention ended are to be deleted; `files` counts them."""

    TYPE: ClassVar[str] = "funding.budget.deletion.proposed.v1"
    deletion_id: str
    grant_id: str
    reason: str
    files: int
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ErasedFile:
    """One document that was deleted: its hash, what it was, and the period that had ended."""

    sha256: str
    kind: str
    object: str
    kept_until: date
    rule: str


@dataclass(frozen=True)
class DeletionReleased:
    """A second person released the deletion: the bytes are gone. Part `part` of `parts`."""

    TYPE: ClassVar[str] = "funding.budget.deletion.released.v1"
    deletion_id: str
    grant_id: str
    proposed_by: str
    part: int
    parts: int
    files: tuple[ErasedFile, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeletionWithdrawn:
    """A proposal was taken back; nothing was deleted."""

    TYPE: ClassVar[str] = "funding.budget.deletion.withdrawn.v1"
    deletion_id: str
    grant_id: str
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadTestDone:
    """Every stored document of the grant was read and its hash compared (RET-02).

    `missing` and `damaged` name at most 100 hashes each; the counts are complete.
    """

    TYPE: ClassVar[str] = "funding.budget.read_test.done.v1"
    grant_id: str
    files: int
    size_bytes: int
    missing_count: int
    damaged_count: int
    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
