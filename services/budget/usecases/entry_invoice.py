"""The e-invoice an entry names: one of its grant, and held beside what was entered."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.invoice_comparison import comparison_findings
from services.budget.store.invoice import find_invoice
from services.budget.usecases.invoice import show_invoice
from services.budget.usecases.means import Means
from shared.errors import Violation
from shared.keyring import ERASED


def invoice_findings(
    session: Session, grant_id: str, new: NewExpenditure, means: Means
) -> list[Violation]:
    """An error where the named invoice is none of this grant, else warnings for what it says
    otherwise. An entry without one has none."""
    if new.invoice_id is None:
        return []
    if find_invoice(session, grant_id, new.invoice_id) is None:
        message = "Die genannte E-Rechnung wurde für diese Zuwendung nicht hochgeladen."
        return [Violation("invoice_unknown", "EINV-01", message, field="invoice_id")]
    reading = show_invoice(session, grant_id, new.invoice_id, means=means).reading
    return comparison_findings(new, reading, name_is_known=new.creditor != ERASED)
