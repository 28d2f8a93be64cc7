"""Editing a row while no certification stands; afterwards only a reversal corrects it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contracts.events.budget import ExpenditureChanged
from services.budget.domain.certification import check_edit
from services.budget.domain.edit import check_edited
from services.budget.domain.expenditure import NewExpenditure
from services.budget.store.assessment_codec import violation_to_json
from services.budget.store.creditor import key_for
from services.budget.store.expenditure_family import COLUMN_FIELDS, facts_of
from services.budget.store.expenditure_texts import open_texts, texts_of
from services.budget.usecases.assessment import take_off
from services.budget.usecases.expenditure import Recorded, merged, seal_row, translate_duplicate
from services.budget.usecases.expenditure_admission import (
    WIDER_CODES,
    Entry,
    check_entry,
    entry_of,
)
from services.budget.usecases.expenditure_target import Target, load_target
from services.budget.usecases.means import Means
from services.budget.usecases.reassessment import neighbours_of, settle
from shared.errors import Violation
from shared.occasion import Occasion

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
    entry = entry_of(after, means, target.row)
    family = target.stored_family.family
    found = [*check_edited(family, after), *check_entry(session, target.world, entry, means)]
    target.warnings_or_refuse(found)
    changed = tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))
    if not changed:
        one = target.stored
        return Recorded(
            expenditure_id, one.row.number, one.row.version, one.assessment, tuple(found)
        )
    left = neighbours_of(session, [target.row])
    _apply(session, target, entry, found, by=by, means=means)
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


def _apply(
    session: Session,
    target: Target,
    entry: Entry,
    found: list[Violation],
    *,
    by: Occasion,
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
    row.key_id = key_for(session, means.keyring, entry.name_mark, new.creditor, by.new_id())
    seal_row(session, means, row, texts_of(new))
    row.duplicate_key = entry.duplicate_mark
    row.wider_findings = [violation_to_json(one) for one in found if one.code in WIDER_CODES]
    row.returned_at = row.return_reason = None
    row.version += 1
    try:
        session.flush()
    except IntegrityError as error:
        raise translate_duplicate(error, row.grant_id) from error
