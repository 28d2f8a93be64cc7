"""Stored rows as the rules see them, with movements and twins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from services.budget.domain.assessment import Assessment
from services.budget.domain.expenditure import (
    DocumentKind,
    Family,
    Kind,
    Movement,
    NewExpenditure,
    Row,
)
from services.budget.store.assessment_codec import assessment_from_json
from services.budget.store.certification import (
    CertificationRow,
    as_certification,
    certification_rows,
)
from services.budget.store.document import DocumentRow, documents_of
from services.budget.store.expenditure import TEXT_FIELDS, ExpenditureRow
from services.budget.store.expenditure_texts import UNOPENED
from services.budget.store.recorder import recorders_of
from shared.clock import local_day
from shared.errors import NotFound, Violation

COLUMN_FIELDS = tuple(one.name for one in fields(NewExpenditure) if one.name not in TEXT_FIELDS)
"""Fields of `NewExpenditure` that are columns of the same name."""

CHUNK = 400


@dataclass(frozen=True)
class Stored:
    """A row with what hangs on it: table row, certifications, files, domain row."""

    row: ExpenditureRow
    certifications: Sequence[CertificationRow]
    documents: Sequence[DocumentRow]
    domain: Row

    @property
    def assessment(self) -> Assessment:
        """As last stored."""
        return assessment_from_json(self.row.assessment)


@dataclass(frozen=True)
class StoredFamily:
    """All rows of one family by id; `head` is the row that the others belong to."""

    head: Stored
    members: Mapping[str, Stored]

    @property
    def family(self) -> Family:
        """The family as the rules see it."""
        rows = [one.domain for one in self.members.values()]
        return Family(
            original=self.head.domain,
            movements=tuple(one for one in rows if one.kind.is_movement),
            twins=tuple(one for one in rows if one.kind is Kind.REVERSAL),
        )


def load_row(session: Session, expenditure_id: str) -> ExpenditureRow:
    """One row. Raises NotFound. Lock its grant first where you mean to change it."""
    row = session.scalar(
        select(ExpenditureRow)
        .where(ExpenditureRow.expenditure_id == expenditure_id)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise unknown_expenditure()
    return row


def unknown_expenditure() -> NotFound:
    """The 404 of an id without a row."""
    return NotFound([Violation("expenditure_unknown", "API", "Diese Ausgabe gibt es nicht.")])


def grant_of_expenditure(session: Session, expenditure_id: str) -> str:
    """The grant of a row. Raises NotFound."""
    grant_id = session.scalar(
        select(ExpenditureRow.grant_id).where(ExpenditureRow.expenditure_id == expenditure_id)
    )
    if grant_id is None:
        raise unknown_expenditure()
    return grant_id


def load_stored(session: Session, expenditure_ids: Iterable[str]) -> dict[str, Stored]:
    """Rows by id; unknown ids are left out."""
    return _stored(session, ExpenditureRow.expenditure_id, list(dict.fromkeys(expenditure_ids)))


def load_families(session: Session, family_ids: Iterable[str]) -> dict[str, StoredFamily]:
    """Families by the id of their head."""
    return _families(_stored(session, ExpenditureRow.family_id, list(dict.fromkeys(family_ids))))


def families_of(session: Session, grant_id: str) -> Iterator[list[StoredFamily]]:
    """All families of a grant, some hundred at a time, by the running numbers of their heads.

    Asked for by ranges of numbers: lists of ids cost more than what they find.
    """
    for first in range(1, next_number(session, grant_id), CHUNK):
        heads = select(ExpenditureRow.expenditure_id).where(
            ExpenditureRow.grant_id == grant_id,
            ExpenditureRow.number.between(first, first + CHUNK - 1),
            ExpenditureRow.family_id == ExpenditureRow.expenditure_id,
        )
        of_them = ExpenditureRow.family_id.in_(heads)
        ids = select(ExpenditureRow.expenditure_id).where(of_them)
        found = _families(_read(session, of_them, ids))
        yield list(found.values())


_NEWEST = select(func.max(ExpenditureRow.number)).where(
    ExpenditureRow.grant_id == bindparam("of_grant")
)


def next_number(session: Session, grant_id: str) -> int:
    """The next running number; rows are never deleted, so none is used twice."""
    return (session.scalar(_NEWEST, {"of_grant": grant_id}) or 0) + 1


def facts_of(row: ExpenditureRow, texts: Mapping[str, str] | None = None) -> NewExpenditure:
    """The facts of a row; without opened texts these read `[verschlossen]`."""
    values: dict[str, Any] = {name: getattr(row, name) for name in COLUMN_FIELDS}
    values.update(dict.fromkeys(row.text_fields.split(","), UNOPENED) if texts is None else texts)
    return NewExpenditure(**values)


def domain_row(
    row: ExpenditureRow,
    certifications: Sequence[CertificationRow] = (),
    documents: Sequence[DocumentRow] = (),
    recorders: Iterable[str] = (),
) -> Row:
    """A stored row as the rules see it; `recorders` are those who came after the first ones."""
    return Row(
        expenditure_id=row.expenditure_id,
        grant_id=row.grant_id,
        number=row.number,
        kind=Kind(row.kind),
        facts=facts_of(row),
        recorders=frozenset((row.recorded_by, row.uploaded_by, *recorders)),
        recorded_on=row.recorded_on,
        original_id=row.original_id,
        movement=_movement(row),
        certifications=tuple(as_certification(one) for one in certifications),
        documents=frozenset(DocumentKind(one.kind) for one in documents),
        call_id=row.drawdown_id,
        reversed_by=row.reversed_by,
        closed_on=row.closed_on,
        is_opening=row.opening,
        payment_recorded_on=local_day(at) if (at := row.payment_recorded_at) else None,
    )


def _movement(row: ExpenditureRow) -> Movement | None:
    if row.movement_cents is None or row.movement_on is None:
        return None
    return Movement(
        row.movement_cents, row.movement_on, row.movement_vat_cents or 0, row.movement_reference
    )


def _families(stored: Mapping[str, Stored]) -> dict[str, StoredFamily]:
    members: dict[str, dict[str, Stored]] = {}
    for one in stored.values():
        members.setdefault(one.row.family_id, {})[one.row.expenditure_id] = one
    return {head: StoredFamily(rows[head], rows) for head, rows in members.items()}


def _stored(session: Session, column: Any, keys: Sequence[str]) -> dict[str, Stored]:
    found: dict[str, Stored] = {}
    for start in range(0, len(keys), CHUNK):
        found |= _read(session, column.in_(keys[start : start + CHUNK]))
    return found


def _read(
    session: Session, condition: ColumnElement[bool], ids: Select[str] | None = None
) -> dict[str, Stored]:
    """The rows under a condition; `ids` are theirs where one can ask for them without a list."""
    rows = session.scalars(
        select(ExpenditureRow)
        .where(condition)
        .order_by(ExpenditureRow.number)
        .execution_options(populate_existing=True)
    ).all()
    of_them = [row.expenditure_id for row in rows] if ids is None else ids
    certifications = certification_rows(session, of_them)
    documents = documents_of(session, of_them)
    recorders = recorders_of(session, of_them)
    found: dict[str, Stored] = {}
    for row in rows:
        given = certifications.get(row.expenditure_id, ())
        files = documents.get(row.expenditure_id, ())
        later = recorders.get(row.expenditure_id, ())
        found[row.expenditure_id] = Stored(row, given, files, domain_row(row, given, files, later))
    return found
