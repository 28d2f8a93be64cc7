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
from services.budget.domain.procurement_entry import (
    NewProcurement,
    Revised,
)
from services.budget.domain.procurement_facts import check_facts, contract_ahead
from services.budget.domain.row_state import reason_violations
from services.budget.store.creditor import key_for
from services.budget.store.procurement import append_entry, insert_procurement
from services.budget.store.procurement_creditor import entered_names, seal_entered
from services.budget.store.procurement_reading import ProcurementRecord
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
    found = [*check_facts(new, world.measures), *contract_ahead(new, world.today)]
    warnings = warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    procurement_id = by.new_id()
    insert_procurement(session, procurement_id, grant_id)
    entry = _revised(session, procurement_id, new, "", by, means)
    append_entry(session, procurement_id, entry, by)
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
    before = facts_with_creditor(session, target.record, means)
    after = replace(before, **changes)
    changed = tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))
    found = check_facts(after, target.world.measures)
    found += contract_ahead(after, target.world.today)
    if target.file.status != "open":
        found += reason_violations(reason, "PROC-04")
    warnings = target.warnings_or_refuse(found)
    if not changed:
        return ProcurementResult(target.record, warnings)
    if "creditor" in changed:
        entry = _revised(session, procurement_id, after, reason, by, means)
    else:
        file = target.file
        kept = replace(after, creditor="")
        entry = Revised(kept, file.key_id, reason, file.sealed_creditor)
    append_entry(session, procurement_id, entry, by)
    return acted(
        session,
        target.world,
        procurement_id,
        lambda shot, related: ProcurementChanged(shot, changed, reason, related),
        warnings,
        by=by,
        means=means,
    )


def facts_with_creditor(
    session: Session, record: ProcurementRecord, means: Means
) -> NewProcurement:
    """The facts with the creditor's name in clear, as entered."""
    names = entered_names(session, means.keyring, [record])
    return replace(record.file.facts, creditor=names.get(record.procurement_id, ""))


def _revised(
    session: Session,
    procurement_id: str,
    new: NewProcurement,
    reason: str,
    by: Occasion,
    means: Means,
) -> Revised:
    """The entry of these facts: the creditor by its key, the name as entered only sealed."""
    facts = replace(new, creditor="")
    if not new.creditor.strip():
        return Revised(facts, "", reason)
    mark = means.index.name_mark(new.creditor)
    key_id = key_for(session, means.keyring, mark, new.creditor, by.new_id())
    sealed = seal_entered(session, means.keyring, key_id, procurement_id, new.creditor)
    return Revised(facts, key_id, reason, sealed)
