"""Everything known of one grant just before an offset, as the domain looks at it.

Built for 100,000 rows: columns instead of mapped objects, effects read from their own column, and
words that all rows repeat kept once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from sys import intern
from typing import Any, get_args

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from contracts.events.budget import (
    DeterminationSnapshot,
    IncomeRecorded,
    MeasureStatusSet,
    PlanLinesListed,
    PlanReleased,
)
from contracts.events.snapshots import (
    DrawdownSnapshot,
    Effect,
    EffectKind,
    GrantSnapshot,
    MeasureSnapshot,
)
from contracts.schema import from_payload
from services.reporting.domain.facts import (
    GrantFacts,
    IncomeFact,
    MeasureFact,
    PlanFact,
    RowFact,
)
from services.reporting.store import facts
from services.reporting.store.models import ExpenditureFactRow, FactRow
from services.reporting.store.personnel import pay_facts
from shared.clock import local_day, parse_instant
from shared.errors import NotFound, Violation


def grant_facts(session: Session, grant_id: str, offset: int) -> GrantFacts:
    """The facts of a grant below `offset`. Raises NotFound."""
    frame = frame_of(session, grant_id, offset)
    return replace(frame, rows=rows_of(session, grant_id, offset))


def frame_of(session: Session, grant_id: str, offset: int) -> GrantFacts:
    """The same without the rows. Raises NotFound."""
    return GrantFacts(
        grant=grant_of(session, grant_id, offset),
        rows=(),
        plans=tuple(_plans(session, grant_id, offset)),
        calls=tuple(_calls(session, grant_id, offset)),
        incomes=tuple(_incomes(session, grant_id, offset)),
        measures=tuple(_measures(session, grant_id, offset)),
        determinations=tuple(
            from_payload(DeterminationSnapshot, body)
            for _, body in facts.as_of(session, grant_id, offset, "determination")
        ),
        pay=pay_facts(session, grant_id, offset),
    )


def rows_of(session: Session, grant_id: str, offset: int) -> tuple[RowFact, ...]:
    """The rows of a grant below `offset`, by their numbers."""
    return tuple(_rows(session, grant_id, offset))


def eligible_cents(
    session: Session, grant_id: str, offset: int, as_of: date, first_measures: frozenset[str]
) -> tuple[int, int]:
    """Eligible cents of all rows up to a day (inclusive), and those of some measures; no row is
    kept."""
    table = ExpenditureFactRow
    statement = select(table.measure_id, table.effects).where(table.grant_id == grant_id)
    whole = first = 0
    held = facts.held(statement, table, offset).execution_options(yield_per=5000)
    for row in session.execute(held):
        counted = (
            one.cents
            for one in opened_effects(row.effects)
            if one.kind == "eligible" and one.on <= as_of
        )
        cents = sum(counted)
        whole += cents
        first += cents if row.measure_id in first_measures else 0
    return whole, first


def grant_of(session: Session, grant_id: str, offset: int) -> GrantSnapshot:
    """The grant itself with the terms known below `offset`. Raises NotFound."""
    for _, body in facts.as_of(session, grant_id, offset, "grant"):
        return from_payload(GrantSnapshot, body)
    raise NotFound(
        [Violation("grant_unknown", "API", "Diese Zuwendung ist im Berichtswesen nicht bekannt.")]
    )


_KINDS: dict[str, EffectKind] = {one: one for one in get_args(EffectKind)}


def opened_effects(text: str) -> tuple[Effect, ...]:
    """The dated amounts of a row from their column."""
    return tuple(
        Effect(_day(one["on"]), _KINDS[one["kind"]], one["cents"]) for one in json.loads(text)
    )


@cache
def _day(text: str) -> date:
    return date.fromisoformat(text)


def rows_touched(
    session: Session, grant_id: str, offset: int, touched: tuple[int, int]
) -> Iterator[RowFact]:
    """Rows as they were just before `offset`, of those events told of from the first (inclusive)
    to the second (exclusive) offset of `touched`."""
    table = ExpenditureFactRow
    told = select(table.expenditure_id).where(
        table.grant_id == grant_id, table.offset >= touched[0], table.offset < touched[1]
    )
    return _rows(session, grant_id, offset, told)


def _rows(
    session: Session, grant_id: str, offset: int, only: Select[str] | None = None
) -> Iterator[RowFact]:
    table = ExpenditureFactRow
    statement = select(
        table.expenditure_id,
        table.number,
        table.kind,
        table.status,
        table.budget_line,
        table.measure_id,
        table.category,
        table.budget_year,
        table.effective_on,
        table.opening,
        table.effects,
        table.drawdown_id,
    ).where(table.grant_id == grant_id)
    if only is not None:
        statement = statement.where(table.expenditure_id.in_(only))
    ordered = facts.held(statement, table, offset).order_by(table.number)
    for row in session.execute(ordered.execution_options(yield_per=5000)):
        effects = opened_effects(row.effects)
        yield RowFact(
            row.expenditure_id,
            row.number,
            intern(row.kind),
            intern(row.status),
            intern(row.budget_line),
            intern(row.measure_id),
            intern(row.category),
            _budget_year(row, effects),
            row.effective_on,
            row.opening,
            effects,
            intern(row.drawdown_id) if row.drawdown_id else None,
        )


def _budget_year(row: Any, effects: tuple[Effect, ...]) -> int:
    """The ledger's year, else that of the payment, else of the first day it has any effect."""
    if row.budget_year is not None:
        return int(row.budget_year)
    days = [row.effective_on] if row.effective_on else [one.on for one in effects]
    return min(days).year if days else 0


def _plans(session: Session, grant_id: str, offset: int) -> Iterator[PlanFact]:
    listed = [
        from_payload(PlanLinesListed, body)
        for _, body in facts.as_of(session, grant_id, offset, "plan_lines")
    ]
    for row, body in facts.as_of(session, grant_id, offset, "plan"):
        released = from_payload(PlanReleased, body)
        parts = sorted(
            (one for one in listed if one.version == released.version), key=lambda one: one.part
        )
        yield PlanFact(
            version=released.version,
            basis=released.basis,
            reason=released.reason,
            reference=released.reference,
            released_on=_day_of(row),
            lines=tuple(line for part in parts for line in part.lines),
            funding=released.funding,
        )


def _day_of(row: FactRow) -> date:
    return local_day(parse_instant(row.time))


def _calls(session: Session, grant_id: str, offset: int) -> Iterator[DrawdownSnapshot]:
    found = [
        from_payload(DrawdownSnapshot, body)
        for _, body in facts.as_of(session, grant_id, offset, "drawdown")
    ]
    return iter(sorted(found, key=lambda one: one.number))


def told_of_call_on(session: Session, grant_id: str, offset: int) -> dict[str, date]:
    """The day of the newest event about each call, by its id: of a draft the day it was made."""
    told = facts.as_of(session, grant_id, offset, "drawdown")
    return {body["drawdown_id"]: _day_of(row) for row, body in told}


def _incomes(session: Session, grant_id: str, offset: int) -> Iterator[IncomeFact]:
    for _, body in facts.as_of(session, grant_id, offset, "income"):
        one = from_payload(IncomeRecorded, body)
        yield IncomeFact(
            one.income_id, one.source_kind, one.source, one.received_on, one.amount_cents
        )


def _measures(session: Session, grant_id: str, offset: int) -> Iterator[MeasureFact]:
    statuses = [
        from_payload(MeasureStatusSet, body)
        for _, body in facts.as_of(session, grant_id, offset, "measure_status")
    ]
    found = [
        from_payload(MeasureSnapshot, body)
        for _, body in facts.as_of(session, grant_id, offset, "measure")
    ]
    for measure in sorted(found, key=lambda one: one.measure_id):
        own = [one.status for one in statuses if one.measure_id == measure.measure_id]
        yield MeasureFact(measure, tuple(sorted(own, key=lambda one: one.period)))


def rows_of_calls(session: Session, grant_id: str, offset: int) -> dict[str, frozenset[str]]:
    """Ids of the rows each call binds, by its id; of a long call they come in several parts."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, body in facts.as_of(session, grant_id, offset, "drawdown_rows"):
        found[body["drawdown_id"]].update(body["expenditure_ids"])
    return {drawdown_id: frozenset(ids) for drawdown_id, ids in found.items()}
