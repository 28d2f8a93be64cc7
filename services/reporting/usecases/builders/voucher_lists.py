"""Builders of the lists of receipts, and the rows every list of receipts is made of."""

from __future__ import annotations

from collections.abc import Iterator

from services.reporting.documents import Document
from services.reporting.documents.voucher_list import (
    VoucherListContent,
    VoucherSource,
    voucher_list_document,
    voucher_list_summary_document,
)
from services.reporting.domain.call_way import call_way
from services.reporting.domain.sums import grant_sums, received
from services.reporting.domain.voucher import Corrections, Voucher
from services.reporting.store import erasures, grant_facts, vouchers
from services.reporting.store.procurement import procurement_numbers
from services.reporting.store.reconciliation import closed_half_years
from services.reporting.usecases.material import Material


def build_voucher_list(given: Material) -> Document:
    """R03."""
    return voucher_list_document(list_content(given), voucher_source(given, None))


def build_voucher_list_summary(given: Material) -> Document:
    """R03, sums only."""
    sums = grant_sums(given.facts, given.period.last_day)
    return voucher_list_summary_document(list_content(given), sums)


def list_content(given: Material) -> VoucherListContent:
    """What both say of the grant; the list reads no row for it, so it may be of any length."""
    day, frame = given.period.last_day, given.frame
    return VoucherListContent(
        heading=given.heading,
        as_of=day,
        funding_rate_bp=frame.terms_on(day).funding_rate_bp,
        incomes=frame.incomes,
        calls=frame.calls,
        received=received(frame.calls, day),
        way=call_way(frame, day, *_eligible(given)),
    )


def _eligible(given: Material) -> tuple[int, int]:
    """Cents of all rows and of first measures, streamed: only where they have a cap of their own
    do the latter count (PRG-03)."""
    day, frame = given.period.last_day, given.frame
    capped = frame.terms_on(day).first_measures_cap_cents is not None
    marked = frame.first_measures if capped else frozenset()
    return grant_facts.eligible_cents(given.session, given.grant_id, given.offset, day, marked)


def voucher_source(given: Material, only: frozenset[str] | None) -> VoucherSource:
    """The rows in the order of the plan's lines, then of lines only rows name.

    A call binds whole rows, so its list (`only`) hides no corrections.
    """
    session, day = given.session, given.period.last_day
    closed = closed_half_years(session, given.grant_id, given.offset)
    files = procurement_numbers(session, given.grant_id, given.offset)
    scope = vouchers.VoucherScope(
        given.grant_id, given.offset, day, given.call_numbers, only, closed, files
    )
    nothing = Corrections(frozenset())
    hidden = (
        vouchers.corrections(session, given.grant_id, given.offset) if only is None else nothing
    )
    reading = erasures.reading(session, given.means.keyring)
    names = _line_order(given)

    def lines() -> Iterator[tuple[str, Iterator[Voucher]]]:
        for name in names:
            yield name, vouchers.of_line(session, scope, name, hidden, reading)

    return VoucherSource(lines, lambda: vouchers.corrected(session, scope, hidden, reading))


def _line_order(given: Material) -> list[str]:
    plan = given.frame.binding_plan(given.period.last_day)
    planned = [line.budget_line for line in plan.lines] if plan else []
    named = vouchers.line_names(given.session, given.grant_id, given.offset)
    return list(dict.fromkeys([*planned, *named]))
