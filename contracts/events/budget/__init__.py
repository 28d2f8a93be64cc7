"""Events of the budget service: "Is this cost allowed, and who said so?"

`related` names other subjects the event touches (`expenditure/ID`, `measure/ID` …), so that a
history can be asked by either. `reason` is text a user typed for the record.
"""

from __future__ import annotations

from contracts.events.budget.authorities import (
    AuthorityConfirmed,
    AuthorityProposed,
    AuthorityRevoked,
    DelegationConfirmed,
    DelegationProposed,
    DelegationRevoked,
)
from contracts.events.budget.deadlines import (
    CalendarLinkIssued,
    CalendarLinkRevoked,
    DeadlineCompleted,
    DeadlineExtensionConfirmed,
    DeadlineExtensionProposed,
    DeadlineReopened,
)
from contracts.events.budget.determinations import (
    DeterminationConfirmed,
    DeterminationProposed,
    DeterminationSnapshot,
    DeterminationWithdrawn,
)
from contracts.events.budget.drawdowns import (
    DrawdownDecided,
    DrawdownDrafted,
    DrawdownReceived,
    DrawdownReleased,
    DrawdownRowsListed,
    DrawdownSubmitted,
    DrawdownWithdrawn,
)
from contracts.events.budget.expenditures import (
    CertificationWithdrawn,
    CreditNoteRecorded,
    DocumentFiled,
    ExpenditureCertified,
    ExpenditureChanged,
    ExpenditurePaid,
    ExpenditureReassessed,
    ExpenditureRecorded,
    ExpenditureReturned,
    ExpenditureReversed,
    OrderClosed,
    RetentionReleased,
)
from contracts.events.budget.grants import (
    AmendmentConfirmed,
    AmendmentProposed,
    EvidenceFiled,
    GrantAwarded,
    GrantProposed,
    IncomeRecorded,
)
from contracts.events.budget.intake import (
    ImportCommitted,
    ImportUploaded,
    InvoiceReceived,
    OpeningPartlyReleased,
    OpeningProposed,
    OpeningReleased,
)
from contracts.events.budget.interest import (
    BaseRateConfirmed,
    BaseRateProposed,
    BaseRateWithdrawn,
)
from contracts.events.budget.notices import NoticeOpened
from contracts.events.budget.people import (
    AccessDenied,
    CommandRefused,
    CreditorErased,
    DataKeyRotated,
    LoginFailed,
    UserAccessChanged,
    UserLoggedIn,
)
from contracts.events.budget.plans import (
    MeasureRecorded,
    MeasureStatusSet,
    PlanDrafted,
    PlanLinesListed,
    PlanPartlyReleased,
    PlanReleased,
)
from contracts.events.budget.proofs import ProofAttachmentFiled, ProofStatementSigned

__all__ = [
    "AccessDenied",
    "AmendmentConfirmed",
    "AmendmentProposed",
    "AuthorityConfirmed",
    "AuthorityProposed",
    "AuthorityRevoked",
    "BaseRateConfirmed",
    "BaseRateProposed",
    "BaseRateWithdrawn",
    "CalendarLinkIssued",
    "CalendarLinkRevoked",
    "CertificationWithdrawn",
    "CommandRefused",
    "CreditNoteRecorded",
    "CreditorErased",
    "DataKeyRotated",
    "DeadlineCompleted",
    "DeadlineExtensionConfirmed",
    "DeadlineExtensionProposed",
    "DeadlineReopened",
    "DelegationConfirmed",
    "DelegationProposed",
    "DelegationRevoked",
    "DeterminationConfirmed",
    "DeterminationProposed",
    "DeterminationSnapshot",
    "DeterminationWithdrawn",
    "DocumentFiled",
    "DrawdownDecided",
    "DrawdownDrafted",
    "DrawdownReceived",
    "DrawdownReleased",
    "DrawdownRowsListed",
    "DrawdownSubmitted",
    "DrawdownWithdrawn",
    "EvidenceFiled",
    "ExpenditureCertified",
    "ExpenditureChanged",
    "ExpenditurePaid",
    "ExpenditureReassessed",
    "ExpenditureRecorded",
    "ExpenditureReturned",
    "ExpenditureReversed",
    "GrantAwarded",
    "GrantProposed",
    "ImportCommitted",
    "ImportUploaded",
    "IncomeRecorded",
    "InvoiceReceived",
    "LoginFailed",
    "MeasureRecorded",
    "MeasureStatusSet",
    "NoticeOpened",
    "OpeningPartlyReleased",
    "OpeningProposed",
    "OpeningReleased",
    "OrderClosed",
    "PlanDrafted",
    "PlanLinesListed",
    "PlanPartlyReleased",
    "PlanReleased",
    "ProofAttachmentFiled",
    "ProofStatementSigned",
    "RetentionReleased",
    "UserAccessChanged",
    "UserLoggedIn",
]
