"""The rows of a voucher list, streamed in the order of the list, with their texts opened."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from contracts.word_digest import WORDS
from services.reporting.domain.voucher import Corrections, Voucher
from services.reporting.store import facts
from services.reporting.store.grant_facts import opened_effects
from services.reporting.store.models import ExpenditureFactRow as Row
from shared.clock import parse_instant
from shared.money import format_euro
from shared.periods import Period

OpenText = Callable[[str, str, str, str], str]
"""key_id, carrier, field, sealed → text."""
SaltOf = Callable[[str, str, str], str | None]
"""key_id, carrier, field → salt in base64; None once the key was erased."""


@dataclass(frozen=True)
class Reading:
    """How sealed words are read, and what proves them (decision 0044)."""

    open_text: OpenText
    salt_of: SaltOf


_LISTED_KINDS = ("voucher", "credit_note", "retention_release", "reversal")


@dataclass(frozen=True)
class VoucherScope:
    """Which rows: of a grant, known below `offset`, paid by `as_of`; `only` limits to some ids.

    `closed`: half-years with the instant of their closing (MUN-14). `procurement_numbers`: running
    numbers of procurement files by id.
    """

    grant_id: str
    offset: int
    as_of: date
    call_numbers: Mapping[str, int]
    only: frozenset[str] | None = None
    closed: Mapping[Period, datetime] = field(default_factory=dict)
    procurement_numbers: Mapping[str, int] = field(default_factory=dict)


def corrections(session: Session, grant_id: str, offset: int) -> Corrections:
    """The originals that were reversed before any call took them."""
    statement = select(Row.expenditure_id).where(
        Row.grant_id == grant_id,
        Row.reversed_by.is_not(None),
        Row.drawdown_id.is_(None),
        Row.kind != "order",
    )
    return Corrections(frozenset(session.scalars(facts.held(statement, Row, offset))))


def line_names(session: Session, grant_id: str, offset: int) -> list[str]:
    """Budget lines that rows name, in alphabetical order."""
    statement = select(Row.budget_line).where(Row.grant_id == grant_id).distinct()
    return sorted(session.scalars(facts.held(statement, Row, offset)))


def of_line(
    session: Session, scope: VoucherScope, line: str, hidden: Corrections, reading: Reading
) -> Iterator[Voucher]:
    """The vouchers of a plan line in time order, without those of the annex."""
    for row in _select(session, scope, [Row.budget_line == line]):
        if not hidden.include(row.expenditure_id, row.reversal_of, row.movement_of):
            yield from _voucher(session, scope, row, reading)


def corrected(
    session: Session, scope: VoucherScope, shown: Corrections, reading: Reading
) -> Iterator[Voucher]:
    """The rows of the annex "Berichtigungen" by running number."""
    ids = sorted(shown.original_ids)
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        mine = Row.expenditure_id.in_(part) | Row.reversal_of.in_(part) | Row.movement_of.in_(part)
        for row in _select(session, scope, [mine]):
            yield from _voucher(session, scope, row, reading)


def _select(
    session: Session, scope: VoucherScope, conditions: Sequence[ColumnElement[bool]]
) -> Iterator[Any]:
    statement = select(
        Row.expenditure_id,
        Row.event_id,
        Row.reversal_of,
        Row.movement_of,
        Row.effective_on,
        Row.drawdown_id,
        Row.effects,
        Row.snapshot,
    ).where(Row.grant_id == scope.grant_id, Row.kind.in_(_LISTED_KINDS), *conditions)
    ordered = facts.held(statement, Row, scope.offset).order_by(
        Row.budget_line, Row.effective_on, Row.number
    )
    for row in session.execute(ordered.execution_options(yield_per=500)):
        if scope.only is None or row.expenditure_id in scope.only:
            yield row


def _voucher(
    session: Session, scope: VoucherScope, row: Any, reading: Reading
) -> Iterator[Voucher]:
    effects = [one for one in opened_effects(row.effects) if one.on <= scope.as_of]
    sums = {
        kind: sum(one.cents for one in effects if one.kind == kind) for kind in ("paid", "eligible")
    }
    if not any(one.kind in sums for one in effects):
        return
    state = json.loads(row.snapshot)

    def opened(field: str) -> str:
        sealed = state[f"sealed_{field}"]
        return reading.open_text(state["key_id"], row.event_id, field, sealed) if sealed else ""

    yield Voucher(
        expenditure_id=row.expenditure_id,
        kind=state["kind"],
        effective_on=row.effective_on,
        call_number=scope.call_numbers.get(row.drawdown_id or ""),
        original_number=_number_of(session, scope, row.reversal_of or row.movement_of),
        creditor=opened("creditor"),
        purpose=opened("purpose"),
        ineligible_reason=opened("ineligible_reason"),
        allocation_reason=opened("allocation_reason"),
        voucher_number=state["voucher_number"] or "",
        invoice_number=state["invoice_number"] or "",
        invoice_date=date.fromisoformat(state["invoice_date"]) if state["invoice_date"] else None,
        service_from=date.fromisoformat(state["service_from"]),
        service_to=date.fromisoformat(state["service_to"]),
        paid_cents=sums["paid"],
        eligible_cents=sums["eligible"],
        booking=_booking(state),
        file_sha256=_file(state, "voucher"),
        procurement_number=scope.procurement_numbers.get(state.get("procurement_id") or ""),
        procurement_sha256=_file(state, "procurement"),
        entered_after_closing=is_late(
            scope.closed, row.effective_on, state.get("payment_recorded_at") or state["recorded_at"]
        ),
        salts=_salts(state, row.event_id, reading.salt_of),
        **{name: state[name] for name in _PLAIN},
    )


def _salts(state: Mapping[str, Any], event_id: str, salt_of: SaltOf) -> Mapping[str, str]:
    """By field, of the words whose digest the event names."""
    named = [field for field in WORDS if state.get(f"{field}_digest")]
    salts = ((field, salt_of(state["key_id"], event_id, field)) for field in named)
    return {field: salt for field, salt in salts if salt is not None}


def is_late(closed: Mapping[Period, datetime], day: date | None, recorded_at: str) -> bool:
    """Whether a half-year ending on the day or later was closed before row or payment came."""
    if day is None or not closed:
        return False
    entered = parse_instant(recorded_at)
    return any(day <= half.last_day and entered > at for half, at in closed.items())


def _booking(state: Mapping[str, Any]) -> str:
    """Where the city books the voucher; several parts each with its amount (MUN-07)."""
    parts = state.get("assignments") or ()
    if not parts:
        return _place(state)
    return "; ".join(f"{_place(part)}: {format_euro(part['amount_cents'])}" for part in parts)


def _place(state: Mapping[str, Any]) -> str:
    """Product, account, cost centre, cost unit; a dash holds the place of what is empty before."""
    names = ("product", "account", "cost_centre", "cost_unit")
    found = [state.get(name) or "" for name in names]
    while found and not found[-1]:
        found.pop()
    return " / ".join(one or "–" for one in found)


_PLAIN = (
    "number",
    "budget_line",
    "measure_id",
    "category",
    "gross_cents",
    "vat_cents",
    "discount_cents",
    "retention_cents",
    "ineligible_cents",
    "allocation_bp",
    "opening",
)


def _file(state: dict[str, Any], kind: str) -> str:
    """The first file of that kind, empty if there is none."""
    return next((one["sha256"] for one in state["documents"] if one["kind"] == kind), "")


def _number_of(session: Session, scope: VoucherScope, row_id: str | None) -> int | None:
    if row_id is None:
        return None
    statement = select(Row.number).where(Row.expenditure_id == row_id)
    found: int | None = session.scalar(facts.held(statement, Row, scope.offset))
    return found
