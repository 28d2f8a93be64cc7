"""Joining by a one-time link, and a new password by another one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contracts.events.snapshots import AccessSnapshot, HeldRole
from services.budget.store.invitation import insert_invitation, invited_user, use_invitation
from services.budget.store.user import (
    UserRecord,
    insert_user,
    load_user,
    login_taken,
    set_credentials,
)
from services.budget.usecases.access import apply_access, publish_access
from services.budget.usecases.password import check_login, check_password, hash_password
from services.budget.usecases.refusal import warnings_or_refuse
from services.budget.usecases.user import one_per_scope, role_violations
from shared.clock import local_day
from shared.errors import Conflict, NotFound, Refused, Violation
from shared.occasion import Occasion

LIFETIME: Final = timedelta(days=7)


@dataclass(frozen=True)
class Link:
    """A one-time link: show `token` once, it is not kept."""

    user_id: str
    token: str
    expires_at: datetime


def invite_user(
    session: Session, display_name: str, roles: Sequence[HeldRole], *, by: Occasion
) -> Link:
    """Makes an account that its person still has to open. Raises Refused."""
    user_id = by.new_id()
    found = role_violations(session, roles, local_day(by.now))
    if not display_name.strip():
        message = "Bitte einen Namen angeben."
        found.append(Violation("text_missing", "MUN-02", message, field="display_name"))
    if not roles:
        message = "Bitte mindestens eine Rolle vergeben."
        found.append(Violation("role_missing", "MUN-02", message, field="roles"))
    warnings_or_refuse(found, subject=f"user/{user_id}", grant_id=None)
    access = AccessSnapshot(user_id, False, 1, one_per_scope(roles), ())
    insert_user(session, access, display_name.strip(), by.now)
    publish_access(session, access, "invited", by)
    return _new_link(session, user_id, by)


def renew_link(session: Session, user_id: str, *, by: Occasion) -> Link:
    """A link with which the person sets a new password, or joins after the first one expired.

    Raises NotFound, Conflict while the user is locked.
    """
    user = load_user(session, user_id, lock=True)
    if user.access.locked:
        raise Conflict([Violation("user_locked", "MUN-02", "Dieses Benutzerkonto ist gesperrt.")])
    return _new_link(session, user_id, by)


def open_invitation(session: Session, token: str, at: datetime) -> UserRecord:
    """Whose link it is. Raises NotFound for a used, expired or unknown one."""
    user_id = invited_user(session, token, at)
    if user_id is None:
        raise _invalid_link()
    return load_user(session, user_id)


def accept_invitation(
    session: Session, token: str, login: str, password: str, *, by: Occasion
) -> UserRecord:
    """Sets the password, and the log-in name where there is none yet; all sessions end.

    Raises NotFound for a link that no longer counts, Conflict while locked, Refused.
    """
    # Held from here on: a lock at the same moment must not be undone by what was read before it.
    user = load_user(session, open_invitation(session, token, by.now).user_id, lock=True)
    if user.access.locked:
        raise Conflict([Violation("user_locked", "MUN-02", "Dieses Benutzerkonto ist gesperrt.")])
    joining = user.login is None
    login = login.strip().lower() if joining else user.login or ""
    found = check_password(password, login)
    if joining:
        found += check_login(login)
        if login_taken(session, login):
            found.append(_taken())
    warnings_or_refuse(found, subject=f"user/{user.user_id}", grant_id=None)
    if not use_invitation(session, token, by.now):
        raise _invalid_link()
    try:
        set_credentials(
            session, user.user_id, hash_password(password), login=login if joining else None
        )
    except IntegrityError as error:  # someone else took the name at the same moment
        raise Refused([_taken()], subject=f"user/{user.user_id}") from error
    access = replace(user.access, session_revision=user.access.session_revision + 1)
    actor = Occasion(user.user_id, by.now, by.new_id)
    apply_access(session, access, "joined" if joining else "password_set", actor)
    return load_user(session, user.user_id)


def _new_link(session: Session, user_id: str, by: Occasion) -> Link:
    link = Link(user_id, secrets.token_urlsafe(32), by.now + LIFETIME)
    insert_invitation(session, link.token, user_id, link.expires_at, by)
    return link


def _taken() -> Violation:
    message = "Dieser Anmeldename ist vergeben. Bitte einen anderen wählen."
    return Violation("login_taken", "SYSTEM", message, field="login")


def _invalid_link() -> NotFound:
    message = "Dieser Link ist abgelaufen oder wurde schon benutzt. Bitte einen neuen anfordern."
    return NotFound([Violation("link_invalid", "SYSTEM", message)])
