"""Which payments of a list may not be recorded on the vouchers they pay."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.budget.domain.payment import check_payment
from services.budget.store.certification import certification_rows
from services.budget.store.expenditure_family import domain_row
from services.budget.usecases.assessment_world import World
from services.budget.usecases.import_sorting import SortedLine, Verdict
from shared.errors import Violation, errors_only
from shared.occasion import Occasion


def refused_payments(
    session: Session, world: World, lines: Sequence[SortedLine], by: Occasion
) -> dict[int, list[Violation]]:
    """The reasons by the line of the file; lines that are no payment are left out."""
    payments = [one for one in lines if one.verdict is Verdict.PAYMENT]
    known = [one.stored.expenditure_id for one in payments if one.stored is not None]
    certifications = certification_rows(session, known)
    refused = {}
    for line in payments:
        row, stored = line.row, line.stored
        if stored is None or row.payment_date is None:
            continue
        given = certifications.get(stored.expenditure_id, ())
        found = check_payment(
            domain_row(stored, given), row.payment_date, row.discount_cents, by.actor, world.today
        )
        if errors := errors_only(found):
            refused[row.row] = errors
    return refused
