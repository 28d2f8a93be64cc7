"""The files of a grant's rows, by their hashes, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.reporting.store import facts
from services.reporting.store.models import ExpenditureFactRow as Row


class ReceiptFile(NamedTuple):
    """A file of a row: the row's id, running and voucher number and invoice date, kind and SHA-256
    (hex) of the file. The name somebody gave the file is in no event: it may name a person."""

    expenditure_id: str
    number: int
    kind: str
    sha256: str
    voucher_number: str = ""
    invoice_date: date | None = None


def receipt_files(session: Session, grant_id: str, offset: int) -> Iterator[ReceiptFile]:
    """Every file of every row known below `offset`, by running number."""
    statement = select(Row.expenditure_id, Row.number, Row.snapshot).where(Row.grant_id == grant_id)
    held = facts.held(statement, Row, offset).order_by(Row.number)
    for row in session.execute(held.execution_options(yield_per=1000)):
        state = json.loads(row.snapshot)
        day = date.fromisoformat(state["invoice_date"]) if state["invoice_date"] else None
        for one in state["documents"]:
            yield ReceiptFile(
                row.expenditure_id,
                row.number,
                one["kind"],
                one["sha256"],
                state["voucher_number"] or "",
                day,
            )
