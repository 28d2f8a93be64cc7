"""Entries of the registers: recorded, and changed by a further version that says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from services.budget.domain.allocation_key import (
    NewAllocationKey,
    approval_violations,
    check_allocation_key,
)
from services.budget.domain.exchange import NewExchange, check_exchange
from services.budget.domain.indicator import NewIndicator, check_indicator
from services.budget.domain.publication import NewPublication, check_publication
from services.budget.domain.recommendation import NewRecommendation, check_recommendation
from services.budget.domain.row_state import reason_violations
from services.budget.domain.software import NewSoftware, check_software
from services.budget.store.measure import load_measure
from services.budget.store.register import (
    Facts,
    RegisterRecord,
    grant_of_entry,
    insert_entry,
    insert_version,
    load_entry,
    recorders_of,
)
from services.budget.store.tables import OUTBOX
from services.budget.usecases.assessment_world import World, load_active_world
from services.budget.usecases.means import Means
from services.budget.usecases.measure import demand_lead
from services.budget.usecases.refusal import warnings_or_refuse
from services.budget.usecases.register_events import event_of
from shared.errors import Violation
from shared.occasion import Occasion

RULES = {
    NewSoftware: "OSS-01",
    NewExchange: "KNOW-01",
    NewPublication: "PUB-01",
    NewIndicator: "KNOW-02",
    NewRecommendation: "PRG-11",
    NewAllocationKey: "ELG-08",
}
"""The rule each register belongs to."""


@dataclass(frozen=True)
class RegisterResult:
    """The entry after the act, with the warnings that came with it."""

    record: RegisterRecord
    warnings: tuple[Violation, ...] = ()


def record_entry(
    session: Session, grant_id: str, facts: Facts, *, by: Occasion, means: Means
) -> RegisterResult:
    """Enters something into its register. Raises NotFound, Forbidden, Conflict, Refused."""
    world = load_active_world(session, grant_id, means, by)
    _demand_right(session, world, facts, by)
    found = [*check_entry(facts, world), *_approval(None, facts, frozenset(), by)]
    warnings = warnings_or_refuse(found, subject=f"grant/{grant_id}", grant_id=grant_id)
    record = insert_entry(session, by.new_id(), grant_id, facts, by)
    _tell(session, record, world, by)
    return RegisterResult(record, warnings)


def change_entry(
    session: Session,
    entry_id: str,
    changes: Mapping[str, Any],
    reason: str,
    *,
    by: Occasion,
    means: Means,
) -> RegisterResult:
    """Keeps a further version of an entry; the ones before stay. Raises NotFound, Forbidden,
    Conflict, Refused."""
    world = load_active_world(session, grant_of_entry(session, entry_id), means, by)
    before = load_entry(session, entry_id)
    facts = replace(before.facts, **changes)
    _demand_right(session, world, before.facts, by)
    _demand_right(session, world, facts, by)
    found = [
        *check_entry(facts, world),
        *reason_violations(reason, RULES[type(facts)]),
        *_approval(before.facts, facts, recorders_of(session, entry_id), by),
    ]
    subject = f"{before.register}/{entry_id}"
    warnings = warnings_or_refuse(found, subject=subject, grant_id=world.grant_id)
    record = insert_version(session, before, facts, reason, by)
    _tell(session, record, world, by)
    return RegisterResult(record, warnings)


def check_entry(facts: Facts, world: World) -> list[Violation]:
    """Every reason against an entry of any register."""
    around = (world.measures, world.rules, world.today)
    match facts:
        case NewSoftware():
            return check_software(facts, *around)
        case NewExchange():
            return check_exchange(facts, *around)
        case NewPublication():
            return check_publication(facts, *around)
        case NewIndicator():
            return check_indicator(facts, *around)
        case NewRecommendation():
            return check_recommendation(facts, *around)
        case NewAllocationKey():
            return check_allocation_key(facts, *around)


def _approval(
    before: Facts | None, after: Facts, recorders: frozenset[str], by: Occasion
) -> list[Violation]:
    """An allocation key is approved by a second person; nothing else is approved here."""
    if not isinstance(after, NewAllocationKey):
        return []
    known = before if isinstance(before, NewAllocationKey) else None
    return approval_violations(known, after, recorders, by.actor)


def _demand_right(session: Session, world: World, facts: Facts, by: Occasion) -> None:
    """A project lead writes for the own measures only. Raises Forbidden."""
    if facts.measure_id in world.measures:
        demand_lead(session, load_measure(session, world.grant_id, facts.measure_id), by)


def _tell(session: Session, record: RegisterRecord, world: World, by: Occasion) -> None:
    subject = f"{record.register}/{record.entry_id}"
    event = event_of(record, world.rules)
    OUTBOX.add(session, event, subject=subject, by=by, grant_id=record.grant_id)
