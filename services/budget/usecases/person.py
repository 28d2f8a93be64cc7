"""Who acts: a person, or the service account that stands behind commands without a user."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.domain.four_eyes import Origin
from services.budget.store.tables import DIRECTORY

SERVICE_ACCOUNT_ID: Final = "00000000-0000-4000-8000-000000000000"
"""The actor of commands on the terminal that name no user: no person, never a second pair of
eyes."""


def is_service_account(session: Session, actor: str) -> bool:
    """Whether no natural person acts."""
    if actor == SERVICE_ACCOUNT_ID:
        return True
    known = DIRECTORY.by_id(session, actor, None)
    return known is not None and known.holds([Role.SERVICE_ACCOUNT], None)


def origin(session: Session, created_by: str) -> Origin:
    """The creator as the four-eyes rule looks at it."""
    return Origin(created_by, is_service_account(session, created_by))
