"""Looking at all procurement files of a grant anew after one of them, or the law, changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from contracts.events.budget import ProcurementReassessed, ProcurementSnapshot
from services.budget.domain.procurement_findings import findings_of
from services.budget.domain.procurement_law import law_day
from services.budget.domain.rulepack import Rules
from services.budget.store.expenditure_links import rows_of_procurements
from services.budget.store.procurement import keep_findings
from services.budget.store.procurement_reading import (
    ProcurementRecord,
    load_procurement,
    procurements_of,
)
from services.budget.store.tables import OUTBOX
from services.budget.usecases.assessment_world import World, load_world
from services.budget.usecases.means import Means
from services.budget.usecases.procurement_queries import creditor_of
from services.budget.usecases.procurement_snapshot import file_snapshot
from services.budget.usecases.reassessment import reassess_and_announce
from services.budget.usecases.splitting import neighbours_of_file
from shared.errors import Violation
from shared.occasion import Occasion

MakeFileEvent = Callable[[ProcurementSnapshot, tuple[str, ...]], Any]
"""Builds the event from the snapshot and the related subjects."""


@dataclass(frozen=True)
class ProcurementResult:
    """The file after the act, with the warnings that came with it."""

    record: ProcurementRecord
    warnings: tuple[Violation, ...] = ()


def found_at(
    session: Session, record: ProcurementRecord, world: World, means: Means
) -> tuple[Rules, list[Violation]]:
    """The law of the file's day and what is found there, softened by transitions and waivers."""
    rules = world.grant.rules(means.packs, law_day(record.file, world.today))
    company = creditor_of(session, record, means=means)
    neighbours = neighbours_of_file(session, record, company, rules, means=means)
    found = findings_of(record.file, neighbours, rules, world.today, company)
    return rules, world.relief.softened(f"procurement/{record.procurement_id}", found)


def settle_files(
    session: Session,
    world: World,
    announced: Mapping[str, MakeFileEvent],
    *,
    cause: str,
    by: Occasion,
    means: Means,
) -> None:
    """Looks at all files of the grant, writes the events of the acts and `ProcurementReassessed`
    for the others that changed, then assesses the expenditures that wait for them."""
    records = procurements_of(session, world.grant_id)
    turned = []
    for before in records:
        rules, found = found_at(session, before, world, means)
        make = announced.get(before.procurement_id)
        if make is None and _signature(found) == _signature(before.findings):
            continue
        keep_findings(session, before.procurement_id, found)
        after = replace(before, findings=tuple(found))
        _tell(session, world, after, rules, make or _reassessed(cause), by=by, means=means)
        turned.append(before.procurement_id)
    families = {one.family_id for one in rows_of_procurements(session, world.grant_id, turned)}
    reassess_and_announce(session, world, families, cause=cause, by=by, means=means)


def are_contracts_split_anew(
    session: Session, grant_id: str, *, by: Occasion, means: Means
) -> bool:
    """Whether contracts that were entered elsewhere since, in other grants or without a file,
    changed what the sum of a creditor's contracts finds at a file of this grant (PROC-05)."""
    records = procurements_of(session, grant_id)
    if not records:
        return False
    world = load_world(session, grant_id, means, by, lock=True)
    return any(
        _split(one.findings) != _split(found_at(session, one, world, means)[1]) for one in records
    )


def _split(found: Iterable[Violation]) -> list[tuple[object, ...]]:
    return _signature(one for one in found if one.code == "contract_split")


def acted(
    session: Session,
    world: World,
    procurement_id: str,
    make: MakeFileEvent,
    warnings: Sequence[Violation] = (),
    *,
    by: Occasion,
    means: Means,
) -> ProcurementResult:
    """The end of every act on a file: its event, its neighbours, its expenditures."""
    settle_files(session, world, {procurement_id: make}, cause="procurement", by=by, means=means)
    return ProcurementResult(load_procurement(session, procurement_id), tuple(warnings))


def _signature(found: Iterable[Violation]) -> list[tuple[object, ...]]:
    """What counts as a change: not the words, which name days and sums of a running penalty."""
    return [
        (one.code, one.rule, one.severity, one.field, one.waived_by, one.values) for one in found
    ]


def _reassessed(cause: str) -> MakeFileEvent:
    return lambda shot, related: ProcurementReassessed(shot, cause, related)


def _tell(
    session: Session,
    world: World,
    record: ProcurementRecord,
    rules: Rules,
    make: MakeFileEvent,
    *,
    by: Occasion,
    means: Means,
) -> None:
    event_id = by.new_id()
    shot = file_snapshot(session, record, rules, world.today, event_id, means=means)
    related = (f"grant/{record.grant_id}", f"measure/{shot.measure_id}")
    OUTBOX.add(
        session,
        make(shot, related),
        subject=f"procurement/{record.procurement_id}",
        by=by,
        grant_id=record.grant_id,
        event_id=event_id,
    )
