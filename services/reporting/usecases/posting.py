"""Sends the letters that wait, one at a time, and tries again what the server did not take.

A letter is taken in a transaction, sent outside of any, and marked in another. Who dies between
sending and marking sends it once more after `LEASE`, with the same Message-ID.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import structlog
from sqlalchemy.orm import Session

from services.reporting.domain.pause import next_try
from services.reporting.mailing.letter import Letter, message
from services.reporting.mailing.smtp import NotDelivered, deliver
from services.reporting.store import letters
from services.reporting.store.letters import LetterRow
from services.reporting.usecases.means import Means
from services.reporting.usecases.notifying import is_still_addressed
from services.reporting.usecases.reminding import REMINDED, is_read, is_still_due
from shared.clock import local_day
from shared.pump import SELDOM_S
from shared.service import ServicePorts

LEASE: Final = timedelta(minutes=5)
PATIENCE: Final = timedelta(days=3)
"""What could not be sent by then is old news."""

log = structlog.get_logger(__name__)


class Postman:
    """The pump's worker; any number of them send each letter once."""

    name = "reporting-mail"
    idle_s = SELDOM_S

    def __init__(self, ports: ServicePorts, means: Means) -> None:
        self._ports, self._means = ports, means

    def run_once(self) -> int:
        """1 if a letter was tried; a server that does not take it is no error here."""
        now = self._ports.clock.now()
        with self._means.sessions.look() as session:
            row = letters.due(session, now)
        if row is None:
            return 0
        with self._means.sessions.write() as session:
            if not letters.claim(session, row, now + LEASE):
                return 1
            if row.kind in REMINDED and not is_read(session, self._means):
                return 1  # taken up again after LEASE: by then it is known how things stand
            wanted = letters.recipient(session, row.user_id)
            against = self._reason_against(session, row, local_day(now))
        if wanted is None or against:
            self._end(row, NotDelivered(against or "not_wanted", is_final=True))
        else:
            self._send(row, wanted.address)
        return 1

    def _reason_against(self, session: Session, row: LetterRow, today: date) -> str:
        """Why a letter is not sent any more: its reader left the role, or it is settled."""
        known = self._ports.directory.by_id(session, row.user_id, today)
        if known is None:
            return "not_wanted"
        if row.kind in REMINDED:
            return "" if is_still_due(session, row.about, known, today) else "settled"
        return "" if is_still_addressed(session, row, known) else "not_wanted"

    def _send(self, row: LetterRow, address: str) -> None:
        letter = Letter(row.letter_id, row.kind, row.path, row.written_at)
        settings, url = self._means.mail, self._ports.settings.publication.url
        mail = message(letter, sender=settings.sender, recipient=address, url=url)
        try:
            deliver(settings, mail)
        except NotDelivered as error:
            log.warning("mail_not_sent", letter=row.letter_id, reason=error.code)
            self._end(row, error)
        else:
            self._end(row, None)

    def _end(self, taken: LetterRow, error: NotDelivered | None) -> None:
        now = self._ports.clock.now()
        with self._means.sessions.write() as session:
            row = letters.get(session, taken.letter_id)
            if row is None:
                return
            row.code = error.code if error else ""
            if error is None:
                row.sent_at = now
            elif error.is_final or now - row.written_at > PATIENCE:
                row.given_up_at = now
            else:
                row.next_try_at = next_try(now, row.attempts)
