"""Which printed fields of vouchers became different between two offsets."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from contracts.events.budget import ExpenditureChanged
from services.reporting.domain.printed_fields import SEALED, different
from services.reporting.store.facts import held
from services.reporting.store.models import ExpenditureFactRow as Row
from services.reporting.store.models import SeenEventRow


def printed_differences(
    session: Session, grant_id: str, wanted: frozenset[str], offsets: tuple[int, int]
) -> dict[str, tuple[str, ...]]:
    """Names of the `wanted` fields that differ, by the id of the row known at both offsets."""
    if not wanted:
        return {}
    before, after = (_snapshots(session, grant_id, offset, offsets) for offset in offsets)
    edited = _edited(session, grant_id, offsets)
    found = {}
    for row_id in before.keys() & after.keys():
        plain = different(wanted, before[row_id], after[row_id])
        sealed = [one for one in SEALED if one in wanted and one in edited.get(row_id, ())]
        found[row_id] = (*sealed, *plain)
    return {row_id: names for row_id, names in found.items() if names}


def _snapshots(
    session: Session, grant_id: str, offset: int, offsets: tuple[int, int]
) -> dict[str, Any]:
    told = select(Row.expenditure_id).where(*_between(grant_id, offsets))
    statement = select(Row.expenditure_id, Row.snapshot).where(
        Row.grant_id == grant_id, Row.expenditure_id.in_(told)
    )
    return {
        one.expenditure_id: json.loads(one.snapshot)
        for one in session.execute(held(statement, Row, offset))
    }


def _edited(session: Session, grant_id: str, offsets: tuple[int, int]) -> dict[str, set[str]]:
    """The fields that events name as edited."""
    statement = (
        select(Row.expenditure_id, SeenEventRow.body)
        .join(SeenEventRow, SeenEventRow.event_id == Row.event_id)
        .where(*_between(grant_id, offsets), Row.event_type == ExpenditureChanged.TYPE)
    )
    found: dict[str, set[str]] = {}
    for one in session.execute(statement):
        fields = json.loads(one.body)["data"]["fields"]
        found.setdefault(one.expenditure_id, set()).update(fields)
    return found


def _between(grant_id: str, offsets: tuple[int, int]) -> tuple[Any, ...]:
    return (Row.grant_id == grant_id, Row.offset >= min(offsets), Row.offset < max(offsets))
