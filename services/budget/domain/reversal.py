"""Storno: never an edit, never a deletion, always a negative twin (MUN-09, semantics 4).

What the twin amounts to is in `assessment`: it negates, it never recomputes.
"""

from __future__ import annotations

from collections.abc import Sequence

from services.budget.domain.expenditure import Family, Row
from services.budget.domain.movement_effects import chain_of
from services.budget.domain.row_state import reason_violations, reversed_violations
from shared.errors import Violation


def check_reversal(
    row: Row, reason: str, *, active_part_invoices: Sequence[Row] = ()
) -> list[Violation]:
    """Every reason against reversing `row`; called rows may be reversed too (CALL-08)."""
    found = [*reversed_violations(row), *reason_violations(reason, "MUN-09")]
    if active_part_invoices:
        numbers = ", ".join(str(one.number) for one in active_part_invoices)
        message = (
            f"Zu diesem Auftrag gehören noch Rechnungen (Nr. {numbers}). Bitte zuerst sie "
            "stornieren oder den Rest des Auftrags freigeben."
        )
        found.append(Violation("order_has_invoices", "MUN-09", message))
    return found


def taken_along(family: Family, row: Row) -> tuple[Row, ...]:
    """The movements the reversal of `row` takes with it: they get the same `reversed_by`."""
    return chain_of(family) if row.expenditure_id == family.original.expenditure_id else ()
