"""Whether somebody wants mail, and where to: each for oneself."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from services.reporting.store import letters
from services.reporting.store.letters import RecipientRow
from shared.errors import Refused, Violation
from shared.occasion import Occasion

LONGEST: Final = 254


def want_mail(session: Session, address: str, *, by: Occasion) -> None:
    """Keeps the address of whoever acts. Raises Refused `mail_address_invalid`."""
    if not _is_address(address):
        message = "Das ist keine Mailadresse wie name@stadt.de."
        raise Refused(
            [Violation("mail_address_invalid", "API", message, field="address")],
            subject=f"user/{by.actor}",
        )
    letters.want(session, RecipientRow(user_id=by.actor, address=address, changed_at=by.now))


def want_no_mail(session: Session, *, by: Occasion) -> None:
    """Deletes the address of whoever acts, and what waits for it."""
    letters.forget(session, by.actor)


def _is_address(text: str) -> bool:
    """One plain address: nothing that could become a second recipient or a header."""
    name, at, host = text.rpartition("@")
    plain = text.isascii() and text.isprintable() and not set(text) & set(' ,;:<>()[]"\\')
    return bool(at and name and "." in host and plain and len(text) <= LONGEST)
