"""Imports and their Klärungsliste, found and kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from services.budget.domain.import_row import Rejection
from services.budget.store.assessment_codec import values_from_json, values_to_json
from services.budget.store.imports import ImportFaultRow, ImportRecordRow
from shared.errors import DecidingValue, NotFound, Violation

SHOWN_FAULTS = 1_000


def load_import(session: Session, import_id: str) -> ImportRecordRow:
    """One import. Raises NotFound. Lock its grant first where you mean to commit it."""
    row = session.scalar(
        select(ImportRecordRow)
        .where(ImportRecordRow.import_id == import_id)
        .execution_options(populate_existing=True)
    )
    if row is None:
        message = "Diesen Import gibt es nicht."
        raise NotFound([Violation("import_unknown", "API", message)])
    return row


def imports_of(session: Session, grant_id: str, limit: int = 100) -> list[ImportRecordRow]:
    """The imports of a grant, newest first."""
    return list(
        session.scalars(
            select(ImportRecordRow)
            .where(ImportRecordRow.grant_id == grant_id)
            .order_by(ImportRecordRow.uploaded_at.desc())
            .limit(limit)
        )
    )


def faults_of(
    session: Session, import_id: str, states: Sequence[str], limit: int = SHOWN_FAULTS
) -> list[ImportFaultRow]:
    """Entries of the Klärungsliste in the order of the file."""
    return list(
        session.scalars(
            select(ImportFaultRow)
            .where(ImportFaultRow.import_id == import_id, ImportFaultRow.state.in_(states))
            .order_by(ImportFaultRow.row, ImportFaultRow.position)
            .limit(limit)
        )
    )


def values_of(fault: ImportFaultRow) -> tuple[DecidingValue, ...]:
    """What decided an entry, where the rule read a value."""
    return values_from_json(fault.deciding)


def replace_faults(
    session: Session, import_id: str, faults: Iterable[tuple[str, Rejection]]
) -> None:
    """Writes the Klärungsliste in place of the one there was."""
    session.execute(delete(ImportFaultRow).where(ImportFaultRow.import_id == import_id))
    rows = [
        {
            "import_id": import_id,
            "position": position,
            "state": state,
            "row": one.row,
            "column": one.column[:80],
            "code": one.code,
            "rule": one.rule,
            "message": one.message,
            "value": one.value,
            "deciding": values_to_json(one.values),
        }
        for position, (state, one) in enumerate(faults)
    ]
    for start in range(0, len(rows), 1_000):
        session.execute(insert(ImportFaultRow), rows[start : start + 1_000])
