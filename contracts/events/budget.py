"""Events of the budget service: "Is this cost allowed, and who said so?"

`related` names other subjects the event touches (`expenditure/ID`, `measure/ID` …), so that a
history can be asked by either. `reason` is text a user typed for the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from contracts.events.snapshots import (
    AccessSnapshot,
    CertificationKind,
    DrawdownSnapshot,
    ExpenditureSnapshot,
    Finding,
    FundingSource,
    GrantSnapshot,
    MeasureSnapshot,
    MeasureStatus,
    PlanBasis,
    PlanLine,
    SourceKind,
)

# --- grants ---------------------------------------------------------------------------------


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


# --- measures and plan ----------------------------------------------------------------------


@dataclass(frozen=True)
class MeasureRecorded:
    """A measure of the approved strategy was entered."""

    TYPE: ClassVar[str] = "funding.budget.measure.recorded.v1"
    measure: MeasureSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeasureStatusSet:
    """A person said how a measure stands in a quarter."""

    TYPE: ClassVar[str] = "funding.budget.measure.status_set.v1"
    measure_id: str
    grant_id: str
    status: MeasureStatus
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanLinesListed:
    """Part `part` of `parts` of the lines of a plan version, before its closing event."""

    TYPE: ClassVar[str] = "funding.budget.plan.lines_listed.v1"
    grant_id: str
    version: int
    part: int
    parts: int
    lines: tuple[PlanLine, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanDrafted:
    """A plan version was entered (its lines came in the parts before); not yet in force."""

    TYPE: ClassVar[str] = "funding.budget.plan.drafted.v1"
    grant_id: str
    version: int
    basis: PlanBasis
    reference: str | None
    reason: str
    planned_cents: int
    funding: tuple[FundingSource, ...]
    opening: bool = False
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanPartlyReleased:
    """The first of two persons released a version that the service account drafted."""

    TYPE: ClassVar[str] = "funding.budget.plan.partly_released.v1"
    grant_id: str
    version: int
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanReleased:
    """A second person released the plan version: it counts from now on and never changes."""

    TYPE: ClassVar[str] = "funding.budget.plan.released.v1"
    grant_id: str
    version: int
    basis: PlanBasis
    reference: str | None
    reason: str
    planned_cents: int
    funding: tuple[FundingSource, ...]
    drafted_by: str
    opening: bool = False
    related: tuple[str, ...] = ()


# --- expenditures ---------------------------------------------------------------------------


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


# --- imports --------------------------------------------------------------------------------


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
class OpeningReleased:
    """The takeover counts; its rows came as events of their own, marked `opening`."""

    TYPE: ClassVar[str] = "funding.budget.opening.released.v1"
    opening_id: str
    grant_id: str
    proposed_by: str
    related: tuple[str, ...] = ()


# --- calls for funds ------------------------------------------------------------------------


@dataclass(frozen=True)
class DrawdownRowsListed:
    """Part of the rows that a call binds, before its closing event of the same transaction."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.rows_listed.v1"
    drawdown_id: str
    grant_id: str
    part: int
    parts: int
    expenditure_ids: tuple[str, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawdownDrafted:
    """A call was drafted; its rows are fixed."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.drafted.v1"
    drawdown: DrawdownSnapshot
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawdownReleased:
    """A call was released (`partly_released`: one of two); its rows count as called."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.released.v1"
    drawdown: DrawdownSnapshot
    drafted_by: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawdownWithdrawn:
    """A draft or the latest released call was taken back; its rows are free again."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.withdrawn.v1"
    drawdown: DrawdownSnapshot
    reason: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawdownSubmitted:
    """The call was sent to the funder."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.submitted.v1"
    drawdown: DrawdownSnapshot
    reference: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawdownDecided:
    """The funder approved the call, in full or cut."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.decided.v1"
    drawdown: DrawdownSnapshot
    reason: str
    reference: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawdownReceived:
    """Money of a call arrived."""

    TYPE: ClassVar[str] = "funding.budget.drawdown.received.v1"
    drawdown: DrawdownSnapshot
    related: tuple[str, ...] = ()


# --- refusals, users ------------------------------------------------------------------------


@dataclass(frozen=True)
class CommandRefused:
    """A rule said no; nothing was stored but this. Texts of the request are not repeated."""

    TYPE: ClassVar[str] = "funding.budget.command.refused.v1"
    command: str
    violations: tuple[Finding, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class AccessDenied:
    """Someone without the role tried (403)."""

    TYPE: ClassVar[str] = "funding.budget.access.denied.v1"
    route: str
    needed: tuple[str, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class UserAccessChanged:
    """What a user may do after an invitation, a role change, a lock, a token, a new password."""

    TYPE: ClassVar[str] = "funding.budget.user.access_changed.v1"
    access: AccessSnapshot
    change: Literal[
        "invited",
        "joined",
        "roles_set",
        "locked",
        "unlocked",
        "password_set",
        "token_issued",
        "tokens_revoked",
        "sessions_revoked",
    ]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class UserLoggedIn:
    """A log-in with the right password."""

    TYPE: ClassVar[str] = "funding.budget.user.logged_in.v1"
    user_id: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class LoginFailed:
    """A log-in with a wrong password or an unknown name (`user_id` None), or while throttled."""

    TYPE: ClassVar[str] = "funding.budget.user.login_failed.v1"
    user_id: str | None
    cause: Literal["wrong_password", "unknown_user", "locked", "throttled"]
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class CreditorErased:
    """The key of a creditor was destroyed: its texts are gone everywhere, its figures stay."""

    TYPE: ClassVar[str] = "funding.budget.creditor.erased.v1"
    key_id: str
    reason: str
    related: tuple[str, ...] = ()
