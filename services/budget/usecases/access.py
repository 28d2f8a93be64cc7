"""Writing down what a user may do: here, and as an event for the other services."""

from __future__ import annotations

from typing import Final, Literal

from sqlalchemy.orm import Session

from contracts.events.budget import UserAccessChanged
from contracts.events.snapshots import AccessSnapshot
from services.budget.store.access_history import note_access
from services.budget.store.tables import DIRECTORY, OUTBOX
from services.budget.store.user import without_expired
from shared.errors import Conflict, Violation
from shared.occasion import Occasion

Change = Literal[
    "invited",
    "joined",
    "roles_set",
    "locked",
    "unlocked",
    "password_set",
    "token_issued",
    "tokens_revoked",
    "sessions_revoked",
]

_WITHOUT_RIGHTS: Final = frozenset(
    {"password_set", "token_issued", "tokens_revoked", "sessions_revoked"}
)
"""Changes that touch no role and no lock: the list of rights need not know them."""


def apply_access(session: Session, access: AccessSnapshot, change: Change, by: Occasion) -> None:
    """Puts the access in force here and publishes it."""
    access = without_expired(access, by.now)
    DIRECTORY.apply(session, access)
    publish_access(session, access, change, by)


def publish_access(session: Session, access: AccessSnapshot, change: Change, by: Occasion) -> None:
    """Publishes an access that is in force already."""
    if change not in _WITHOUT_RIGHTS:
        note_access(session, access, change, by)
    event = UserAccessChanged(access, change)
    OUTBOX.add(session, event, subject=f"user/{access.user_id}", by=by)


def demand_other(user_id: str, by: Occasion) -> None:
    """Raises Conflict where somebody would change the own rights or lock (MUN-02)."""
    if user_id == by.actor:
        message = "Eigene Rechte ändert eine andere Person der Fachadministration."
        raise Conflict([Violation("own_account", "MUN-02", message)])
