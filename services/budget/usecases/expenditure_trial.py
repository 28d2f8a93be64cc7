"""Probeberechnung: what would become of an entry, with nothing stored and no event."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.budget.domain.expenditure import NewExpenditure
from services.budget.domain.line_limits import order_relief
from services.budget.usecases.assessment_world import load_world
from services.budget.usecases.expenditure import (
    Recorded,
    assessed_new,
    draft_row,
    merged,
    stored_new,
)
from services.budget.usecases.expenditure_admission import (
    check_entry,
    entry_of,
    order_use,
    surroundings_of,
)
from services.budget.usecases.means import Means
from shared.occasion import Occasion


def try_expenditure(
    session: Session, grant_id: str, new: NewExpenditure, *, by: Occasion, means: Means
) -> Recorded:
    """All violations of an entry and what the rules make of it. Raises NotFound."""
    world = load_world(session, grant_id, means, by, lock=False)
    entry = entry_of(new, means)
    around = surroundings_of(session, world, entry, means)
    found = check_entry(session, world, entry, around, by=by, means=means)
    if not is_calculable(new):
        return Recorded(None, None, None, None, tuple(found))
    row = draft_row(world, entry, found, by=by, key_id="", expenditure_id="", number=0)
    one = assessed_new(session, world, stored_new(row, ()))
    freed = order_relief(new, order_use(session, world, entry, means), world.terms, world.rules)
    return Recorded(None, None, None, one.assessment, merged(found, one.assessment), freed)


def is_calculable(new: NewExpenditure) -> bool:
    """Whether the calculation is defined at all for these facts."""
    parts = (new.vat_cents, new.discount_cents, new.retention_cents, new.ineligible_cents)
    return (
        new.gross_cents > 0
        and new.service_from <= new.service_to
        and all(0 <= part <= new.gross_cents for part in parts)
        and 0 <= new.allocation_bp <= 10_000
        and 0 <= new.vat_deductible_bp <= 10_000
        and 0 <= new.reverse_charge_vat_cents <= new.gross_cents
    )
