"""Who acts without being a person: the schedule, and commands that name no user."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from contracts.roles import Role
from services.reporting.store.stream import DIRECTORY

SERVICE_ACCOUNT_ID: Final = "00000000-0000-4000-8000-000000000000"
"""The same id in every service: the actor of the installation itself."""


def is_service_account(session: Session, actor: str) -> bool:
    """Whether no natural person acts."""
    if actor == SERVICE_ACCOUNT_ID:
        return True
    known = DIRECTORY.by_id(session, actor, None)
    return known is not None and known.holds([Role.SERVICE_ACCOUNT], None)
