"""What becomes of a notice: sent, answered, or found by two persons not to be due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from contracts.events.budget import (
    NoticeAnswered,
    NoticeDispensationProposed,
    NoticeDispensed,
    NoticeSent,
)
from services.budget.domain.four_eyes import check_release
from services.budget.domain.notice import NoticeStatus, check_answer, check_sending
from services.budget.store.grant import load_grant
from services.budget.store.notice import NoticeRecord, change_notice, load_notice
from services.budget.store.tables import OUTBOX
from services.budget.usecases.deadline_statement import state_deadlines
from services.budget.usecases.means import Means
from services.budget.usecases.person import is_service_account, origin
from services.budget.usecases.refusal import file_violations, warnings_or_refuse
from shared.clock import local_day
from shared.errors import Conflict, Violation
from shared.occasion import Occasion

_STATES = {
    NoticeStatus.OPEN: "noch offen",
    NoticeStatus.SENT: "bereits versandt",
    NoticeStatus.ANSWERED: "bereits beantwortet",
    NoticeStatus.DISPENSED: "als nicht mitteilungspflichtig vermerkt",
}


@dataclass(frozen=True)
class Letter:
    """A letter that went out or came in: day, words, SHA-256 of a file handed in before."""

    on: date
    text: str
    file_sha256: str | None = None


def send_notice(
    session: Session, notice_id: str, letter: Letter, *, by: Occasion, means: Means
) -> NoticeRecord:
    """Says that the notice was sent; `letter.text` is the reference. Raises NotFound, Conflict
    unless it is open, Refused."""
    record = notice_in_state(session, notice_id, NoticeStatus.OPEN)
    today = local_day(by.now)
    found = check_sending(record.occasion.known_on, letter.on, letter.text, today=today)
    found += file_violations(means.files, letter.file_sha256)
    refuse_step(record, found)
    changed = change_notice(
        session,
        notice_id,
        sent_on=letter.on,
        sent_by=by.actor,
        sent_reference=letter.text,
        sent_file=letter.file_sha256,
    )
    rule, grant_id = record.occasion.rule, record.grant_id
    publish_step(
        session,
        record,
        by,
        lambda related: NoticeSent(
            notice_id, grant_id, rule, letter.on, letter.text, letter.file_sha256, related
        ),
    )
    state_deadlines(session, load_grant(session, grant_id), by=by, means=means)
    return changed


def answer_notice(
    session: Session, notice_id: str, letter: Letter, *, by: Occasion, means: Means
) -> NoticeRecord:
    """Keeps the funder's answer to a sent notice. Raises NotFound, Conflict, Refused."""
    record = notice_in_state(session, notice_id, NoticeStatus.SENT)
    found = check_answer(record.progress, letter.on, letter.text, today=local_day(by.now))
    found += file_violations(means.files, letter.file_sha256)
    refuse_step(record, found)
    changed = change_notice(
        session,
        notice_id,
        answered_on=letter.on,
        answered_by=by.actor,
        answer=letter.text,
        answer_file=letter.file_sha256,
    )
    rule, grant_id = record.occasion.rule, record.grant_id
    publish_step(
        session,
        record,
        by,
        lambda related: NoticeAnswered(
            notice_id, grant_id, rule, letter.on, letter.text, letter.file_sha256, related
        ),
    )
    return changed


def propose_dispensation(
    session: Session, notice_id: str, reason: str, *, by: Occasion
) -> NoticeRecord:
    """Says why nothing is due („nicht mitteilungspflichtig“); the notice stays open until a second
    person agrees. A later reason replaces the earlier. Raises NotFound, Conflict, Refused."""
    record = notice_in_state(session, notice_id, NoticeStatus.OPEN)
    found = []
    if not reason.strip():
        message = "Bitte begründen, warum nichts mitzuteilen ist."
        found.append(Violation("reason_missing", "NOTE-01", message, field="reason"))
    refuse_step(record, found)
    changed = change_notice(
        session, notice_id, dispensation_by=by.actor, dispensation_reason=reason
    )
    rule, grant_id = record.occasion.rule, record.grant_id
    publish_step(
        session,
        record,
        by,
        lambda related: NoticeDispensationProposed(notice_id, grant_id, rule, reason, related),
    )
    return changed


def confirm_dispensation(
    session: Session, notice_id: str, *, by: Occasion, means: Means
) -> NoticeRecord:
    """Agrees that nothing is due, as a second person. Raises NotFound, Conflict, Refused."""
    record = notice_in_state(session, notice_id, NoticeStatus.OPEN)
    proposed_by = record.dispensation_by
    if proposed_by is None:
        message = "Es hat noch niemand begründet, warum nichts mitzuteilen ist."
        raise Conflict([Violation("dispensation_not_proposed", "NOTE-01", message)])
    refuse_step(
        record,
        check_release(
            origin(session, proposed_by),
            (),
            by.actor,
            is_service_account=is_service_account(session, by.actor),
        ),
    )
    changed = change_notice(session, notice_id, dispensed_by=by.actor)
    rule, reason, grant_id = (
        record.occasion.rule,
        record.progress.dispensation_reason,
        record.grant_id,
    )
    publish_step(
        session,
        record,
        by,
        lambda related: NoticeDispensed(notice_id, grant_id, rule, reason, proposed_by, related),
    )
    state_deadlines(session, load_grant(session, grant_id), by=by, means=means)
    return changed


def locked_notice(session: Session, notice_id: str) -> NoticeRecord:
    """The notice under the lock of its grant. Raises NotFound."""
    load_grant(session, load_notice(session, notice_id).grant_id, lock=True)
    return load_notice(session, notice_id)


def notice_in_state(session: Session, notice_id: str, wanted: NoticeStatus) -> NoticeRecord:
    """The notice under the lock of its grant. Raises NotFound, Conflict in another state."""
    record = locked_notice(session, notice_id)
    if record.status is not wanted:
        message = f"Die Mitteilung ist {_STATES[record.status]}."
        raise Conflict([Violation("notice_state", "NOTE-01", message)])
    return record


def refuse_step(record: NoticeRecord, found: list[Violation]) -> None:
    """Ends a step against which something speaks. Raises Refused."""
    warnings_or_refuse(found, subject=f"notice/{record.notice_id}", grant_id=record.grant_id)


def publish_step(
    session: Session,
    record: NoticeRecord,
    by: Occasion,
    event: Callable[[tuple[str, ...]], object],
) -> None:
    """Writes the event of a step; it is made of what it is related to."""
    related = (f"notice/{record.notice_id}",)
    subject = f"grant/{record.grant_id}"
    OUTBOX.add(session, event(related), subject=subject, by=by, grant_id=record.grant_id)
