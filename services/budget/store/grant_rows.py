"""All rows of a grant for the rules: read by columns, without the mapper's work per row.

Whoever would change one of them, or tell of it, loads it by `expenditure_family`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final, TypeAlias, cast

from sqlalchemy import JSON, Table, Text, bindparam, select
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from services.budget.domain.assessment import Assessment
from services.budget.domain.expenditure import Certification, CertificationKind, DocumentKind
from services.budget.store.assessment_codec import assessment_to_json
from services.budget.store.certification import CertificationRow
from services.budget.store.document import DocumentRow
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_family import (
    Judged,
    StoredFamily,
    in_families,
    judged_row,
    next_number,
)
from services.budget.store.recorder import RecorderRow

_AT_ONCE: Final = 800
"""Families: fewer are more statements, more are more objects that wait for each other."""

_NOT_JUDGED: Final = frozenset(
    {
        *("duplicate_key", "import_id", "payment_recorded_at", "recorded_at", "returned_at"),
        *("return_reason", "reversal_reason", "version"),
        *("status", "effective_on", "eligible_cents", "paid_cents", "committed_cents"),
        "expected_eligible_cents",
    }
)
"""What only pages and events tell, and what follows from the assessment: no rule looks at it."""
_COLUMNS = tuple(
    one for one in cast(Table, ExpenditureRow.__table__).c if one.name not in _NOT_JUDGED
)
_NAMES = tuple(one.name for one in _COLUMNS)
_ASKED = tuple(as_type(one, Text) if isinstance(one.type, JSON) else one for one in _COLUMNS)

_HEADS = select(ExpenditureRow.expenditure_id).where(
    ExpenditureRow.grant_id == bindparam("of_grant"),
    ExpenditureRow.number.between(bindparam("first"), bindparam("last")),
    ExpenditureRow.family_id == ExpenditureRow.expenditure_id,
)
_IN_THEM = ExpenditureRow.family_id.in_(_HEADS)
_IDS = select(ExpenditureRow.expenditure_id).where(_IN_THEM)
_ROWS = select(*_ASKED).where(_IN_THEM).order_by(ExpenditureRow.number)
_CERTIFICATIONS = (
    select(
        CertificationRow.expenditure_id,
        CertificationRow.kind,
        CertificationRow.certified_by,
        CertificationRow.certified_on,
        CertificationRow.external,
        CertificationRow.deputy_for,
    )
    .where(CertificationRow.expenditure_id.in_(_IDS))
    .order_by(CertificationRow.certified_at, CertificationRow.kind)
)
_DOCUMENTS = select(DocumentRow.expenditure_id, DocumentRow.kind).where(
    DocumentRow.expenditure_id.in_(_IDS)
)
_RECORDERS = select(RecorderRow.expenditure_id, RecorderRow.user_id).where(
    RecorderRow.expenditure_id.in_(_IDS)
)

_CERTIFICATION_KINDS = {one.value: one for one in CertificationKind}
_DOCUMENT_KINDS = {one.value: one for one in DocumentKind}

_parts = json.JSONDecoder().decode

_Range: TypeAlias = Mapping[str, object]
"""A grant and some running numbers of heads."""


@dataclass(frozen=True)
class _Read(Judged):
    """A row whose stored assessment stays a text until it is compared: then its parts, which are
    most of what a row consists of, need not wait for those of the other rows."""

    def holds(self, found: Assessment) -> bool:
        stored: object = _parts(cast(str, self.row.assessment))
        return assessment_to_json(found) == stored


def families_of(session: Session, grant_id: str) -> Iterator[list[StoredFamily[Judged]]]:
    """All families of a grant, some hundred at a time, by the running numbers of their heads.

    Asked for by ranges of numbers: lists of ids cost more than what they find.
    """
    for first in range(1, next_number(session, grant_id), _AT_ONCE):
        asked = {"of_grant": grant_id, "first": first, "last": first + _AT_ONCE - 1}
        yield list(in_families(_judged(session, asked)).values())


def _judged(session: Session, asked: _Range) -> dict[str, Judged]:
    """The rows of these families by id, in the order of their numbers."""
    certifications = _certifications(session, asked)
    documents = _grouped(session, _DOCUMENTS, asked)
    recorders = _grouped(session, _RECORDERS, asked)
    found: dict[str, Judged] = {}
    for values in session.execute(_ROWS, asked):
        row = _row(values)
        key = row.expenditure_id
        domain = judged_row(
            row,
            tuple(certifications.get(key, ())),
            [_DOCUMENT_KINDS[kind] for kind in documents.get(key, ())],
            recorders.get(key, ()),
        )
        found[key] = _Read(row, domain)
    return found


def _row(values: Iterable[Any]) -> ExpenditureRow:
    row = SimpleNamespace(**dict(zip(_NAMES, values, strict=True)))
    row.wider_findings = [] if row.wider_findings == "[]" else _parts(row.wider_findings)
    return cast(ExpenditureRow, row)


def _certifications(session: Session, asked: _Range) -> Mapping[str, Sequence[Certification]]:
    found: dict[str, list[Certification]] = {}
    for key, kind, by, on, external, deputy_for in session.execute(_CERTIFICATIONS, asked):
        given = Certification(_CERTIFICATION_KINDS[kind], by, on, external, deputy_for)
        found.setdefault(key, []).append(given)
    return found


def _grouped(session: Session, statement: Any, asked: _Range) -> Mapping[str, Sequence[str]]:
    """Pairs of an id and a text, by id."""
    found: dict[str, list[str]] = {}
    for key, text in session.execute(statement, asked):
        found.setdefault(key, []).append(text)
    return found
