"""Recording an expenditure or an order; the trial of it has a module of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contracts.events.budget import ExpenditureRecorded
from services.budget.domain.assessment import Assessment
from services.budget.domain.expenditure import DocumentKind, NewExpenditure, kind_of
from services.budget.domain.plan import Category
from services.budget.store.assessment_codec import violation_to_json
from services.budget.store.creditor import key_for
from services.budget.store.document import DocumentRow
from services.budget.store.expenditure import ExpenditureRow, insert_row, plain_row
from services.budget.store.expenditure_family import (
    COLUMN_FIELDS,
    Stored,
    StoredFamily,
    domain_row,
)
from services.budget.store.expenditure_texts import Texts, seal_texts, texts_of
from services.budget.store.invoice import find_invoice
from services.budget.usecases.assessment import (
    Assessed,
    assess_families,
    assessment_columns,
    keep_first,
)
from services.budget.usecases.assessment_world import World, load_active_world
from services.budget.usecases.expenditure_admission import (
    WIDER_CODES,
    Entry,
    check_entry,
    entry_of,
    surroundings_of,
)
from services.budget.usecases.expenditure_snapshot import publish
from services.budget.usecases.means import Means
from services.budget.usecases.notice_triggers import TO_BE_TOLD, tell_of_plan
from services.budget.usecases.reassessment import reassess_neighbours
from services.budget.usecases.refusal import warnings_or_refuse
from shared.database import one_trip
from shared.errors import Refused, Violation
from shared.keyring import KeyErased
from shared.occasion import Occasion


@dataclass(frozen=True)
class Recorded:
    """What became of an entry; a trial has no id and no number.

    `assessment` is None where a trial makes too little sense to be calculated; `freed` tells a
    trial's lines what the order it names gives back to them, in eligible cents.
    """

    expenditure_id: str | None
    number: int | None
    version: int | None
    assessment: Assessment | None
    violations: tuple[Violation, ...]
    freed: Mapping[str, int] = field(default_factory=dict)


def record_expenditure(
    session: Session,
    grant_id: str,
    new: NewExpenditure,
    *,
    by: Occasion,
    means: Means,
    import_id: str | None = None,
) -> Recorded:
    """Stores an entry with its assessment and writes `ExpenditureRecorded`.

    Raises Refused with every violation, NotFound, Conflict.
    """
    world = load_active_world(session, grant_id, means, by)
    entry = entry_of(new, means)
    around = surroundings_of(session, world, entry, means)
    found = check_entry(session, world, entry, around, by=by, means=means)
    warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    row = _new_row(session, world, entry, found, number=around.newest + 1, by=by, means=means)
    row.import_id = import_id
    stored = stored_new(row, _voucher_of_invoice(session, world, row, by))
    one = assessed_new(session, world, stored)
    _insert(session, one)
    publish(
        session,
        one,
        lambda snapshot, related: ExpenditureRecorded(snapshot, import_id, related),
        by=by,
        means=means,
        texts=texts_of(new),
    )
    reassess_neighbours(session, world, [row], cause="expenditure_recorded", by=by, means=means)
    if any(one.code in TO_BE_TOLD for one in found):
        tell_of_plan(session, world.grant, by=by, means=means)
    return Recorded(
        row.expenditure_id, row.number, row.version, one.assessment, merged(found, one.assessment)
    )


def merged(found: Sequence[Violation], assessment: Assessment) -> tuple[Violation, ...]:
    """Violations of the entry and findings of the row, each once, errors first."""
    unique = dict.fromkeys([*found, *assessment.findings])
    return tuple(sorted(unique, key=lambda one: not one.is_error))


def draft_row(
    world: World,
    entry: Entry,
    found: Sequence[Violation],
    *,
    by: Occasion,
    key_id: str,
    expenditure_id: str,
    number: int,
) -> ExpenditureRow:
    """A row from an admitted entry, without sealed texts and assessment."""
    values = draft_values(
        world, entry, found, by=by, key_id=key_id, expenditure_id=expenditure_id, number=number
    )
    return plain_row(values)


def draft_values(
    world: World,
    entry: Entry,
    found: Sequence[Violation],
    *,
    by: Occasion,
    key_id: str,
    expenditure_id: str,
    number: int,
) -> dict[str, Any]:
    """The columns of `draft_row`."""
    new = entry.new
    line = world.lines.get(new.budget_line)
    return {
        **{name: getattr(new, name) for name in COLUMN_FIELDS},
        "expenditure_id": expenditure_id,
        "grant_id": world.grant_id,
        "number": number,
        "kind": kind_of(new).value,
        "family_id": expenditure_id,
        "category": (line.category if line else Category.SACH).value,
        "key_id": key_id,
        "text_fields": ",".join(texts_of(new)),
        "opening": False,
        "duplicate_key": entry.duplicate_mark,
        "recorded_by": by.actor,
        "uploaded_by": by.actor,
        "recorded_on": world.today,
        "recorded_at": by.now,
        "version": 1,
        "wider_findings": [violation_to_json(one) for one in found if one.code in WIDER_CODES],
    }


def stored_new(row: ExpenditureRow, documents: Sequence[DocumentRow]) -> Stored:
    """A row that is not in the table yet, as if it were."""
    return Stored(row, domain_row(row, (), documents), (), documents)


def translate_duplicate(error: IntegrityError, grant_id: str) -> Exception:
    """Someone else was quicker in another grant: the unique index says what the rule says."""
    # PostgreSQL names the index, SQLite (one writer at a time) its column.
    if "duplicate_key" not in str(error.orig):
        return error
    message = (
        "Dieser Beleg wurde im selben Augenblick schon erfasst (gleicher Zahlungsempfänger, "
        "gleiche Nummer, gleicher Betrag)."
    )
    violation = Violation("duplicate", "ELG-09", message, field="invoice_number")
    return Refused([violation], subject=f"grant/{grant_id}", grant_id=grant_id)


def seal_row(session: Session, means: Means, row: ExpenditureRow, texts: Texts) -> None:
    """Puts the texts into the row, sealed under its creditor's key.

    Where that key was erased the sealed bytes stay: nobody can read them, so none are written
    either. The row only notes which texts were given, and shows each as `[gelöscht]`.
    """
    with suppress(KeyErased):
        row.sealed_texts = seal_texts(session, means.keyring, row.key_id, row.expenditure_id, texts)
    row.text_fields = ",".join(texts)


def _new_row(
    session: Session,
    world: World,
    entry: Entry,
    found: Sequence[Violation],
    *,
    number: int,
    by: Occasion,
    means: Means,
) -> ExpenditureRow:
    key_id = key_for(session, means.keyring, entry.name_mark, entry.new.creditor, by.new_id())
    row = draft_row(
        world,
        entry,
        found,
        by=by,
        key_id=key_id,
        expenditure_id=by.new_id(),
        number=number,
    )
    seal_row(session, means, row, texts_of(entry.new))
    return row


def _voucher_of_invoice(
    session: Session, world: World, row: ExpenditureRow, by: Occasion
) -> tuple[DocumentRow, ...]:
    """The original bytes of the named e-invoice, filed as the voucher."""
    if row.invoice_id is None:
        return ()
    invoice = find_invoice(session, world.grant_id, row.invoice_id)
    if invoice is None:
        return ()
    values: dict[str, Any] = {
        name: getattr(invoice, name) for name in ("sha256", "file_name", "media_type", "size")
    }
    kind = DocumentKind.VOUCHER.value
    return (
        DocumentRow(
            expenditure_id=row.expenditure_id,
            kind=kind,
            filed_by=by.actor,
            filed_at=by.now,
            **values,
        ),
    )


def assessed_new(session: Session, world: World, stored: Stored) -> Assessed:
    """A row that stands alone, with what the rules make of it."""
    key = stored.row.expenditure_id
    family = StoredFamily(stored, {key: stored})
    return Assessed(stored, assess_families(session, world, [family])[key], True)


def _insert(session: Session, one: Assessed) -> None:
    for name, value in assessment_columns(one.assessment).items():
        setattr(one.row, name, value)
    try:
        with one_trip(session):
            insert_row(session, one.row)
            keep_first(session, [one])
    except IntegrityError as error:
        raise translate_duplicate(error, one.row.grant_id) from error
    session.add_all(one.stored.documents)
