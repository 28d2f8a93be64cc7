"""Whether an e-invoice is in the books already: asked when it is dropped, before anything else."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.admission import duplicate_violations
from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.invoice import ExpenditurePrefill
from services.budget.usecases.assessment_world import load_world
from services.budget.usecases.expenditure_admission import (
    admission_of,
    entry_of,
    surroundings_of,
)
from services.budget.usecases.means import Means
from shared.errors import Violation
from shared.occasion import Occasion


def known_before(
    session: Session, grant_id: str, filled: ExpenditurePrefill, *, by: Occasion, means: Means
) -> list[Violation]:
    """Duplicates and look-alikes of what the invoice says, as saving would find them (ELG-09).

    Empty where it says too little to compare by, and for credit notes. Raises NotFound.
    """
    creditor, gross_cents, number = filled.creditor, filled.gross_cents, filled.invoice_number
    if filled.is_credit_note or not creditor or not gross_cents or not number:
        return []
    on = filled.invoice_date or date.max
    new = NewExpenditure(
        budget_line="",  # line, measure and purpose are still to be typed; none is compared
        measure_id="",
        creditor=creditor,
        purpose="",
        gross_cents=gross_cents,
        service_from=on,
        service_to=on,
        invoice_number=number,
        invoice_date=filled.invoice_date,
    )
    world = load_world(session, grant_id, means, by, lock=False)
    entry = entry_of(new, means)
    around = surroundings_of(session, world, entry, means)
    return list(
        duplicate_violations(new, admission_of(session, world, entry, around, by=by, means=means))
    )
