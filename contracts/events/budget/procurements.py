"""Procurement files (Vergabeakten): opened, filled, completed, released by a second person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from contracts.events.findings import DecidingValue, Finding


@dataclass(frozen=True)
class ProcurementItem:
    """One item of the checklist: its files by SHA-256, or why there is nothing to file."""

    item: str
    is_wanted: bool
    files: tuple[str, ...]
    unneeded_reason: str


@dataclass(frozen=True)
class ContractChange:
    """A change of the contract (Nachtrag): signed net cents, on a day."""

    net_cents: int
    changed_on: date
    reason: str


@dataclass(frozen=True)
class PenaltyClaim:
    """A contract penalty that was claimed, booked as a credit note of that expenditure."""

    amount_cents: int
    claimed_on: date
    expenditure_id: str


@dataclass(frozen=True)
class ProcurementSnapshot:
    """A procurement file as it stands after the event: all a procurement overview (R14) prints.

    Amounts are net cents. `regime` is the law of the day of the contract (of the event before there
    is one), `contract_net_cents` the award with all changes; key and creditor are empty before it.
    `kind` is what is bought: value limits differ by it.
    Rows of the file name it in their `procurement_id`; a part invoice without one belongs to the
    file of its order. `is_complete`: released and nothing missing. `penalty_due_cents` is what the
    contract gives as of the event, `penalty_claimed_cents` what was claimed of it.
    """

    procurement_id: str
    grant_id: str
    number: int
    measure_id: str
    relation: Literal["contract", "pass_on"]
    subject: str
    key_id: str
    sealed_creditor: str
    regime: str
    procedure: str
    procedure_reason: str
    estimate_net_cents: int
    award_net_cents: int | None
    contract_net_cents: int
    bidders_asked: int
    offers_received: int
    contract_date: date | None
    delivery_due_on: date | None
    delivered_on: date | None
    clauses: tuple[str, ...]
    items: tuple[ProcurementItem, ...]
    changes: tuple[ContractChange, ...]
    penalties: tuple[PenaltyClaim, ...]
    penalty_due_cents: int
    penalty_claimed_cents: int
    status: Literal["open", "completed", "released"]
    is_complete: bool
    findings: tuple[Finding, ...]
    rule_pack: str
    rule_pack_version: str
    splitting_reason: str = ""
    kind: Literal["works", "supplies", "services"] = "services"
    values: tuple[DecidingValue, ...] = ()


@dataclass(frozen=True)
class ProcurementOpened:
    """A file was opened."""

    TYPE: ClassVar[str] = "funding.budget.procurement.opened.v1"
    procurement: ProcurementSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProcurementChanged:
    """Facts of a file were changed; it is to be completed and released (again)."""

    TYPE: ClassVar[str] = "funding.budget.procurement.changed.v1"
    procurement: ProcurementSnapshot
    fields: tuple[str, ...]
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProcurementDocumentFiled:
    """A file was added to an item of the checklist."""

    TYPE: ClassVar[str] = "funding.budget.procurement.document_filed.v1"
    procurement: ProcurementSnapshot
    item: str
    sha256: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProcurementItemDispensed:
    """Somebody said why an item has nothing to file."""

    TYPE: ClassVar[str] = "funding.budget.procurement.item_dispensed.v1"
    procurement: ProcurementSnapshot
    item: str
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ContractChanged:
    """The contract was changed (Nachtrag); the file is to be completed and released again."""

    TYPE: ClassVar[str] = "funding.budget.procurement.contract_changed.v1"
    procurement: ProcurementSnapshot
    change: ContractChange
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeliveryRecorded:
    """The contractor delivered."""

    TYPE: ClassVar[str] = "funding.budget.procurement.delivered.v1"
    procurement: ProcurementSnapshot
    delivered_on: date
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class PenaltyClaimed:
    """A contract penalty was claimed and deducted from the cost."""

    TYPE: ClassVar[str] = "funding.budget.procurement.penalty_claimed.v1"
    procurement: ProcurementSnapshot
    claim: PenaltyClaim
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProcurementCompleted:
    """One person says that the file is complete."""

    TYPE: ClassVar[str] = "funding.budget.procurement.declared_complete.v1"
    procurement: ProcurementSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProcurementReleased:
    """A second person looked through the file and released it."""

    TYPE: ClassVar[str] = "funding.budget.procurement.released.v1"
    procurement: ProcurementSnapshot
    completed_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProcurementReturned:
    """A second person gave the file back."""

    TYPE: ClassVar[str] = "funding.budget.procurement.returned.v1"
    procurement: ProcurementSnapshot
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProcurementReassessed:
    """Something else changed what is found at the file: another file, the law, a waiver."""

    TYPE: ClassVar[str] = "funding.budget.procurement.reassessed.v1"
    procurement: ProcurementSnapshot
    cause: str
    related: tuple[str, ...] = ()
