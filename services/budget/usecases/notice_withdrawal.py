"""Taking back that a notice was sent, or answered: the task is open again, due as before.

One person may do it: it takes nobody's duty away, it brings one back (as reopening a deadline).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.events.budget import NoticeAnswerWithdrawn, NoticeSendingWithdrawn
from services.budget.domain.notice import NoticeStep, check_withdrawal
from services.budget.store.grant import load_grant
from services.budget.store.notice import NoticeRecord, change_notice
from services.budget.store.notice_withdrawal import Noted, insert_withdrawal
from services.budget.usecases.deadline_statement import state_deadlines
from services.budget.usecases.means import Means
from services.budget.usecases.notice_steps import locked_notice, publish_step, refuse_step
from shared.errors import Conflict
from shared.occasion import Occasion

_STATES = frozenset({"notice_state", "answer_stands"})


def withdraw_sending(
    session: Session, notice_id: str, reason: str, *, by: Occasion, means: Means
) -> NoticeRecord:
    """Takes back that the notice was sent; it stays visible with `reason`, and the notice is due
    on its former day.

    Raises NotFound, Conflict unless it is sent and not answered, Refused without a reason.
    """
    record = locked_notice(session, notice_id)
    _demand(record, NoticeStep.SENDING, reason)
    way, grant_id, rule = record.progress, record.grant_id, record.occasion.rule
    sent_on = way.sent_on
    assert sent_on is not None and record.sent_by is not None, "it is sent"
    noted = Noted(sent_on, way.sent_reference, record.sent_file, record.sent_by)
    insert_withdrawal(session, (notice_id, grant_id), NoticeStep.SENDING, noted, reason, by)
    changed = change_notice(
        session, notice_id, sent_on=None, sent_by=None, sent_reference=None, sent_file=None
    )
    publish_step(
        session,
        record,
        by,
        lambda related: NoticeSendingWithdrawn(
            notice_id, grant_id, rule, sent_on, noted.words, reason, record.due_on, related
        ),
    )
    state_deadlines(session, load_grant(session, grant_id), by=by, means=means)
    return changed


def withdraw_answer(session: Session, notice_id: str, reason: str, *, by: Occasion) -> NoticeRecord:
    """Takes back an answer that was filed by mistake; the notice stays sent.

    Raises NotFound, Conflict unless it is answered, Refused without a reason.
    """
    record = locked_notice(session, notice_id)
    _demand(record, NoticeStep.ANSWER, reason)
    way, grant_id, rule = record.progress, record.grant_id, record.occasion.rule
    answered_on = way.answered_on
    assert answered_on is not None and record.answered_by is not None, "it is answered"
    noted = Noted(answered_on, way.answer, record.answer_file, record.answered_by)
    insert_withdrawal(session, (notice_id, grant_id), NoticeStep.ANSWER, noted, reason, by)
    changed = change_notice(
        session, notice_id, answered_on=None, answered_by=None, answer=None, answer_file=None
    )
    publish_step(
        session,
        record,
        by,
        lambda related: NoticeAnswerWithdrawn(
            notice_id, grant_id, rule, answered_on, noted.words, reason, related
        ),
    )
    return changed


def _demand(record: NoticeRecord, step: NoticeStep, reason: str) -> None:
    """Raises Conflict where the state forbids it, with every other reason beside; Refused."""
    found = check_withdrawal(record.status, step, reason)
    if any(one.code in _STATES for one in found):
        raise Conflict(found)
    refuse_step(record, found)
