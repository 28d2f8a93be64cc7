"""Expenditures: each event carries the whole row and its assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from contracts.events.snapshots import (
    CertificationKind,
    ExpenditureSnapshot,
)


@dataclass(frozen=True)
class ExpenditureRecorded:
    """An expenditure, an order, a part of a split or a replacement was entered."""

    TYPE: ClassVar[str] = "funding.budget.expenditure.recorded.v1"
    expenditure: ExpenditureSnapshot
    import_id: str | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpenditureChanged:
    """Fields were edited while no certification stood; `fields` names them."""

    TYPE: ClassVar[str] = "funding.budget.expenditure.changed.v1"
    expenditure: ExpenditureSnapshot
    fields: tuple[str, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpenditureReassessed:
    """Another event (amendment, evidence, part invoice, plan) changed the assessment."""

    TYPE: ClassVar[str] = "funding.budget.expenditure.reassessed.v1"
    expenditure: ExpenditureSnapshot
    cause: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpenditureCertified:
    """A certifier stood up for the facts or the figures."""

    TYPE: ClassVar[str] = "funding.budget.expenditure.certified.v1"
    expenditure: ExpenditureSnapshot
    kind: CertificationKind
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class CertificationWithdrawn:
    """The certifier took the own certification back before it was called."""

    TYPE: ClassVar[str] = "funding.budget.expenditure.certification_withdrawn.v1"
    expenditure: ExpenditureSnapshot
    kind: CertificationKind
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpenditureReturned:
    """A certifier sent the row back to the officer with a reason."""

    TYPE: ClassVar[str] = "funding.budget.expenditure.returned.v1"
    expenditure: ExpenditureSnapshot
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpenditurePaid:
    """The payment of a recorded invoice was entered or taken over from the ledger."""

    TYPE: ClassVar[str] = "funding.budget.expenditure.paid.v1"
    expenditure: ExpenditureSnapshot
    import_id: str | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class RetentionReleased:
    """A part of a security retention was paid out; the snapshot is the movement's own row."""

    TYPE: ClassVar[str] = "funding.budget.expenditure.retention_released.v1"
    expenditure: ExpenditureSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class CreditNoteRecorded:
    """A credit note reduced an expenditure; the snapshot is the movement's own row."""

    TYPE: ClassVar[str] = "funding.budget.expenditure.credit_note_recorded.v1"
    expenditure: ExpenditureSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderClosed:
    """The rest of an order was given up."""

    TYPE: ClassVar[str] = "funding.budget.expenditure.order_closed.v1"
    expenditure: ExpenditureSnapshot
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpenditureReversed:
    """Storno: the snapshot is the negative twin; the original follows as reassessed."""

    TYPE: ClassVar[str] = "funding.budget.expenditure.reversed.v1"
    expenditure: ExpenditureSnapshot
    original_id: str
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentFiled:
    """A file was added to an expenditure."""

    TYPE: ClassVar[str] = "funding.budget.expenditure.document_filed.v1"
    expenditure: ExpenditureSnapshot
    kind: str
    sha256: str
    related: tuple[str, ...] = ()
