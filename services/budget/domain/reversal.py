"""Storno: never an edit, never a deletion, always a negative twin (MUN-09, semantics 4)."""

from __future__ import annotations

from collections.abc import Sequence

from services.budget.domain.expenditure import Family, Row
from shared.errors import Violation


def check_reversal(
    row: Row, reason: str, *, active_part_invoices: Sequence[Row] = ()
) -> list[Violation]:
    """Every reason against reversing `row`."""
    raise NotImplementedError


def taken_along(family: Family, row: Row) -> tuple[Row, ...]:
    """The movements the reversal of `row` takes with it (they get the same `reversed_by`)."""
    raise NotImplementedError
