"""User administration: roles, lock, tokens, sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from contracts.events.snapshots import HeldRole
from services.budget.store.grant import grant_exists
from services.budget.store.user import UserRecord, load_user
from services.budget.usecases.access import apply_access, demand_other
from services.budget.usecases.refusal import warnings_or_refuse
from shared.errors import Violation
from shared.occasion import Occasion


def set_roles(
    session: Session, user_id: str, roles: Sequence[HeldRole], *, by: Occasion
) -> UserRecord:
    """Replaces the roles of a user. Raises NotFound, Conflict for the own account, Refused."""
    user = load_user(session, user_id, lock=True)
    demand_other(user_id, by)
    warnings_or_refuse(role_violations(session, roles), subject=f"user/{user_id}", grant_id=None)
    apply_access(session, replace(user.access, roles=tuple(roles)), "roles_set", by)
    return load_user(session, user_id)


def role_violations(session: Session, roles: Sequence[HeldRole]) -> list[Violation]:
    """One violation per role for a grant that does not exist."""
    return [
        Violation(
            "grant_unknown",
            "MUN-02",
            f"Die Zuwendung „{one.grant_id}“ gibt es nicht.",
            field="grant_id",
        )
        for one in roles
        if one.grant_id is not None and not grant_exists(session, one.grant_id)
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
