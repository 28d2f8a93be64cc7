"""Logging in, throttled by what the database counted; changing the own password.

An attempt is counted before the password is looked at and taken back when it was right: so many
attempts at the same moment do not slip past the count. Hashing takes no lock: a log-in is three
steps, `admit` (transaction), `verify_password`, `record_outcome` (transaction).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Literal

from sqlalchemy.orm import Session

from contracts.events.budget import LoginFailed, UserLoggedIn
from services.budget.store.login import Failures, failures_since, forget_failures, record_failure
from services.budget.store.tables import OUTBOX
from services.budget.store.user import (
    credentials_of,
    load_access,
    load_user,
    password_hash_of,
    set_credentials,
)
from services.budget.usecases.access import apply_access
from services.budget.usecases.password import check_password, hash_password, verify_password
from services.budget.usecases.refusal import warnings_or_refuse
from shared.errors import Violation
from shared.occasion import Occasion

WINDOW: Final = timedelta(minutes=15)
PER_PAIR: Final = 5
PER_LOGIN: Final = 100
PER_ADDRESS: Final = 50
"""Failed attempts within the window: of one name from one address, of one name from anywhere, from
one address (an office shares one). The limit of a name is above that of an address: nobody can lock
out another from a single place."""

ANONYMOUS: Final = "anonym"

Cause = Literal["wrong_password", "unknown_user", "locked", "throttled"]


@dataclass(frozen=True)
class Admission:
    """A counted attempt: what the password is checked against, or that it is one too many."""

    login: str
    address: str
    user_id: str | None
    password_hash: str | None
    throttled: bool


@dataclass(frozen=True)
class LoggedIn:
    """What the session cookie holds."""

    user_id: str
    session_revision: int


def admit(session: Session, login: str, address: str, *, by: Occasion) -> Admission:
    """Counts the attempt and finds the account.

    Of the attempts above a limit the first is counted and told to the log, the others are neither:
    nobody without an account may fill a log that is for ever.
    """
    login = login.strip().lower()
    room = _room(failures_since(session, login, address, by.now - WINDOW))
    found = credentials_of(session, login)
    user_id = found.user_id if found else None
    if room >= 0:
        record_failure(session, login, address, by.now)
    if room == 0:
        _announce_failure(session, user_id, "throttled", by)
    if room <= 0:
        return Admission(login, address, user_id, None, throttled=True)
    password_hash = found.password_hash if found else None
    return Admission(login, address, user_id, password_hash, throttled=False)


def _room(failures: Failures) -> int:
    """How many more attempts may fail; 0 when this one is the first too many, then negative."""
    return min(
        PER_PAIR - failures.of_pair,
        PER_LOGIN - failures.of_login,
        PER_ADDRESS - failures.of_address,
    )


def record_outcome(
    session: Session, admission: Admission, *, fits: bool, by: Occasion
) -> LoggedIn | None:
    """Writes how the attempt ended: the session that may begin, or None."""
    if admission.throttled:
        return None
    if admission.user_id is None:
        _announce_failure(session, None, "unknown_user", by)
        return None
    if not fits:
        _announce_failure(session, admission.user_id, "wrong_password", by)
        return None
    access = load_access(session, admission.user_id)
    if access.locked:
        _announce_failure(session, admission.user_id, "locked", by)
        return None
    forget_failures(session, admission.login, admission.address, by.now - WINDOW)
    actor = Occasion(admission.user_id, by.now, by.new_id)
    event = UserLoggedIn(admission.user_id)
    OUTBOX.add(session, event, subject=f"user/{admission.user_id}", by=actor)
    return LoggedIn(admission.user_id, access.session_revision)


def change_password(session: Session, old: str, new: str, *, by: Occasion) -> LoggedIn:
    """Sets the own password; all other sessions end. Raises NotFound, Refused."""
    user = load_user(session, by.actor, lock=True)
    found = check_password(new, user.login or "")
    if not verify_password(password_hash_of(session, by.actor), old):
        message = "Das bisherige Passwort stimmt nicht."
        found.append(Violation("wrong_password", "SYSTEM", message, field="old_password"))
    warnings_or_refuse(found, subject=f"user/{by.actor}", grant_id=None)
    set_credentials(session, by.actor, hash_password(new))
    access = replace(user.access, session_revision=user.access.session_revision + 1)
    apply_access(session, access, "password_set", by)
    return LoggedIn(by.actor, access.session_revision)


def _announce_failure(session: Session, user_id: str | None, cause: Cause, by: Occasion) -> None:
    OUTBOX.add(
        session,
        LoginFailed(user_id, cause),
        subject=f"user/{user_id or ANONYMOUS}",
        by=by,
        outcome="failed",
    )
