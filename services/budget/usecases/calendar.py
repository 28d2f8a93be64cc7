"""Deadlines for calendar programs, which cannot send a bearer token: a secret, revocable address.

The address is worth what its owner may read at the moment it is asked: a lock or a lost role ends
it without further ado.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from contracts.events.budget import CalendarLinkIssued, CalendarLinkRevoked
from contracts.roles import READERS
from services.budget.export.calendar import GrantDeadlines, calendar_bytes
from services.budget.store.calendar_link import (
    insert_link,
    link_of_token,
    links_of,
    revoke_link_row,
)
from services.budget.store.grant import GrantRecord, list_grants, load_grant
from services.budget.store.tables import DIRECTORY, OUTBOX
from services.budget.usecases.deadline_reading import deadlines_of
from services.budget.usecases.means import Means
from shared.access import hash_token
from shared.errors import NotFound, Refused, Violation
from shared.occasion import Occasion

MAX_LINKS = 20
"""Per user: enough for every device, few enough to know what they are for."""


@dataclass(frozen=True)
class IssuedLink:
    """A new address: show `token` once, it is not kept."""

    link_id: str
    token: str


def issue_calendar_link(session: Session, grant_id: str | None, *, by: Occasion) -> IssuedLink:
    """A new address for the deadlines of one grant, or of all the user reads. Raises Refused."""
    if len(links_of(session, by.actor)) >= MAX_LINKS:
        message = f"Mehr als {MAX_LINKS} Kalenderlinks gibt es nicht; bitte einen alten beenden."
        refusal = Violation("too_many_calendar_links", "API", message)
        raise Refused([refusal], subject=f"user/{by.actor}", grant_id=grant_id)
    if grant_id is not None:
        load_grant(session, grant_id)
    link_id, token = by.new_id(), secrets.token_urlsafe(32)
    insert_link(session, link_id, hash_token(token), grant_id, by)
    event = CalendarLinkIssued(link_id, by.actor, grant_id)
    OUTBOX.add(session, event, subject=f"user/{by.actor}", by=by, grant_id=grant_id)
    return IssuedLink(link_id, token)


def revoke_calendar_link(session: Session, link_id: str, *, by: Occasion) -> None:
    """Ends an own address. Raises NotFound."""
    link = revoke_link_row(session, link_id, by)
    event = CalendarLinkRevoked(link_id, by.actor, link.grant_id)
    OUTBOX.add(session, event, subject=f"user/{by.actor}", by=by, grant_id=link.grant_id)


def calendar_of_token(session: Session, token: str, today: date, *, means: Means) -> bytes:
    """The feed behind an address. Raises NotFound for one that ended, or whose owner may no
    longer read it."""
    link = link_of_token(session, hash_token(token))
    owner = DIRECTORY.by_id(session, link.user_id, today) if link else None
    if link is None or owner is None or not owner.holds(READERS, link.grant_id):
        message = "Diesen Kalender gibt es nicht oder nicht mehr."
        raise NotFound([Violation("calendar_link_unknown", "API", message)])
    if link.grant_id is not None:
        return calendar_of_grant(session, link.grant_id, today, means=means)
    return calendar_of_all(session, owner.grants(READERS), today, means=means)


def calendar_of_grant(session: Session, grant_id: str, today: date, *, means: Means) -> bytes:
    """The feed of one grant. Raises NotFound."""
    grant = load_grant(session, grant_id)
    return calendar_bytes(f"Fristen {grant.title}", [_feed(session, grant, today, means)])


def calendar_of_all(
    session: Session, only: Collection[str] | None, today: date, *, means: Means
) -> bytes:
    """The feed of all active grants among `only` (None: of all)."""
    grants = [one for one in list_grants(session, only=only) if one.is_active]
    feeds = [_feed(session, one, today, means) for one in grants]
    return calendar_bytes("Fristen aller Zuwendungen", feeds)


def _feed(session: Session, grant: GrantRecord, today: date, means: Means) -> GrantDeadlines:
    return GrantDeadlines(
        grant_id=grant.grant_id,
        title=grant.title,
        known_on=grant.award_date,
        deadlines=deadlines_of(session, grant, today, means=means),
        lead_days=grant.rules(means.packs, today).deadline.deadline_lead_days,
    )
