"""Keeps what events tell as versions of facts."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from contracts.checkpoint import CheckpointMessage
from contracts.envelope import Envelope
from services.reporting.store import (
    checkpoints,
    facts,
    narrative_facts,
    notices,
    own_drafts,
    proofs,
    reconciliation,
    signatories,
)


def is_new(session: Session, event_id: str, offset: int, body: bytes) -> bool:
    """Claims the event id and keeps the event's bytes; False if it came before."""
    return facts.claim(session, event_id, offset, body)


def keep_grant(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A new state of a grant with all versions of its terms."""
    _keep(session, envelope, offset, "grant", event.grant.grant_id, envelope.data["grant"])


def keep_own_draft(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """That a draft of ours is in the stream: its release proves that the log knows it."""
    own_drafts.keep(session, envelope, offset, event.report.report_id)


def keep_evidence(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """Filed evidence, and the grant whose gates it may open."""
    keep_grant(session, envelope, offset, event)
    _keep(session, envelope, offset, "evidence", event.evidence_id, envelope.data)


def keep_waiver(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """An approved exception."""
    _keep(session, envelope, offset, "waiver", event.waiver_id, envelope.data)


def keep_waiver_end(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A waiver was revoked or lapsed."""
    _keep(session, envelope, offset, "waiver_end", event.waiver_id, envelope.data)


def keep_reconciliation(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A quarter compared with the finance system, closed by a second person."""
    subject = event.reconciliation_id
    _keep(session, envelope, offset, reconciliation.KIND, subject, envelope.data)


def keep_half_year(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A half-year was closed: what comes later for its days comes late."""
    subject = f"{envelope.grant_id}|{event.half_year}"
    _keep(session, envelope, offset, reconciliation.HALF_YEAR, subject, envelope.data)


def keep_income(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """Money of others."""
    _keep(session, envelope, offset, "income", event.income_id, envelope.data)


def keep_determination(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """What the funder determined, once it counts."""
    subject = event.determination.determination_id
    _keep(session, envelope, offset, "determination", subject, envelope.data["determination"])


def keep_proof_attachment(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """An attachment of the proof of use; a newer one takes its place."""
    subject = f"{event.grant_id}|{event.kind}"
    _keep(session, envelope, offset, proofs.ATTACHMENT, subject, envelope.data)


def keep_proof_signature(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A person stands behind the statement of the proof of use."""
    subject = f"{event.grant_id}|{envelope.actor}"
    _keep(session, envelope, offset, proofs.SIGNATURE, subject, envelope.data)


def keep_notice(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """Something the funder is to be told."""
    _keep(session, envelope, offset, notices.OPENED, event.notice_id, envelope.data)


def keep_notice_sent(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """The notice left the house."""
    _keep(session, envelope, offset, notices.SENT, event.notice_id, envelope.data)


def keep_notice_answered(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """The funder answered."""
    _keep(session, envelope, offset, notices.ANSWERED, event.notice_id, envelope.data)


def keep_notice_sending_withdrawn(
    session: Session, envelope: Envelope, offset: int, event: Any
) -> None:
    """It was not sent after all; a later sending counts again."""
    _keep(session, envelope, offset, notices.SENDING_WITHDRAWN, event.notice_id, envelope.data)


def keep_notice_answer_withdrawn(
    session: Session, envelope: Envelope, offset: int, event: Any
) -> None:
    """It was not answered after all; a later answer counts again."""
    _keep(session, envelope, offset, notices.ANSWER_WITHDRAWN, event.notice_id, envelope.data)


def keep_notice_dispensed(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """Nothing is to be told after all."""
    _keep(session, envelope, offset, notices.DISPENSED, event.notice_id, envelope.data)


def keep_proposed_text(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A text somebody wrote for reports, not released yet."""
    _keep_text(session, envelope, offset, narrative_facts.PROPOSED)


def keep_released_text(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A text that reports print from here on."""
    _keep_text(session, envelope, offset, narrative_facts.RELEASED)


def _keep_text(session: Session, envelope: Envelope, offset: int, kind: str) -> None:
    body = envelope.data["narrative"] | {"office": envelope.data.get("office", "")}
    _keep(session, envelope, offset, kind, body["narrative_id"], body)


def keep_measure(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A measure as entered, or as described since."""
    subject = f"{event.measure.grant_id}|{event.measure.measure_id}"
    _keep(session, envelope, offset, "measure", subject, envelope.data["measure"])


def keep_measure_status(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """How a measure stands in a quarter."""
    subject = f"{event.grant_id}|{event.measure_id}|{event.status.period}"
    _keep(session, envelope, offset, "measure_status", subject, envelope.data)


def keep_plan_lines(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A part of the lines of a plan version."""
    subject = f"{event.grant_id}|{event.version}|{event.part}"
    _keep(session, envelope, offset, "plan_lines", subject, envelope.data)


def keep_plan(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A released plan version."""
    _keep(session, envelope, offset, "plan", f"{event.grant_id}|{event.version}", envelope.data)


def keep_drawdown_rows(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A part of the rows a call binds."""
    subject = f"{event.drawdown_id}|{event.part}"
    _keep(session, envelope, offset, "drawdown_rows", subject, envelope.data)


def keep_drawdown(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A new state of a call."""
    subject = event.drawdown.drawdown_id
    _keep(session, envelope, offset, "drawdown", subject, envelope.data["drawdown"])


def keep_expenditure(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A new state of an expenditure row with its whole assessment."""
    facts.add_expenditure(session, envelope, offset, event.expenditure)


def keep_erasure(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """A creditor's key was destroyed; told apart from a key that has not come yet."""
    _keep(session, envelope, offset, "erasure", event.key_id, {"key_id": event.key_id})


def keep_signatory(session: Session, envelope: Envelope, offset: int, event: Any) -> None:
    """Somebody may sign for the city; the name stays sealed here."""
    _keep(session, envelope, offset, signatories.KIND, event.signatory_id, envelope.data)


def keep_checkpoint(session: Session, message: CheckpointMessage) -> None:
    """A signed state of the audit log; the same one twice is kept once."""
    checkpoints.add(session, message)


def _keep(
    session: Session, envelope: Envelope, offset: int, kind: str, subject: str, body: Any
) -> None:
    facts.add(session, envelope, offset, kind=kind, subject=subject, body=body)
