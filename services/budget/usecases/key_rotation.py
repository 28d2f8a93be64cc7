"""Changing `DATA_KEY`: every wrapped key is wrapped anew, what it protects stays as it is."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means


def rotate_data_key(session: Session, new_data_key: bytes, *, means: Means) -> int:
    """Wraps all keys under `new_data_key` (32 bytes) and publishes the creditors' ones.

    Returns how many. The running process still holds the old setting: stop it before, start it
    with the new one after. Raises ValueError where the present `DATA_KEY` opens them not.
    """
    return means.keyring.rotate(session, OUTBOX, new_data_key)
