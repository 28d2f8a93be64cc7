"""All rows of a grant for the rules: read by columns, without the mapper's work per row.

Whoever would change one of them, or tell of it, loads it by `expenditure_family`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Final, cast

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Certification, CertificationKind, DocumentKind
from services.budget.store.certification import CertificationRow
from services.budget.store.document import DocumentRow
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_family import (
    CHUNK,
    Judged,
    StoredFamily,
    in_families,
    judged_row,
    next_number,
)
from services.budget.store.recorder import recorders_of

_TOLD: Final = frozenset({"recorded_at", "returned_at", "return_reason", "reversal_reason"})
"""What only pages and events tell: no rule looks at it."""
_COLUMNS = tuple(one for one in cast(Table, ExpenditureRow.__table__).c if one.name not in _TOLD)
_NAMES = tuple(one.name for one in _COLUMNS)
_CERTIFICATION_KINDS = {one.value: one for one in CertificationKind}
_DOCUMENT_KINDS = {one.value: one for one in DocumentKind}


def families_of(session: Session, grant_id: str) -> Iterator[list[StoredFamily[Judged]]]:
    """All families of a grant, some hundred at a time, by the running numbers of their heads.

    Asked for by ranges of numbers: lists of ids cost more than what they find.
    """
    for first in range(1, next_number(session, grant_id), CHUNK):
        heads = select(ExpenditureRow.expenditure_id).where(
            ExpenditureRow.grant_id == grant_id,
            ExpenditureRow.number.between(first, first + CHUNK - 1),
            ExpenditureRow.family_id == ExpenditureRow.expenditure_id,
        )
        yield list(in_families(_judged(session, heads)).values())


def _judged(session: Session, heads: Select[Any]) -> dict[str, Judged]:
    """The rows of these families by id, in the order of their numbers."""
    in_them = ExpenditureRow.family_id.in_(heads)
    ids = select(ExpenditureRow.expenditure_id).where(in_them)
    certifications = _certifications(session, ids)
    documents = _documents(session, ids)
    recorders = recorders_of(session, ids)
    found: dict[str, Judged] = {}
    asked = select(*_COLUMNS).where(in_them).order_by(ExpenditureRow.number)
    for values in session.execute(asked):
        row = cast(ExpenditureRow, SimpleNamespace(**dict(zip(_NAMES, values, strict=True))))
        key = row.expenditure_id
        domain = judged_row(
            row, tuple(certifications.get(key, ())), documents.get(key, ()), recorders.get(key, ())
        )
        found[key] = Judged(row, domain)
    return found


def _certifications(session: Session, ids: Select[Any]) -> Mapping[str, Sequence[Certification]]:
    table = CertificationRow
    asked = (
        select(
            table.expenditure_id,
            table.kind,
            table.certified_by,
            table.certified_on,
            table.external,
            table.deputy_for,
        )
        .where(table.expenditure_id.in_(ids))
        .order_by(table.certified_at, table.kind)
    )
    found: dict[str, list[Certification]] = {}
    for key, kind, by, on, external, deputy_for in session.execute(asked):
        given = Certification(_CERTIFICATION_KINDS[kind], by, on, external, deputy_for)
        found.setdefault(key, []).append(given)
    return found


def _documents(session: Session, ids: Select[Any]) -> Mapping[str, Sequence[DocumentKind]]:
    asked = select(DocumentRow.expenditure_id, DocumentRow.kind).where(
        DocumentRow.expenditure_id.in_(ids)
    )
    found: dict[str, list[DocumentKind]] = {}
    for key, kind in session.execute(asked):
        found.setdefault(key, []).append(_DOCUMENT_KINDS[kind])
    return found
