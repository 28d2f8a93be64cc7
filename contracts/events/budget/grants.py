"""Grants: proposal, award, amendments, evidence, incomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from contracts.events.snapshots import (
    GrantSnapshot,
    SourceKind,
)


@dataclass(frozen=True)
class GrantProposed:
    """A grant was entered; it counts only once the head of finance confirmed it."""

    TYPE: ClassVar[str] = "funding.budget.grant.proposed.v1"
    grant: GrantSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class GrantAwarded:
    """The head of finance confirmed the grant: it is active."""

    TYPE: ClassVar[str] = "funding.budget.grant.awarded.v1"
    grant: GrantSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AmendmentProposed:
    """An amending notice was entered; terms do not change before its confirmation."""

    TYPE: ClassVar[str] = "funding.budget.amendment.proposed.v1"
    amendment_id: str
    grant_id: str
    reference: str
    decided_on: date
    valid_from: date
    changes: dict[str, str]
    file_sha256: str | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AmendmentConfirmed:
    """New terms are in force; the snapshot carries all versions."""

    TYPE: ClassVar[str] = "funding.budget.amendment.confirmed.v1"
    amendment_id: str
    grant: GrantSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class EvidenceFiled:
    """A decision or approval was filed; gates may open."""

    TYPE: ClassVar[str] = "funding.budget.evidence.filed.v1"
    evidence_id: str
    kind: str
    decided_on: date
    reference: str
    valid_from: date | None
    measures: tuple[str, ...]
    file_sha256: str | None
    grant: GrantSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class IncomeRecorded:
    """Money of others, or income tied to the purpose, came in."""

    TYPE: ClassVar[str] = "funding.budget.income.recorded.v1"
    income_id: str
    grant_id: str
    source_kind: SourceKind
    source: str
    received_on: date
    amount_cents: int
    measure_id: str | None
    related: tuple[str, ...] = ()
