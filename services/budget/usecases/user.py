"""User administration: roles, lock, tokens, sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from contracts.events.snapshots import HeldRole
from services.budget.domain.held_role import check_role_end
from services.budget.store.grant import grant_exists
from services.budget.store.user import UserRecord, load_user
from services.budget.usecases.access import apply_access, demand_other
from services.budget.usecases.refusal import warnings_or_refuse
from shared.clock import local_day
from shared.errors import Violation
from shared.occasion import Occasion


def set_roles(
    session: Session, user_id: str, roles: Sequence[HeldRole], *, by: Occasion
) -> UserRecord:
    """Replaces the roles of a user; of two for the same grant the later one counts.

    What was held before stays as it is, even where its last day is over. Raises NotFound, Conflict
    for the own account, Refused.
    """
    user = load_user(session, user_id, lock=True)
    demand_other(user_id, by)
    found = role_violations(session, set(roles) - set(user.access.roles), local_day(by.now))
    warnings_or_refuse(found, subject=f"user/{user_id}", grant_id=None)
    apply_access(session, replace(user.access, roles=one_per_scope(roles)), "roles_set", by)
    return load_user(session, user_id)


def one_per_scope(roles: Sequence[HeldRole]) -> tuple[HeldRole, ...]:
    """The roles without what a later one of the same kind and grant replaces."""
    return tuple({(one.role, one.grant_id): one for one in roles}.values())


def role_violations(session: Session, roles: Iterable[HeldRole], today: date) -> list[Violation]:
    """What is wrong about roles that are to be given: grants that do not exist, missing ends."""
    unknown = [
        Violation(
            "grant_unknown",
            "MUN-02",
            f"Die Zuwendung „{one.grant_id}“ gibt es nicht.",
            field="grant_id",
        )
        for one in roles
        if one.grant_id is not None and not grant_exists(session, one.grant_id)
    ]
    ends = ((one, date.fromisoformat(one.until) if one.until else None) for one in roles)
    return unknown + [
        violation
        for one, until in ends
        for violation in check_role_end(one.role, one.grant_id, until, today)
    ]


def lock_user(session: Session, user_id: str, *, by: Occasion) -> UserRecord:
    """Ends every session and token of the user until unlocked. Raises NotFound, Conflict."""
    user = load_user(session, user_id, lock=True)
    demand_other(user_id, by)
    access = replace(
        user.access, locked=True, tokens=(), session_revision=user.access.session_revision + 1
    )
    apply_access(session, access, "locked", by)
    return load_user(session, user_id)


def unlock_user(session: Session, user_id: str, *, by: Occasion) -> UserRecord:
    """Lets the user log in again. Raises NotFound, Conflict for the own account."""
    user = load_user(session, user_id, lock=True)
    demand_other(user_id, by)
    apply_access(session, replace(user.access, locked=False), "unlocked", by)
    return load_user(session, user_id)


def revoke_tokens(session: Session, user_id: str, *, by: Occasion) -> UserRecord:
    """Ends every bearer token of the user. Raises NotFound."""
    user = load_user(session, user_id, lock=True)
    apply_access(session, replace(user.access, tokens=()), "tokens_revoked", by)
    return load_user(session, user_id)


def revoke_sessions(session: Session, user_id: str, *, by: Occasion) -> UserRecord:
    """Ends every session of the user. Raises NotFound."""
    user = load_user(session, user_id, lock=True)
    access = replace(user.access, session_revision=user.access.session_revision + 1)
    apply_access(session, access, "sessions_revoked", by)
    return load_user(session, user_id)
