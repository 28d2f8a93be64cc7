"""The files of a grant's rows, by their hashes, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.reporting.store import facts
from services.reporting.store.models import ExpenditureFactRow as Row


class ReceiptFile(NamedTuple):
    """A file of a row: the row's id and running number, kind and SHA-256 (hex) of the file."""

    expenditure_id: str
    number: int
    kind: str
    sha256: str


def receipt_files(session: Session, grant_id: str, offset: int) -> Iterator[ReceiptFile]:
    """Every file of every row known below `offset`, by running number."""
    statement = select(Row.expenditure_id, Row.number, Row.snapshot).where(Row.grant_id == grant_id)
    held = facts.held(statement, Row, offset).order_by(Row.number)
    for row in session.execute(held.execution_options(yield_per=1000)):
        for one in json.loads(row.snapshot)["documents"]:
            yield ReceiptFile(row.expenditure_id, row.number, one["kind"], one["sha256"])
