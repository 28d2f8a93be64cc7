"""What a credit note or retention release does: the difference of two rounded totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.domain.circumstances import Context
from services.budget.domain.effects import Effect, Totals, difference, effects_of
from services.budget.domain.eligibility import Change, Factors, Step, movement_steps
from services.budget.domain.expenditure import Family, Kind, Movement, Row
from services.budget.domain.timeline import voucher_timeline
from shared.errors import Violation
from shared.periods import german_date

_LABELS: Final = {
    Kind.CREDIT_NOTE: ("ELG-05", "Gutschrift", -1),
    Kind.RETENTION_RELEASE: ("ELG-06", "Auszahlung des Sicherheitseinbehalts", 1),
}


@dataclass(frozen=True)
class MovementPart:
    """The contribution of one movement to its expenditure."""

    on: date
    steps: tuple[Step, ...]
    effects: tuple[Effect, ...]
    findings: tuple[Violation, ...]


def chain_of(family: Family) -> tuple[Row, ...]:
    """The movements that count, by their own day; those reversed by themselves are left out.

    Movements taken along by the reversal of their original stay in: the twin negates them too.
    """
    counting = [
        row
        for row in family.movements
        if not row.is_reversed or row.reversed_by == family.original.reversed_by
    ]
    return tuple(sorted(counting, key=_order))


def movement_part(row: Row, family: Family, context: Context, factors: Factors) -> MovementPart:
    """Effects and steps of `row`: the totals with it minus the totals without it.

    Only the movements before it in time are in both, so all parts together are exactly the total.
    """
    moved = movement_of(row)
    before = [
        one
        for one in chain_of(family)
        if one.expenditure_id != row.expenditure_id and _order(one) < _order(row)
    ]
    with_it = voucher_timeline(family.original, (*before, row), context, factors)
    without = voucher_timeline(family.original, before, context, factors)

    def change(day: date) -> Totals:
        return difference(with_it.totals(day), without.totals(day))

    terms, rules = context.terms, context.rules
    rule, label, sign = _LABELS[row.kind]
    paid_on = family.original.facts.payment_date
    late = _is_late(row, context) or (paid_on is not None and paid_on > terms.payments_until)
    already = _in_time(family.original, before, context)
    step = Change(rule, label, already, sign * moved.amount_cents, late)
    return MovementPart(
        on=moved.on,
        steps=movement_steps(step, family.original.facts, factors, terms, rules),
        effects=effects_of(change, with_it.days),
        findings=_findings(row, context),
    )


def movement_of(row: Row) -> Movement:
    """The movement of a credit note or release row; ValueError for any other row."""
    if row.movement is None:
        raise ValueError(f"row {row.number} is no movement")
    return row.movement


def _order(row: Row) -> tuple[date, int]:
    return movement_of(row).on, row.number


def _in_time(original: Row, before: Sequence[Row], context: Context) -> int:
    """Amount paid so far that may be eligible, in cents."""
    facts = original.facts
    total = facts.gross_cents - facts.discount_cents - facts.retention_cents
    for one in before:
        if not _is_late(one, context):
            total += _LABELS[one.kind][2] * movement_of(one).amount_cents
    return total


def _is_late(row: Row, context: Context) -> bool:
    """A release after the last day of payments adds nothing; a credit note always reduces."""
    is_release = row.kind is Kind.RETENTION_RELEASE
    return is_release and movement_of(row).on > context.terms.payments_until


def _findings(row: Row, context: Context) -> tuple[Violation, ...]:
    if not _is_late(row, context):
        return ()
    message = (
        f"Die Auszahlung vom {german_date(movement_of(row).on)} kommt nach dem letzten Tag, bis zu "
        f"dem Zahlungen zählen ({german_date(context.terms.payments_until)})."
    )
    return (Violation("payment_too_late", "ELG-06", message, "warning", "payment_date"),)
