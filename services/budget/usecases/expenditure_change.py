"""Editing a row while no certification stands; afterwards only a reversal corrects it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contracts.events.budget import ExpenditureChanged
from services.budget.domain.certification import check_edit
from services.budget.domain.edit import check_edited, check_erased_texts
from services.budget.domain.expenditure import NewExpenditure
from services.budget.store.assessment_codec import violation_to_json
from services.budget.store.creditor import key_for
from services.budget.store.expenditure import TEXT_FIELDS, ExpenditureRow
from services.budget.store.expenditure_family import COLUMN_FIELDS, facts_of
from services.budget.store.expenditure_texts import open_texts, texts_of
from services.budget.store.recorder import note_recorder
from services.budget.usecases.assessment import take_off
from services.budget.usecases.expenditure import Recorded, merged, seal_row, translate_duplicate
from services.budget.usecases.expenditure_admission import (
    WIDER_CODES,
    Entry,
    check_entry,
    entry_of,
    surroundings_of,
)
from services.budget.usecases.expenditure_target import Target, load_target
from services.budget.usecases.means import Means
from services.budget.usecases.reassessment import neighbours_of, settle
from shared.errors import Violation
from shared.occasion import Occasion
from shared.periods import half_year_of

FIELDS = tuple(one.name for one in fields(NewExpenditure))
_SHARED_FIELDS = tuple(name for name in COLUMN_FIELDS if name != "voucher_number")


def change_expenditure(
    session: Session,
    expenditure_id: str,
    changes: Mapping[str, Any],
    *,
    by: Occasion,
    means: Means,
) -> Recorded:
    """Replaces the named fields and writes `ExpenditureChanged`.

    Raises Conflict (a certification stands, called, reversed), Refused with every violation.
    """
    target = load_target(session, expenditure_id, by=by, means=means)
    before = facts_of(target.row, open_texts(session, means.keyring, target.row))
    after = replace(before, **changes)
    target.warnings_or_refuse(check_edit(target.domain))
    changed = tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))
    entry = entry_of(after, means, target.row)
    erased = means.keyring.is_erased(session, target.row.key_id)
    if erased:
        entry = replace(entry, duplicate_mark=_mark_without_name(target.row, before, after))
    around = surroundings_of(session, target.world, entry, means)
    family = target.stored_family.family
    found = [
        *check_erased_texts([name for name in changed if erased and name in TEXT_FIELDS]),
        *check_edited(family, after),
        *check_entry(session, target.world, entry, around, by=by, means=means),
    ]
    target.warnings_or_refuse(found)
    if not changed:
        one = target.stored
        return Recorded(
            expenditure_id, one.row.number, one.row.version, one.assessment, tuple(found)
        )
    left = neighbours_of(session, [target.row])
    if not erased:
        target.row.key_id = key_for(
            session, means.keyring, entry.name_mark, after.creditor, by.new_id()
        )
    note_recorder(session, [expenditure_id], by.actor)
    _note_payment(target, before, after, by)
    _apply(session, target, entry, found, means=means)
    assessed = settle(
        session,
        target.world,
        {expenditure_id: lambda shot, related: ExpenditureChanged(shot, changed, related)},
        cause="expenditure_changed",
        also=left,
        by=by,
        means=means,
    )[expenditure_id]
    row = assessed.row
    violations = merged(found, assessed.assessment)
    return Recorded(expenditure_id, row.number, row.version, assessed.assessment, violations)


def _note_payment(
    target: Target, before: NewExpenditure, after: NewExpenditure, by: Occasion
) -> None:
    """Since when the payment is known, if this change brings it or takes it to another half-year.

    A day corrected within its half-year moves no money past a closing (MUN-14): entry stays entry.
    A payment whose day is corrected was entered before, and in time or not by that (GOB-01).
    """
    row, old, new = target.row, before.payment_date, after.payment_date
    if new is None:
        row.payment_recorded_at = row.payment_entered_at = None
    elif old is None:
        row.payment_recorded_at = row.payment_entered_at = by.now
    elif half_year_of(old) != half_year_of(new):
        row.payment_recorded_at = by.now


def _apply(
    session: Session,
    target: Target,
    entry: Entry,
    found: list[Violation],
    *,
    means: Means,
) -> None:
    row, new = target.row, entry.new
    # Reversed movements and their twins share the facts, except their own Belegnummer.
    for member in target.stored_family.members.values():
        take_off(session, member.row)
        shared = COLUMN_FIELDS if member.row is row else _SHARED_FIELDS
        for name in shared:
            setattr(member.row, name, getattr(new, name))
    line = target.world.lines[new.budget_line]
    row.category = line.category.value
    seal_row(session, means, row, texts_of(new))
    row.duplicate_key = entry.duplicate_mark
    row.wider_findings = [violation_to_json(one) for one in found if one.code in WIDER_CODES]
    row.returned_at = row.return_reason = None
    row.version += 1
    try:
        session.flush()
    except IntegrityError as error:
        raise translate_duplicate(error, row.grant_id) from error


def _mark_without_name(
    row: ExpenditureRow, before: NewExpenditure, after: NewExpenditure
) -> str | None:
    """The duplicate mark of a row whose creditor nobody knows any more.

    It stays while number and amount do. With another number or amount it cannot be made again, and
    the old one would bar a voucher that is not this one; look-alikes are still found by number.
    """
    same = (before.document_number, before.gross_cents) == (
        after.document_number,
        after.gross_cents,
    )
    return row.duplicate_key if same else None
