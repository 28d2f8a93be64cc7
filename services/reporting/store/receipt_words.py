"""Number, creditor and amount of some receipts, for reports that name single ones in passing; and
what was invoiced on rows of procurement files."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.reporting.domain.receipt_words import ReceiptWords
from services.reporting.store import facts
from services.reporting.store.models import ExpenditureFactRow as Row
from services.reporting.store.vouchers import Reading
from shared.clock import local_day, parse_instant

_AT_ONCE = 500
_INVOICED = ("voucher", "credit_note", "reversal")
"""Kinds of rows that an invoice or a credit note stands behind; money held back was invoiced with
the row it was held back from."""


def receipt_words(
    session: Session, grant_id: str, offset: int, ids: Collection[str], reading: Reading
) -> dict[str, ReceiptWords]:
    """By the id of the row."""
    found = {}
    for row in _rows(session, grant_id, offset, ids):
        state = json.loads(row.snapshot)
        place = (state["key_id"], row.event_id, "creditor")
        sealed = state["sealed_creditor"]
        found[row.expenditure_id] = ReceiptWords(
            state["voucher_number"] or "",
            reading.open_text(*place, sealed) if sealed else "",
            state["gross_cents"],
            reading.salt_of(*place) if state.get("creditor_digest") else None,
        )
    return found


def invoiced_cents(
    session: Session, grant_id: str, offset: int, ids: Collection[str], day: date
) -> dict[str, int]:
    """Gross cents of what was invoiced by the day (inclusive), by the id of the row."""
    states = (json.loads(row.snapshot) for row in _rows(session, grant_id, offset, ids))
    return {
        one["expenditure_id"]: one["gross_cents"]
        for one in states
        if one["kind"] in _INVOICED and _invoiced_on(one) <= day
    }


def _invoiced_on(state: dict[str, Any]) -> date:
    """The day of the invoice; without one the day it takes effect, else the day it was entered."""
    told = state["invoice_date"] or state["assessment"]["effective_on"]
    if told:
        return date.fromisoformat(told)
    return local_day(parse_instant(state["recorded_at"]))


def _rows(session: Session, grant_id: str, offset: int, ids: Collection[str]) -> Iterator[Any]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        part = ordered[start : start + _AT_ONCE]
        statement = select(Row.expenditure_id, Row.event_id, Row.snapshot).where(
            Row.grant_id == grant_id, Row.expenditure_id.in_(part)
        )
        yield from session.execute(facts.held(statement, Row, offset))
