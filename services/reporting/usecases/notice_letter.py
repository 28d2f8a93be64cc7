"""The letter of one notice, drawn when somebody fetches it (decision 0043).

It is kept nowhere and released by nobody: what the house sends is filed with the notice. Like a
draft it rests on a checkpoint that covers what was published before it was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final

from sqlalchemy.orm import Session

from contracts.events.reporting import NoticeLetterDownloaded
from services.reporting.documents import Document, Frame, content_hash
from services.reporting.documents.notice_letter import notice_letter_document
from services.reporting.domain.notice import NoticeFact
from services.reporting.render.letter import render_letter
from services.reporting.render.pdf import render_pdf
from services.reporting.store import grant_facts, notices
from services.reporting.store.stream import OUTBOX
from services.reporting.usecases.cut_off import CutOff, await_cut_off
from services.reporting.usecases.file_headers import document_headers
from services.reporting.usecases.means import Means
from services.reporting.usecases.preparing import LATE_NOTE
from services.reporting.usecases.renderings import draft_frame, printed_pack
from shared.errors import Conflict, NotFound, Violation
from shared.occasion import Occasion

_RENDER: Final[Mapping[str, Callable[..., Any]]] = {"pdf": render_pdf, "docx": render_letter}


@dataclass(frozen=True)
class Letter:
    """The bytes, and how they leave the house."""

    content: bytes
    headers: dict[str, str]


def notice_letter(
    means: Means, grant_id: str, notice_id: str, format_: str, *, by: Occasion
) -> Letter:
    """The letter in one of `LETTER_FORMATS`, and the event that somebody fetched it.

    Raises NotFound (grant, notice, format), Conflict where two persons found that nothing is due,
    Unavailable (`checkpoint_missing`).
    """
    if format_ not in _RENDER:
        message = f"Den Brief gibt es nicht als „{format_[:10]}“, nur als PDF und DOCX."
        raise NotFound([Violation("rendering_unknown", "API", message)])
    cut_off = await_cut_off(means)
    with means.sessions.read() as session:
        one = _to_be_told(session, grant_id, notice_id, cut_off)
        document, frame = _drafted(session, means, grant_id, one, cut_off)
    target = BytesIO()
    _RENDER[format_](document, frame, target)
    with means.sessions.write() as session:
        event = NoticeLetterDownloaded(notice_id, grant_id, format_, (f"notice/{notice_id}",))
        OUTBOX.add(session, event, subject=f"grant/{grant_id}", by=by, grant_id=grant_id)
    stem = f"mitteilung-{one.rule.lower()}-{one.known_on.isoformat()}"
    return Letter(target.getvalue(), document_headers(stem, format_))


def _to_be_told(session: Session, grant_id: str, notice_id: str, cut_off: CutOff) -> NoticeFact:
    known = notices.notices(session, grant_id, cut_off.offset)
    one = next((each for each in known if each.notice_id == notice_id), None)
    if one is None:
        message = "Diese Mitteilung gibt es nicht."
        raise NotFound([Violation("notice_unknown", "API", message)])
    if one.dispensed:
        message = "Zwei Personen haben festgestellt, dass hier nichts mitzuteilen ist."
        raise Conflict([Violation("letter_not_due", "NOTE-01", message)])
    return one


def _drafted(
    session: Session, means: Means, grant_id: str, one: NoticeFact, cut_off: CutOff
) -> tuple[Document, Frame]:
    known = grant_facts.frame_of(session, grant_id, cut_off.offset)
    terms = known.terms_on(one.known_on)
    document = notice_letter_document(means.city, known.grant, one)
    frame = draft_frame(
        cut_off,
        version=1,
        content_hash=content_hash(document),
        rule_pack=printed_pack(terms.rule_pack, terms.rule_pack_version),
        note=LATE_NOTE if cut_off.late else "",
    )
    return document, replace(frame, logo=means.logo)
