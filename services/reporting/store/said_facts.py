"""The facts that events touched between two offsets, as they stood at both."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from services.reporting.domain.fact_changes import SaidFacts
from services.reporting.domain.fact_kind import SaidFact
from services.reporting.store.facts import held
from services.reporting.store.models import FactRow, SeenEventRow
from shared.clock import local_day, parse_instant


def said_facts(
    session: Session, grant_id: str, kinds: Collection[str], offsets: tuple[int, int]
) -> SaidFacts:
    """Facts of the stored `kinds` that events told of from the lower offset (inclusive) to the
    higher (exclusive), before the first and before the second of `offsets`."""
    first, end = min(offsets), max(offsets)
    ours = (FactRow.grant_id == grant_id, FactRow.kind.in_(kinds))
    told = (*ours, FactRow.offset >= first, FactRow.offset < end)
    between = tuple(_with_reasons(session, _read(session, select(FactRow).where(*told))))
    if not between:
        return SaidFacts((), (), ())
    subjects = select(FactRow.subject).where(*told)
    touched: tuple[ColumnElement[bool], ...] = (*ours, FactRow.subject.in_(subjects))
    before, after = (
        tuple(_read(session, held(select(FactRow).where(*touched), FactRow, offset)))
        for offset in offsets
    )
    return SaidFacts(before, after, between, backwards=offsets[0] > offsets[1])


def _read(session: Session, statement: Select[FactRow]) -> Iterator[SaidFact]:
    for row in session.scalars(statement.order_by(FactRow.offset, FactRow.id)):
        day = local_day(parse_instant(row.time))
        yield SaidFact(row.kind, row.subject, json.loads(row.body), day, row.time, row.event_id)


def _with_reasons(session: Session, facts: Iterator[SaidFact]) -> Iterator[SaidFact]:
    """The reason stands in the event, beside the state that is kept as the fact."""
    for one in facts:
        statement = select(SeenEventRow.body).where(SeenEventRow.event_id == one.event_id)
        body = session.scalar(statement)
        reason = json.loads(body)["data"].get("reason") if body else None
        yield replace(one, reason=reason or None)
