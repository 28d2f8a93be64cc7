"""The certifications of a grant's rows, streamed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.reporting.domain.certification import CertificationLine
from services.reporting.store import facts
from services.reporting.store.models import ExpenditureFactRow as Row


def certifications(session: Session, grant_id: str, offset: int) -> Iterator[CertificationLine]:
    """Every certification of every row known below `offset`, by running number, oldest first."""
    statement = select(Row.expenditure_id, Row.number, Row.snapshot).where(Row.grant_id == grant_id)
    held = facts.held(statement, Row, offset).order_by(Row.number)
    for row in session.execute(held.execution_options(yield_per=1000)):
        state = json.loads(row.snapshot)
        for one in sorted(state["certifications"], key=lambda each: (each["at"], each["kind"])):
            yield CertificationLine(
                row.expenditure_id,
                row.number,
                state["voucher_number"] or "",
                one["kind"],
                one["at"],
                one["actor"],
                one.get("deputy_for") or "",
                bool(one.get("imported")),
            )


def row_numbers(
    session: Session, grant_id: str, offset: int, wanted: Collection[str]
) -> dict[str, int]:
    """Running number of each of these rows by its id; what is not known is left out."""
    statement = select(Row.expenditure_id, Row.number).where(
        Row.grant_id == grant_id, Row.expenditure_id.in_(wanted)
    )
    held = facts.held(statement, Row, offset)
    return {row.expenditure_id: row.number for row in session.execute(held)}
