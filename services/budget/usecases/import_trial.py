"""The takeover of a list within a trial: carried out, looked at and undone by `what_if`."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from services.budget.store.import_reading import load_import
from services.budget.usecases.imports import StoredImport, commit_import
from services.budget.usecases.means import Means
from shared.errors import Refused, Violation
from shared.occasion import Occasion

LONGEST: Final = 2_000
"""Lines that become rows or payments: a trial holds the write lock for as long as it takes."""


def try_commit(session: Session, import_id: str, *, by: Occasion, means: Means) -> StoredImport:
    """Takes the list over in the transaction of the caller, who undoes it; no file is kept.

    Raises NotFound, Refused where it is too long for a trial, and as the takeover itself.
    """
    row = load_import(session, import_id)
    if row.accepted + row.payments > LONGEST:
        message = (
            f"Ein Probelauf geht bis {LONGEST} Zeilen. Diese Liste ist länger; die Vorschau nennt "
            "Anzahl und Summe für die ganze Datei, und übernommen wird sie auch so."
        )
        raise Refused([Violation("trial_too_long", "API", message)])
    return commit_import(session, import_id, by=by, means=means, keep_files=False)
