"""Procurement files as the events tell them, and which rows belong to which."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from contracts.events.budget import ProcurementSnapshot
from contracts.schema import from_payload
from services.reporting.domain.procurement import ProcurementFact
from services.reporting.domain.waivers import NamedFiles, WaiverFact
from services.reporting.store import facts
from services.reporting.store.models import ExpenditureFactRow as Row
from services.reporting.store.vouchers import OpenText

PROCUREMENT = "procurement"


def procurements(
    session: Session, grant_id: str, offset: int, open_text: OpenText
) -> Iterator[ProcurementFact]:
    """Every file; its contractor is empty before the award."""
    for row, body in facts.as_of(session, grant_id, offset, PROCUREMENT):
        state = from_payload(ProcurementSnapshot, body)
        sealed = state.sealed_creditor
        name = open_text(state.key_id, row.event_id, "creditor", sealed) if sealed else ""
        yield ProcurementFact(state, name)


def procurement_numbers(session: Session, grant_id: str, offset: int) -> dict[str, int]:
    """Running number of every file by its id."""
    return {
        body["procurement_id"]: body["number"]
        for _, body in facts.as_of(session, grant_id, offset, PROCUREMENT)
    }


def named_files(
    session: Session,
    grant_id: str,
    offset: int,
    waivers: Iterable[WaiverFact],
    *,
    shows_all: bool,
) -> NamedFiles:
    """The files and the rows that name them; nothing where no waiver is about a file, for all
    rows are read for it. `shows_all`: the report prints every file."""
    if not any(one.approved.object.startswith("procurement/") for one in waivers):
        return NamedFiles()
    place = (session, grant_id, offset)
    return NamedFiles(procurement_numbers(*place), file_of_rows(*place), shows_all)


def file_of_rows(session: Session, grant_id: str, offset: int) -> dict[str, str]:
    """The file of each row: the one it names, else that of its order, reversed row or movement."""
    named: dict[str, str] = {}
    behind: dict[str, str] = {}
    statement = select(Row.expenditure_id, Row.snapshot).where(Row.grant_id == grant_id)
    held = facts.held(statement, Row, offset).order_by(Row.number)
    for row in session.execute(held.execution_options(yield_per=1000)):
        state = json.loads(row.snapshot)
        if state.get("procurement_id"):
            named[row.expenditure_id] = state["procurement_id"]
            continue
        before = state["reversal_of"] or state["movement_of"] or state["commitment_id"]
        if before:
            behind[row.expenditure_id] = before
    for row_id, before in behind.items():
        found = named.get(before) or named.get(behind.get(before, ""))
        if found:
            named[row_id] = found
    return named
