"""Totals of a row on any day: rounded once from exact fractions (semantics 1, 2 and 5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.budget.domain.circumstances import Context, PartInvoice
from services.budget.domain.effects import NOTHING, Totals
from services.budget.domain.eligibility import Factors
from services.budget.domain.expenditure import Kind, Row
from services.budget.domain.share import NONE


def committed_from(row: Row) -> date:
    """Day from which an amount is bound: contract or invoice, whichever came first.

    An invoice of an order binds from its own date: until then the order does. Without any of these
    dates (travel, fees) the day of recording.
    """
    facts = row.facts
    contract = None if facts.commitment_id else facts.contract_date
    days = [day for day in (contract, facts.invoice_date) if day is not None]
    return min(days, default=facts.payment_date or row.recorded_on)


@dataclass(frozen=True)
class Timeline:
    """The totals of a voucher with some of its movements, or of an order, day by day."""

    totals: Callable[[date], Totals]
    days: tuple[date, ...]


class _Amounts(NamedTuple):
    """Paid amounts of a voucher on a day, before any share, in cents."""

    paid: int
    in_time: int
    """What of `paid` may be eligible: without releases after `payments_until`."""
    retained: int
    open: int
    """Invoice less discount and credits: what is bound while nothing is paid."""


def voucher_timeline(
    row: Row, movements: Sequence[Row], context: Context, factors: Factors
) -> Timeline:
    """Totals of a voucher with these shares and exactly these movements."""
    paid_on = row.facts.payment_date
    start = committed_from(row)
    floor = row.recorded_on if context.replaces_called else None

    def totals(day: date) -> Totals:
        if floor is not None and day < floor:
            return NOTHING
        amounts = _amounts(row, movements, day, context.terms.payments_until)
        if paid_on is not None and day >= paid_on:
            in_time = paid_on <= context.terms.payments_until
            return _paid_totals(amounts, factors, in_time=in_time)
        return _open_totals(amounts.open, factors) if day >= start else NOTHING

    days = [start, *(one.movement.on for one in movements if one.movement)]
    days.extend(day for day in (paid_on, floor) if day is not None)
    return Timeline(totals, tuple(days))


def _amounts(row: Row, movements: Sequence[Row], day: date, payments_until: date) -> _Amounts:
    facts = row.facts
    credits = releases = late = 0
    for one in movements:
        moved = one.movement
        if moved is None or moved.on > day:
            continue
        if one.kind is Kind.CREDIT_NOTE:
            credits += moved.amount_cents
        else:
            releases += moved.amount_cents
            late += moved.amount_cents if moved.on > payments_until else 0
    due = facts.gross_cents - facts.discount_cents - credits
    retained = facts.retention_cents - releases
    return _Amounts(paid=due - retained, in_time=due - retained - late, retained=retained, open=due)


def _paid_totals(amounts: _Amounts, factors: Factors, *, in_time: bool) -> Totals:
    share = factors.eligible if in_time else NONE
    eligible = share.of(amounts.in_time)
    in_the_end = share.of(amounts.in_time + amounts.retained)
    return Totals(
        committed=factors.cost.of(amounts.retained),
        paid=factors.cost.of(amounts.paid),
        deductible_vat=factors.deductible_vat.of(amounts.paid),
        eligible=eligible,
        expected_eligible=in_the_end - eligible,
    )


def _open_totals(open_cents: int, factors: Factors) -> Totals:
    return Totals(
        committed=factors.cost.of(open_cents), expected_eligible=factors.eligible.of(open_cents)
    )


def order_timeline(row: Row, context: Context, factors: Factors) -> Timeline:
    """Totals of an order: its remainder, stepwise at the dates of its part invoices."""
    start = committed_from(row)

    def totals(day: date) -> Totals:
        if day < start or (row.closed_on is not None and day >= row.closed_on):
            return NOTHING
        return _open_totals(remainder(row.facts.gross_cents, context.part_invoices, day), factors)

    days = [start, *(part.on for part in context.part_invoices)]
    days.extend(part.until for part in context.part_invoices if part.until is not None)
    if row.closed_on is not None:
        days.append(row.closed_on)
    return Timeline(totals, tuple(days))


def remainder(gross_cents: int, parts: Sequence[PartInvoice], day: date) -> int:
    """What is left of an order on a day: max(0, gross − active part invoices dated by then)."""
    invoiced = sum(
        part.gross_cents
        for part in parts
        if part.on <= day and (part.until is None or day < part.until)
    )
    return max(0, gross_cents - invoiced)
