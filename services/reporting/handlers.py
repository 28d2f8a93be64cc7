"""What reporting hears: each event becomes a new version of a fact, in the transaction of the
position. And what it does by itself: the scheduled run, once a day.

An event it subscribes to and cannot read stops it (`HandlingFailed`); others are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from marshmallow import ValidationError
from sqlalchemy.orm import Session

from contracts.checkpoint import CheckpointMessage
from contracts.envelope import Envelope, UnreadableEnvelope, decode
from contracts.events import budget, event_class, reporting
from contracts.schema import from_payload
from services.reporting.store import failed_draft
from services.reporting.usecases import (
    audit_note,
    facts,
    inventory,
    personnel,
    procurement,
    registers,
    statements,
)
from services.reporting.usecases.cut_off import is_covered
from services.reporting.usecases.due import find_due
from services.reporting.usecases.means import Means
from services.reporting.usecases.schedule import run_schedule
from services.reporting.usecases.service_account import SERVICE_ACCOUNT_ID
from shared.clock import local_day
from shared.consumer import HandlingFailed
from shared.pump import SELDOM_S
from shared.service import ServicePorts
from shared.transport import Received

Keep = Callable[[Session, Envelope, int, Any], None]

KEEP: dict[str, Keep] = {
    reporting.ReportDrafted.TYPE: facts.keep_own_draft,
    reporting.NarrativeProposed.TYPE: facts.keep_proposed_text,
    reporting.NarrativeReleased.TYPE: facts.keep_released_text,
    budget.GrantProposed.TYPE: facts.keep_grant,
    budget.GrantAwarded.TYPE: facts.keep_grant,
    budget.AmendmentConfirmed.TYPE: facts.keep_grant,
    budget.GrantReassessed.TYPE: facts.keep_grant,
    budget.WaiverApproved.TYPE: facts.keep_waiver,
    budget.WaiverRevoked.TYPE: facts.keep_waiver_end,
    budget.WaiverExpired.TYPE: facts.keep_waiver_end,
    budget.EvidenceFiled.TYPE: facts.keep_evidence,
    budget.IncomeRecorded.TYPE: facts.keep_income,
    budget.DeterminationConfirmed.TYPE: facts.keep_determination,
    budget.ProofAttachmentFiled.TYPE: facts.keep_proof_attachment,
    budget.ProofStatementSigned.TYPE: facts.keep_proof_signature,
    budget.ReconciliationClosed.TYPE: facts.keep_reconciliation,
    budget.HalfYearClosed.TYPE: facts.keep_half_year,
    budget.NoticeOpened.TYPE: facts.keep_notice,
    budget.NoticeSent.TYPE: facts.keep_notice_sent,
    budget.NoticeAnswered.TYPE: facts.keep_notice_answered,
    budget.NoticeSendingWithdrawn.TYPE: facts.keep_notice_sending_withdrawn,
    budget.NoticeAnswerWithdrawn.TYPE: facts.keep_notice_answer_withdrawn,
    budget.NoticeDispensed.TYPE: facts.keep_notice_dispensed,
    budget.MeasureRecorded.TYPE: facts.keep_measure,
    budget.MeasureChanged.TYPE: facts.keep_measure,
    budget.MeasureStatusSet.TYPE: facts.keep_measure_status,
    budget.PlanLinesListed.TYPE: facts.keep_plan_lines,
    budget.PlanReleased.TYPE: facts.keep_plan,
    budget.DrawdownRowsListed.TYPE: facts.keep_drawdown_rows,
    budget.DrawdownDrafted.TYPE: facts.keep_drawdown,
    budget.DrawdownReleased.TYPE: facts.keep_drawdown,
    budget.DrawdownWithdrawn.TYPE: facts.keep_drawdown,
    budget.DrawdownSubmitted.TYPE: facts.keep_drawdown,
    budget.DrawdownDecided.TYPE: facts.keep_drawdown,
    budget.DrawdownReceived.TYPE: facts.keep_drawdown,
    budget.ExpenditureRecorded.TYPE: facts.keep_expenditure,
    budget.ExpenditureChanged.TYPE: facts.keep_expenditure,
    budget.ExpenditureReassessed.TYPE: facts.keep_expenditure,
    budget.ExpenditureCertified.TYPE: facts.keep_expenditure,
    budget.CertificationWithdrawn.TYPE: facts.keep_expenditure,
    budget.ExpenditureReturned.TYPE: facts.keep_expenditure,
    budget.ExpenditurePaid.TYPE: facts.keep_expenditure,
    budget.RetentionReleased.TYPE: facts.keep_expenditure,
    budget.CreditNoteRecorded.TYPE: facts.keep_expenditure,
    budget.OrderClosed.TYPE: facts.keep_expenditure,
    budget.ExpenditureReversed.TYPE: facts.keep_expenditure,
    budget.DocumentFiled.TYPE: facts.keep_expenditure,
    budget.CreditorErased.TYPE: facts.keep_erasure,
    budget.SignatoryRegistered.TYPE: facts.keep_signatory,
    **statements.KEEP,
    **personnel.KEEP,
    **inventory.KEEP,
    **procurement.KEEP,
    **registers.KEEP,
    **audit_note.KEEP,
}


def keep_facts(session: Session, records: Sequence[Received]) -> None:
    """Handler of the event topic."""
    for record in records:
        body = record.value or b""
        envelope = _envelope(record)
        keep = KEEP.get(envelope.type)
        if keep is None or not facts.is_new(session, envelope.id, record.offset, body):
            continue
        try:
            event: Any = from_payload(event_class(envelope.type), envelope.data)
        except ValidationError as error:
            fields = ", ".join(sorted(str(name) for name in error.messages_dict))
            raise HandlingFailed(record.offset, f"{envelope.type}: {fields}") from error
        keep(session, envelope, record.offset, event)


def keep_checkpoints(session: Session, records: Sequence[Received]) -> None:
    """Handler of the checkpoint topic."""
    for record in records:
        try:
            message = from_payload(CheckpointMessage, json.loads(record.value or b""))
        except (ValueError, ValidationError) as error:
            raise HandlingFailed(record.offset, "checkpoint unreadable") from error
        facts.keep_checkpoint(session, message)


class Schedule:
    """Runs the schedule on every new day; what failed is tried again when its pause is over."""

    name = "reporting-schedule"
    idle_s = SELDOM_S

    def __init__(self, ports: ServicePorts, means: Means) -> None:
        self._ports, self._means = ports, means
        self._done: date | None = None
        self._not_before: datetime | None = None

    def run_once(self) -> int:
        """The number of drafts made. Raises Unavailable while nothing can be drafted."""
        now = self._ports.clock.now()
        today = local_day(now)
        if self._rests(today, now) or not self._is_ready(today, now):
            return 0
        by = self._ports.occasion(SERVICE_ACCOUNT_ID)
        execute = partial(self._ports.execute, "run_schedule", by)
        result = run_schedule(self._means, today, by, execute, by_itself=True)
        self._plan_next(today, now)
        return len(result.drafted)

    def _rests(self, today: date, now: datetime) -> bool:
        paused = self._not_before is not None and now < self._not_before
        return self._done == today and (self._not_before is None or paused)

    def _is_ready(self, today: date, now: datetime) -> bool:
        """Nothing to do, or nothing to rest a report on yet: not a fault, so no noise."""
        with self._means.sessions.read() as session:
            found = find_due(session, today, new_only=True, patient_at=now)
            due = {one.grant_id for one in found}
            if due:
                return is_covered(session, due)
        self._plan_next(today, now)
        return False

    def _plan_next(self, today: date, now: datetime) -> None:
        """Tomorrow, or when the first failed draft has rested."""
        self._done = today
        with self._means.sessions.read() as session:
            self._not_before = failed_draft.next_try_after(session, now)


def _envelope(record: Received) -> Envelope:
    try:
        return decode(record.value or b"")
    except UnreadableEnvelope as error:
        raise HandlingFailed(record.offset, f"envelope: {error}") from error
