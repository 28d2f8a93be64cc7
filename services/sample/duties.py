"""Duties beside the money, met in time: the proof of use of phase A, notices to the funder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.deadline import CERTIFICATE, PROOF
from services.budget.domain.notice import NoticeStatus
from services.budget.domain.proof import ATTACHMENT_LABELS, wanted_attachments
from services.budget.store.grant import load_grant
from services.budget.store.notice import notices_of
from services.budget.usecases.deadline import Met, complete_deadline
from services.budget.usecases.notice_steps import Letter, send_notice
from services.budget.usecases.proof import file_attachment, sign_statement
from services.budget.usecases.read_test import (
    ReadResult,
    documents_to_read,
    read_documents,
    record_read_test,
)
from services.sample.agenda import Agenda
from services.sample.city import PHASE_A, PHASE_B
from services.sample.desk import AUDITOR, FINANCE, OFFICER, PROGRAMME, Desk
from services.sample.timeline import Timeline
from shared.clock import local_day
from shared.occasion import Occasion

_GATHERED: Final = timedelta(days=130)
"""After the end of phase A; the proof of use is due some 170 days after it."""
_ROUND: Final = timedelta(days=7)
_READ_TESTS: Final = (timedelta(days=400), timedelta(days=40))
"""So long before today everything was read again, once a year (RET-02)."""


@dataclass(frozen=True)
class Duties:
    """Puts on the agenda what the deadlines of both grants ask for."""

    desk: Desk
    agenda: Agenda
    line: Timeline

    def plan_all(self) -> None:
        """What is handed in before the funder accepts it, and a look at the notices every week."""
        gathered = self.line.a_end + _GATHERED
        self.agenda.add(gathered, self._file_attachments)
        self.agenda.add(gathered + timedelta(days=7), lambda: self._complete(AUDITOR, CERTIFICATE))
        self.agenda.add(gathered + timedelta(days=8), lambda: self._sign(FINANCE))
        self.agenda.add(gathered + timedelta(days=9), lambda: self._sign(PROGRAMME))
        self.agenda.add(gathered + timedelta(days=13), lambda: self._complete(OFFICER, PROOF))
        for before in _READ_TESTS:
            self.agenda.add(self.line.today - before, self._read_everything, hour=12)
        day = self.line.b_start
        while day <= self.line.today:
            self.agenda.add(day, self._send_notices, hour=11)
            day += _ROUND

    def _file_attachments(self) -> None:
        self.desk.do(OFFICER, "file_attachment", self._attachments)

    def _attachments(self, session: Session, by: Occasion) -> None:
        means = self.desk.means
        grant = load_grant(session, PHASE_A)
        for kind in wanted_attachments(grant.phase, grant.rules(means.packs, local_day(by.now))):
            reference = f"BEISPIEL-436-A/VN, {ATTACHMENT_LABELS[kind]}"
            file_attachment(session, PHASE_A, kind, reference, by=by, means=means)

    def _sign(self, login: str) -> None:
        means = self.desk.means
        self.desk.do(
            login,
            "sign_statement",
            lambda session, by: sign_statement(session, PHASE_A, by=by, means=means),
        )

    def _complete(self, login: str, duty: str) -> None:
        means = self.desk.means

        def act(session: Session, by: Occasion) -> None:
            met = Met(local_day(by.now), "BEISPIEL-436-A/VN")
            complete_deadline(session, PHASE_A, duty, met, by=by, means=means)

        self.desk.do(login, "complete_deadline", act)

    def _read_everything(self) -> None:
        for grant_id in (PHASE_A, PHASE_B):
            with self.desk.budget.sessions.read() as session:
                named, erased = documents_to_read(session, grant_id)
            result = read_documents(self.desk.means.files, named, erased)
            self.desk.do(AUDITOR, "record_read_test", _recorded(grant_id, result))

    def _send_notices(self) -> None:
        with self.desk.budget.sessions.read() as session:
            found = [one for one in notices_of(session, PHASE_B) if one.status is NoticeStatus.OPEN]
        for one in found:
            self._send(one.notice_id, local_day(self.desk.clock.at))

    def _send(self, notice_id: str, day: date) -> None:
        means = self.desk.means
        letter = Letter(day, f"Schreiben BEISPIEL-436-B/{day:%y%m%d}")
        self.desk.do(
            OFFICER,
            "send_notice",
            lambda session, by: send_notice(session, notice_id, letter, by=by, means=means),
        )


def _recorded(grant_id: str, result: ReadResult) -> Callable[[Session, Occasion], None]:
    def act(session: Session, by: Occasion) -> None:
        record_read_test(session, grant_id, result, by=by)

    return act
