"""Stored rows as the rules see them, with movements and twins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from services.budget.domain.assessment import Assessment
from services.budget.domain.expenditure import (
    Certification,
    DocumentKind,
    Family,
    Kind,
    Movement,
    NewExpenditure,
    Row,
)
from services.budget.store.assessment_codec import assessment_from_json, assessment_to_json
from services.budget.store.certification import (
    CertificationRow,
    as_certification,
    certification_rows,
)
from services.budget.store.document import DocumentRow, documents_of
from services.budget.store.expenditure import TEXT_FIELDS, ExpenditureRow
from services.budget.store.expenditure_texts import UNOPENED
from services.budget.store.frozen_value import filled
from services.budget.store.recorder import recorders_of
from shared.clock import local_day
from shared.errors import NotFound, Violation

COLUMN_FIELDS = tuple(one.name for one in fields(NewExpenditure) if one.name not in TEXT_FIELDS)
"""Fields of `NewExpenditure` that are columns of the same name."""
_columns_of = attrgetter(*COLUMN_FIELDS)

CHUNK = 400


@dataclass(frozen=True)
class Judged:
    """A row to be judged: the table row, and the same as the rules see it."""

    row: ExpenditureRow
    domain: Row

    def holds(self, found: Assessment) -> bool:
        """Whether this is the assessment that is stored with the row."""
        stored: object = assessment_to_json(found)
        return stored == self.row.assessment


@dataclass(frozen=True)
class Stored(Judged):
    """A row that may be shown, told of or changed: with the rows of what hangs on it."""

    certifications: Sequence[CertificationRow]
    documents: Sequence[DocumentRow]

    @property
    def assessment(self) -> Assessment:
        """As last stored."""
        return assessment_from_json(self.row.assessment)


M = TypeVar("M", bound=Judged, covariant=True)


@dataclass(frozen=True)
class StoredFamily(Generic[M]):
    """All rows of one family by id; `head` is the row that the others belong to."""

    head: M
    members: Mapping[str, M]

    @property
    def family(self) -> Family:
        """The family as the rules see it."""
        if len(self.members) == 1:  # as most of them are
            return Family(self.head.domain)
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


def load_families(session: Session, family_ids: Iterable[str]) -> dict[str, StoredFamily[Stored]]:
    """Families by the id of their head."""
    return in_families(_stored(session, ExpenditureRow.family_id, list(dict.fromkeys(family_ids))))


_NEWEST = select(func.max(ExpenditureRow.number)).where(
    ExpenditureRow.grant_id == bindparam("of_grant")
)


def next_number(session: Session, grant_id: str) -> int:
    """The next running number; rows are never deleted, so none is used twice."""
    return (session.scalar(_NEWEST, {"of_grant": grant_id}) or 0) + 1


def facts_of(row: ExpenditureRow, texts: Mapping[str, str] | None = None) -> NewExpenditure:
    """The facts of a row; without opened texts these read `[verschlossen]`."""
    values: dict[str, Any] = dict(zip(COLUMN_FIELDS, _columns_of(row), strict=True))
    values.update(dict.fromkeys(row.text_fields.split(","), UNOPENED) if texts is None else texts)
    return filled(NewExpenditure, values)


def domain_row(
    row: ExpenditureRow,
    certifications: Sequence[CertificationRow] = (),
    documents: Sequence[DocumentRow] = (),
    recorders: Iterable[str] = (),
) -> Row:
    """A stored row as the rules see it; `recorders` are those who came after the first ones."""
    given = tuple(as_certification(one) for one in certifications)
    return judged_row(row, given, [DocumentKind(one.kind) for one in documents], recorders)


def judged_row(
    row: ExpenditureRow,
    certifications: tuple[Certification, ...],
    documents: Iterable[DocumentKind],
    recorders: Iterable[str],
) -> Row:
    """The same from what hangs on the row, already as the rules see it."""
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
        certifications=certifications,
        documents=frozenset(documents),
        call_id=row.drawdown_id,
        reversed_by=row.reversed_by,
        closed_on=row.closed_on,
        is_opening=row.opening,
        payment_recorded_on=local_day(at) if (at := row.payment_entered_at) else None,
    )


def _movement(row: ExpenditureRow) -> Movement | None:
    if row.movement_cents is None or row.movement_on is None:
        return None
    return Movement(
        row.movement_cents, row.movement_on, row.movement_vat_cents or 0, row.movement_reference
    )


def in_families(rows: Mapping[str, M]) -> dict[str, StoredFamily[M]]:
    """The same rows by family; the heads are among them."""
    members: dict[str, dict[str, M]] = {}
    for one in rows.values():
        members.setdefault(one.row.family_id, {})[one.row.expenditure_id] = one
    return {head: StoredFamily(group[head], group) for head, group in members.items()}


def _stored(session: Session, column: Any, keys: Sequence[str]) -> dict[str, Stored]:
    found: dict[str, Stored] = {}
    for start in range(0, len(keys), CHUNK):
        found |= _read(session, column, keys[start : start + CHUNK])
    return found


def _read(session: Session, column: Any, keys: Sequence[str]) -> dict[str, Stored]:
    rows = session.scalars(
        select(ExpenditureRow)
        .where(column.in_(keys))
        .order_by(ExpenditureRow.number)
        .execution_options(populate_existing=True)
    ).all()
    ids = [row.expenditure_id for row in rows]
    certifications = certification_rows(session, ids)
    documents = documents_of(session, ids)
    recorders = recorders_of(session, ids)
    found: dict[str, Stored] = {}
    for row in rows:
        given = certifications.get(row.expenditure_id, ())
        files = documents.get(row.expenditure_id, ())
        later = recorders.get(row.expenditure_id, ())
        domain = domain_row(row, given, files, later)
        found[row.expenditure_id] = Stored(row, domain, given, files)
    return found
