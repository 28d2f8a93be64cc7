"""Procurement files: opened, and their facts revised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from sqlalchemy.orm import Session

from contracts.events.budget import (
    ProcurementChanged,
    ProcurementOpened,
)
from services.budget.domain.procurement import Procurement
from services.budget.domain.procurement_entry import (
    NewProcurement,
    Revised,
)
from services.budget.domain.procurement_facts import check_facts
from services.budget.domain.row_state import reason_violations
from services.budget.store.creditor import creditor_names, key_for
from services.budget.store.procurement import append_entry, insert_procurement
from services.budget.usecases.assessment_world import load_active_world
from services.budget.usecases.means import Means
from services.budget.usecases.procurement_assessment import ProcurementResult, acted
from services.budget.usecases.procurement_target import load_file
from services.budget.usecases.refusal import warnings_or_refuse
from shared.occasion import Occasion

FIELDS = tuple(one.name for one in fields(NewProcurement))


def open_procurement(
    session: Session, grant_id: str, new: NewProcurement, *, by: Occasion, means: Means
) -> ProcurementResult:
    """Opens a file; what is missing may follow. Raises NotFound, Conflict, Refused."""
    world = load_active_world(session, grant_id, means, by)
    found = check_facts(new, world.measures)
    warnings = warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    procurement_id = by.new_id()
    insert_procurement(session, procurement_id, grant_id)
    append_entry(session, procurement_id, _revised(session, new, "", by, means), by)
    return acted(session, world, procurement_id, ProcurementOpened, warnings, by=by, means=means)


def revise_procurement(
    session: Session,
    procurement_id: str,
    changes: Mapping[str, Any],
    reason: str,
    *,
    by: Occasion,
    means: Means,
) -> ProcurementResult:
    """Replaces the named facts; a completed or released file opens again and says why.

    Raises NotFound, Conflict, Refused.
    """
    target = load_file(session, procurement_id, by=by, means=means)
    before = facts_with_creditor(session, target.file, means)
    after = replace(before, **changes)
    changed = tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))
    found = check_facts(after, target.world.measures)
    if target.file.status != "open":
        found += reason_violations(reason, "PROC-04")
    warnings = target.warnings_or_refuse(found)
    if not changed:
        return ProcurementResult(target.record, warnings)
    append_entry(session, procurement_id, _revised(session, after, reason, by, means), by)
    return acted(
        session,
        target.world,
        procurement_id,
        lambda shot, related: ProcurementChanged(shot, changed, reason, related),
        warnings,
        by=by,
        means=means,
    )


def facts_with_creditor(session: Session, file: Procurement, means: Means) -> NewProcurement:
    """The facts with the creditor's name in clear, as entered."""
    key_id = file.key_id
    names = creditor_names(session, means.keyring, [key_id]) if key_id else {}
    return replace(file.facts, creditor=names.get(key_id, ""))


def _revised(
    session: Session, new: NewProcurement, reason: str, by: Occasion, means: Means
) -> Revised:
    """The entry of these facts: the creditor by its key, its name nowhere else."""
    key_id = ""
    if new.creditor.strip():
        mark = means.index.name_mark(new.creditor)
        key_id = key_for(session, means.keyring, mark, new.creditor, by.new_id())
    return Revised(replace(new, creditor=""), key_id, reason)
