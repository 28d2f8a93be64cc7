"""Which lines of a list a preview speaks of: numbers and verdicts, no content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from services.budget.store.imports import ImportLineRow

_AT_ONCE = 5_000


def keep_lines(session: Session, import_id: str, rows: Mapping[str, Iterable[int]]) -> None:
    """Keeps the line numbers of an import by verdict."""
    values = [
        {"import_id": import_id, "row": row, "verdict": str(verdict)}
        for verdict, found in rows.items()
        for row in found
    ]
    for start in range(0, len(values), _AT_ONCE):
        session.execute(insert(ImportLineRow), values[start : start + _AT_ONCE])


def lines_of(
    session: Session, import_id: str, verdicts: Sequence[str], *, after: int, limit: int
) -> dict[int, str]:
    """Verdicts by line number, in the order of the file, of lines behind line `after`."""
    table = ImportLineRow
    found = session.execute(
        select(table.row, table.verdict)
        .where(table.import_id == import_id, table.verdict.in_(verdicts), table.row > after)
        .order_by(table.row)
        .limit(limit)
    )
    return {row: verdict for row, verdict in found}


def forget_lines(session: Session, import_id: str) -> None:
    """Once a list is taken over, its entries say more."""
    session.execute(delete(ImportLineRow).where(ImportLineRow.import_id == import_id))
