"""Erasing a name, a creditor's or a signatory's: the key goes, figures and the log's bytes stay
(semantics 7)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.events.budget import CreditorErased
from services.budget.store.creditor import creditor_names, forget_creditor
from services.budget.store.import_erasure import forget_name_in_imports
from services.budget.store.signatory import forget_signatory
from services.budget.store.tables import OUTBOX
from services.budget.usecases.means import Means
from shared.errors import NotFound, Violation
from shared.keyring import ERASED
from shared.occasion import Occasion


def erase_creditor(
    session: Session, key_id: str, reason: str, *, by: Occasion, means: Means
) -> None:
    """Destroys the key of a creditor or of an entry of the register of signatories, here and in the
    stream, and writes `CreditorErased`.

    The marks of the duplicate index stay: they tell nothing without the voucher. Names of imported
    files and entries of a Klärungsliste that name the creditor go, too. Raises NotFound.
    """
    name = creditor_names(session, means.keyring, [key_id]).get(key_id, ERASED)
    if not (forget_creditor(session, key_id) or forget_signatory(session, key_id)):
        message = "Diesen Zahlungsempfänger gibt es nicht."
        raise NotFound([Violation("creditor_unknown", "API", message)])
    if name != ERASED:
        forget_name_in_imports(session, name)
    OUTBOX.add(session, CreditorErased(key_id, reason), subject=f"creditor/{key_id}", by=by)
    means.keyring.erase(session, OUTBOX, key_id, by.now)
