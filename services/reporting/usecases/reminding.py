"""Reminds people by mail of deadlines: once per person, duty and lead time.

What is due is read from what budget told last, never kept: a letter that still waits when the duty
is done, or has come closer, is not sent any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import quote

from sqlalchemy.orm import Session

from contracts.topics import EVENTS
from services.reporting.domain.reminder import Reminder, reminders
from services.reporting.mailing.letter import DEADLINE_NEAR, DEADLINE_OVERDUE
from services.reporting.store import deadlines, facts, letters
from services.reporting.store.stream import DIRECTORY
from services.reporting.usecases.cut_off import known_up_to
from services.reporting.usecases.means import Means
from services.reporting.usecases.notifying import NewLetter, write_letter
from services.reporting.usecases.service_account import SERVICE_ACCOUNT_ID
from shared.access import Principal
from shared.clock import BERLIN, local_day
from shared.pump import SELDOM_S
from shared.service import ServicePorts

FROM_HOUR: Final = 6
"""Not before this hour in Berlin: by then budget has told how everything stands on the new day."""
AGAIN_AFTER: Final = timedelta(minutes=10)
"""Deadlines arise and roles change during the day."""
REMINDED: Final = frozenset({DEADLINE_NEAR, DEADLINE_OVERDUE})


class Reminders:
    """The pump's worker; any number of them write each letter once."""

    name = "reporting-reminders"
    idle_s = SELDOM_S

    def __init__(self, ports: ServicePorts, means: Means) -> None:
        self._ports, self._means = ports, means
        self._not_before: datetime | None = None

    def run_once(self) -> int:
        """The number of letters written; none while not everything told has been read."""
        now = self._ports.clock.now()
        rests = self._not_before is not None and now < self._not_before
        if rests or now.astimezone(BERLIN).hour < FROM_HOUR:
            return 0
        by = self._ports.occasion(SERVICE_ACCOUNT_ID)
        with self._means.sessions.read() as session:
            if not is_read(session, self._means):
                return 0
            due = due_letters(session, local_day(now))
        written = 0
        if due:
            with self._means.sessions.write() as session:
                written = sum(write_letter(session, one, by=by) for one in due)
        self._not_before = now + AGAIN_AFTER
        return written


def is_read(session: Session, means: Means) -> bool:
    """Whether everything told has been read: on old news nobody is reminded, and nothing is taken
    for done."""
    return known_up_to(session) >= means.transport.end_offset(EVENTS)


def due_letters(session: Session, today: date) -> list[NewLetter]:
    """What is to be written today, and is not: to everybody who wants mail and holds one of the
    roles."""
    people = [DIRECTORY.by_id(session, one.user_id, today) for one in letters.recipients(session)]
    known = [one for one in people if one is not None]
    if not known:
        return []
    return [
        NewLetter(who.user_id, kind, about, _page_of(grant_id, one))
        for about, grant_id, one in _standing(session, today)
        for kind in [DEADLINE_OVERDUE if one.is_overdue else DEADLINE_NEAR]
        for who in known
        if who.holds(one.addressees, grant_id)
        and not letters.is_written(session, who.user_id, kind, about)
    ]


def is_still_due(session: Session, about: str, who: Principal, today: date) -> bool:
    """Whether a letter still says how it stands, to somebody it concerns."""
    grant_id = about.rpartition("/")[0] or None
    return any(
        key == about and who.holds(one.addressees, scope)
        for key, scope, one in _standing(session, today, grant_id)
    )


def _standing(
    session: Session, today: date, only: str | None = None
) -> Iterator[tuple[str, str | None, Reminder]]:
    """What the letter is about, its grant (None: the city) and the reminder, each once."""
    offset = known_up_to(session)
    seen: set[str] = set()
    for grant_id in [only] if only else facts.grants(session):
        told = deadlines.told_deadlines(session, grant_id, offset)
        if told is None:
            continue
        for one in reminders(told, today):
            scope = None if one.is_city_wide else grant_id
            about = f"{scope or ''}/{one.key}"
            if about not in seen:
                seen.add(about)
                yield about, scope, one


def _page_of(grant_id: str | None, one: Reminder) -> str:
    if grant_id is None:
        return "/budget/basiszinssaetze"
    return f"/budget/zuwendungen/{quote(grant_id, safe='')}/fristen#frist-{one.deadline.duty}"
