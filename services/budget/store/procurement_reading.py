"""Procurement files as they stand, read from their entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from contracts.schema import from_payload
from services.budget.domain.procurement import Procurement, folded
from services.budget.domain.procurement_entry import ENTRY_KINDS, Entry
from services.budget.store.assessment_codec import violation_from_json
from services.budget.store.procurement import ProcurementEntryRow, ProcurementRow
from shared.errors import NotFound, Violation, errors_only


@dataclass(frozen=True)
class ProcurementRecord:
    """One file as stored; `version` counts its entries (ETag)."""

    procurement_id: str
    grant_id: str
    number: int
    file: Procurement
    findings: tuple[Violation, ...]

    @property
    def version(self) -> int:
        return self.file.entries

    @property
    def is_complete(self) -> bool:
        """Released, and nothing is missing or wrong: what expenditures wait for (PROC-01)."""
        return self.file.status == "released" and not errors_only(self.findings)


_KINDS: Final[dict[str, type[Entry]]] = {one.KIND: one for one in ENTRY_KINDS}


def procurements_of(session: Session, grant_id: str) -> list[ProcurementRecord]:
    """All files of a grant by number."""
    return _records(session, ProcurementRow.grant_id == grant_id)


def procurements_of_creditor(session: Session, key_id: str) -> list[ProcurementRecord]:
    """All files that name this creditor, in every grant, by grant and number."""
    return _records(session, ProcurementRow.key_id == key_id)


def procurements_named(session: Session, ids: Iterable[str]) -> dict[str, ProcurementRecord]:
    """Files by id; unknown ids are left out."""
    found = _records(session, ProcurementRow.procurement_id.in_(list(ids)))
    return {one.procurement_id: one for one in found}


def load_procurement(session: Session, procurement_id: str) -> ProcurementRecord:
    """One file. Raises NotFound."""
    found = procurements_named(session, [procurement_id])
    if not found:
        raise unknown_procurement()
    return found[procurement_id]


def grant_of_procurement(session: Session, procurement_id: str) -> str:
    """The grant whose roles decide. Raises NotFound."""
    grant_id = session.scalar(
        select(ProcurementRow.grant_id).where(ProcurementRow.procurement_id == procurement_id)
    )
    if grant_id is None:
        raise unknown_procurement()
    return grant_id


def unknown_procurement() -> NotFound:
    """The 404 of an id without a file."""
    message = "Diese Vergabeakte gibt es nicht."
    return NotFound([Violation("procurement_unknown", "API", message)])


def _records(session: Session, where: Any) -> list[ProcurementRecord]:
    rows = session.scalars(
        select(ProcurementRow)
        .where(where)
        .order_by(ProcurementRow.grant_id, ProcurementRow.number)
        .execution_options(populate_existing=True)
    ).all()
    entries: dict[str, list[tuple[Entry, str]]] = {}
    for one in session.scalars(
        select(ProcurementEntryRow)
        .where(ProcurementEntryRow.procurement_id.in_([row.procurement_id for row in rows]))
        .order_by(ProcurementEntryRow.procurement_id, ProcurementEntryRow.sequence)
    ):
        read: Entry = from_payload(_KINDS[one.kind], one.facts)
        entries.setdefault(one.procurement_id, []).append((read, one.created_by))
    return [
        ProcurementRecord(
            row.procurement_id,
            row.grant_id,
            row.number,
            folded(entries[row.procurement_id]),
            tuple(violation_from_json(one) for one in row.findings),
        )
        for row in rows
    ]
