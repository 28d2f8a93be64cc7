"""Bearer tokens for programs: printed once, only their hash is kept."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from contracts.events.snapshots import TokenRecord
from services.budget.store.user import load_user
from services.budget.usecases.access import apply_access
from services.budget.usecases.refusal import warnings_or_refuse
from shared.access import hash_token
from shared.clock import format_instant
from shared.errors import Conflict, Violation
from shared.occasion import Occasion

DEFAULT_DAYS: Final = 30
MAX_DAYS: Final = 366
MAX_TOKENS: Final = 50
"""Per user; every token travels in each access event."""


def issue_token(session: Session, user_id: str, days: int = DEFAULT_DAYS, *, by: Occasion) -> str:
    """A new token of 256 random bits for the user, valid for `days`.

    Raises NotFound, Conflict while the user is locked, Refused.
    """
    user = load_user(session, user_id, lock=True)
    if user.access.locked:
        raise Conflict([Violation("user_locked", "MUN-02", "Dieses Benutzerkonto ist gesperrt.")])
    known = [one for one in user.access.tokens if one.expires_at > format_instant(by.now)]
    found = []
    if not 0 < days <= MAX_DAYS:
        message = f"Ein Zugriffstoken gilt 1 bis {MAX_DAYS} Tage."
        found.append(Violation("days_out_of_range", "MUN-02", message, field="days"))
    if len(known) >= MAX_TOKENS:
        message = f"Mehr als {MAX_TOKENS} Zugriffstoken je Konto gibt es nicht; bitte alte beenden."
        found.append(Violation("too_many_tokens", "MUN-02", message))
    warnings_or_refuse(found, subject=f"user/{user_id}", grant_id=None)
    token = f"fn_{secrets.token_urlsafe(32)}"
    record = TokenRecord(hash_token(token), format_instant(by.now + timedelta(days=days)))
    apply_access(session, replace(user.access, tokens=(*known, record)), "token_issued", by)
    return token
