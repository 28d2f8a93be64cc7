"""Notices of a grant just before an offset, put together from what the events told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.reporting.domain.notice import NoticeFact
from services.reporting.store import facts
from services.reporting.store.assessments import stored_value

OPENED, SENT, ANSWERED, DISPENSED, SENDING_WITHDRAWN, ANSWER_WITHDRAWN = (
    "notice",
    "notice_sent",
    "notice_answered",
    "notice_dispensed",
    "notice_sending_withdrawn",
    "notice_answer_withdrawn",
)


def notices(session: Session, grant_id: str, offset: int) -> Iterator[NoticeFact]:
    """Every notice of the grant below `offset`; what was taken back after it was said is left
    out."""
    sent = _standing(session, grant_id, offset, SENT, SENDING_WITHDRAWN)
    answered = _standing(session, grant_id, offset, ANSWERED, ANSWER_WITHDRAWN)
    dispensed = {row.subject for row, _ in facts.as_of(session, grant_id, offset, DISPENSED)}
    for _, body in facts.as_of(session, grant_id, offset, OPENED):
        notice_id = body["notice_id"]
        yield _notice(body, sent.get(notice_id), answered.get(notice_id), notice_id in dispensed)


def _standing(
    session: Session, grant_id: str, offset: int, kind: str, withdrawn: str
) -> dict[str, dict[str, Any]]:
    """What was said last of each notice, unless it was taken back since."""
    taken_back = {
        row.subject: row.offset for row, _ in facts.as_of(session, grant_id, offset, withdrawn)
    }
    return {
        row.subject: body
        for row, body in facts.as_of(session, grant_id, offset, kind)
        if row.offset > taken_back.get(row.subject, -1)
    }


def _notice(
    body: dict[str, Any],
    sent: dict[str, Any] | None,
    answered: dict[str, Any] | None,
    dispensed: bool,
) -> NoticeFact:
    return NoticeFact(
        notice_id=body["notice_id"],
        rule=body["rule"],
        reason=body["reason"],
        known_on=date.fromisoformat(body["known_on"]),
        due_on=date.fromisoformat(body["due_on"]),
        before=body.get("before", ""),
        after=body.get("after", ""),
        effect_cents=body.get("effect_cents"),
        sent_on=date.fromisoformat(sent["sent_on"]) if sent else None,
        sent_reference=sent["reference"] if sent else "",
        answered_on=date.fromisoformat(answered["answered_on"]) if answered else None,
        answer=answered["answer"] if answered else "",
        dispensed=dispensed,
        values=tuple(stored_value(one) for one in body.get("values", ())),
    )
