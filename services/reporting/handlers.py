"""What reporting hears: each event becomes a new version of a fact, in the transaction of the
position.

An event it subscribes to and cannot read stops it (`HandlingFailed`); others are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from marshmallow import ValidationError
from sqlalchemy.orm import Session

from contracts.checkpoint import CheckpointMessage
from contracts.envelope import Envelope, UnreadableEnvelope, decode
from contracts.events import budget, event_class
from contracts.schema import from_payload
from services.reporting.usecases import facts
from shared.consumer import HandlingFailed
from shared.transport import Received

Keep = Callable[[Session, Envelope, int, Any], None]

KEEP: dict[str, Keep] = {
    budget.GrantProposed.TYPE: facts.keep_grant,
    budget.GrantAwarded.TYPE: facts.keep_grant,
    budget.AmendmentConfirmed.TYPE: facts.keep_grant,
    budget.EvidenceFiled.TYPE: facts.keep_evidence,
    budget.IncomeRecorded.TYPE: facts.keep_income,
    budget.MeasureRecorded.TYPE: facts.keep_measure,
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
}


def keep_facts(session: Session, records: Sequence[Received]) -> None:
    """Handler of the event topic."""
    for record in records:
        envelope = _envelope(record)
        keep = KEEP.get(envelope.type)
        if keep is None or not facts.is_new(session, envelope.id, record.offset):
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


def _envelope(record: Received) -> Envelope:
    try:
        return decode(record.value or b"")
    except UnreadableEnvelope as error:
        raise HandlingFailed(record.offset, f"envelope: {error}") from error
