"""What the interest sheet finds: interest that runs, money still open, amounts nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator

from services.reporting.documents.report_findings import Found
from services.reporting.domain.interest_sheet import InterestSheet, ItemLine


def interest_findings(figures: InterestSheet) -> Iterator[Found]:
    """By code and item: of money that lay unused, then of money to be paid back."""
    for one in figures.late:
        yield from _of(one, "late_use_interest", "money_unused", "Auszahlung")
    for one in figures.owed:
        yield from _of(one, "repayment_interest", "repayment_open", "Erstattung")


def _of(one: ItemLine, bears: str, is_open: str, kind: str) -> Iterator[Found]:
    item, name = one.item, f"{kind} Nr. {one.item.number}"
    if item.interest_cents is None:
        yield "rate_missing", name
    elif item.interest_cents:
        yield bears, name
    elif item.unused_cents:
        yield is_open, name
