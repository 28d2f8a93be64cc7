"""What came from outside: e-invoices, exports of the finance system, openings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from contracts.events.findings import Finding


@dataclass(frozen=True)
class InvoiceReceived:
    """An e-invoice was read; its original bytes are kept under their hash."""

    TYPE: ClassVar[str] = "funding.budget.invoice.received.v1"
    invoice_id: str
    grant_id: str
    format: str
    sha256: str
    findings: tuple[Finding, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportUploaded:
    """A file of the finance system was read for preview."""

    TYPE: ClassVar[str] = "funding.budget.import.uploaded.v1"
    import_id: str
    grant_id: str
    profile: str
    sha256: str
    accepted: int
    rejected: int
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportCommitted:
    """The accepted rows of an import were taken over in one transaction."""

    TYPE: ClassVar[str] = "funding.budget.import.committed.v1"
    import_id: str
    grant_id: str
    profile: str
    sha256: str
    uploaded_by: str
    recorded: int
    payments: int
    known: int
    rejected: int
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpeningProposed:
    """A running grant was uploaded for takeover; it counts once a second person released it."""

    TYPE: ClassVar[str] = "funding.budget.opening.proposed.v1"
    opening_id: str
    grant_id: str
    sha256: str
    expenditures: int
    drawdowns: int
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpeningPartlyReleased:
    """The first of two persons released a takeover that the service account proposed."""

    TYPE: ClassVar[str] = "funding.budget.opening.partly_released.v1"
    opening_id: str
    grant_id: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpeningReleased:
    """The takeover counts; its rows came as events of their own, marked `opening`."""

    TYPE: ClassVar[str] = "funding.budget.opening.released.v1"
    opening_id: str
    grant_id: str
    proposed_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class GrantMovedOut:
    """The lists of a grant were taken along as a ZIP with this hash; it holds names of payees."""

    TYPE: ClassVar[str] = "funding.budget.grant.moved_out.v1"
    grant_id: str
    sha256: str


@dataclass(frozen=True)
class ReceiptsBundled:
    """The files of a call (None: of the whole grant) were put into one ZIP with this hash."""

    TYPE: ClassVar[str] = "funding.budget.receipts.bundled.v1"
    bundle_id: str
    grant_id: str
    drawdown_id: str | None
    sha256: str
    files: int
    related: tuple[str, ...] = ()
