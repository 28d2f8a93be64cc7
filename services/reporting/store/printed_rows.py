"""Which printed fields of vouchers became different between two offsets."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

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
    edited = _edited(session, grant_id, offsets)
    found = {}
    for row_id, before, after in _versions(session, grant_id, offsets):
        plain = different(wanted, json.loads(before), json.loads(after))
        sealed = [one for one in SEALED if one in wanted and one in edited.get(row_id, ())]
        if sealed or plain:
            found[row_id] = (*sealed, *plain)
    return found


def _versions(
    session: Session, grant_id: str, offsets: tuple[int, int]
) -> Iterator[tuple[str, str, str]]:
    """Rows of which both offsets know another version, streamed: id and both snapshots."""
    old, new = aliased(Row), aliased(Row)
    later = old if offsets[0] > offsets[1] else new
    statement = (
        select(old.expenditure_id, old.snapshot, new.snapshot)
        .join(new, new.expenditure_id == old.expenditure_id)
        .where(later.grant_id == grant_id, later.offset >= min(offsets), old.id != new.id)
    )
    both = held(held(statement, old, offsets[0]), new, offsets[1])
    yield from session.execute(both.execution_options(yield_per=500))


def _edited(session: Session, grant_id: str, offsets: tuple[int, int]) -> dict[str, set[str]]:
    """The fields that events name as edited."""
    statement = (
        select(Row.expenditure_id, SeenEventRow.body)
        .join(SeenEventRow, SeenEventRow.event_id == Row.event_id)
        .where(
            Row.grant_id == grant_id,
            Row.offset >= min(offsets),
            Row.offset < max(offsets),
            Row.event_type == ExpenditureChanged.TYPE,
        )
    )
    found: dict[str, set[str]] = {}
    for one in session.execute(statement):
        fields = json.loads(one.body)["data"]["fields"]
        found.setdefault(one.expenditure_id, set()).update(fields)
    return found
