"""Changing `DATA_KEY`: every wrapped key is wrapped anew, what it protects stays as it is."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from contracts.events.budget import DataKeyRotated
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from shared.occasion import Occasion

SUBJECT: Final = "data_key/budget"
"""What the entry is about; the key itself has no id and is named nowhere."""


def rotate_data_key(session: Session, new_data_key: bytes, *, by: Occasion, means: Means) -> int:
    """Wraps all keys under `new_data_key` (32 bytes), publishes the creditors' ones and writes
    `DataKeyRotated`.

    Returns how many. The running process still holds the old setting: stop it before, start it
    with the new one after. Raises ValueError where the present `DATA_KEY` opens them not.
    """
    made = means.keyring.rotate(session, OUTBOX, new_data_key)
    OUTBOX.add(session, DataKeyRotated(made), subject=SUBJECT, by=by)
    return made
