"""Credit notes and retention releases: dated, positive as entered (ELG-05, ELG-06, E10, E16)."""

from __future__ import annotations

from datetime import date

from services.budget.domain.expenditure import Family, Movement
from services.budget.domain.grant import Terms
from shared.errors import Violation


def check_credit_note(family: Family, new: Movement, terms: Terms, today: date) -> list[Violation]:
    """Every reason against this credit note; a deviating VAT share warns."""
    raise NotImplementedError


def check_retention_release(
    family: Family, new: Movement, terms: Terms, today: date
) -> list[Violation]:
    """Every reason against paying out this part of the retention."""
    raise NotImplementedError


def check_closing(order_family: Family, reason: str) -> list[Violation]:
    """Every reason against freeing the rest of an order."""
    raise NotImplementedError
