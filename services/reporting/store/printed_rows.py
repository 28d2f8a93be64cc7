"""Which printed fields of vouchers became different between two offsets."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from contracts.events.budget import ExpenditureChanged
from services.reporting.domain.field_change import FieldChange
from services.reporting.domain.printed_fields import SEALED, different
from services.reporting.store.facts import held
from services.reporting.store.models import ExpenditureFactRow as Row
from services.reporting.store.models import SeenEventRow
from services.reporting.store.vouchers import OpenText


def printed_differences(
    session: Session,
    grant_id: str,
    wanted: frozenset[str],
    offsets: tuple[int, int],
    open_text: OpenText,
) -> dict[str, tuple[FieldChange, ...]]:
    """The `wanted` fields that differ, by the id of the row known at both offsets."""
    if not wanted:
        return {}
    edited = _edited(session, grant_id, offsets)
    found = {}
    for row in _versions(session, grant_id, offsets):
        before, after = json.loads(row.before), json.loads(row.after)
        named = edited.get(row.expenditure_id, ())
        sealed = tuple(
            FieldChange(
                name,
                _opened(open_text, before, row.before_id, name),
                _opened(open_text, after, row.after_id, name),
            )
            for name in SEALED
            if name in wanted and name in named
        )
        plain = different(wanted, before, after)
        if sealed or plain:
            found[row.expenditure_id] = (*sealed, *plain)
    return found


def voucher_numbers(session: Session, ids: Collection[str], offset: int) -> dict[str, str]:
    """The voucher number of each of these rows just before `offset`, where it has one."""
    found, every = {}, sorted(ids)
    for start in range(0, len(every), 500):
        part = every[start : start + 500]
        statement = select(Row.expenditure_id, Row.snapshot).where(Row.expenditure_id.in_(part))
        for row in session.execute(held(statement, Row, offset)):
            found[row.expenditure_id] = json.loads(row.snapshot)["voucher_number"] or ""
    return found


def _opened(open_text: OpenText, snapshot: dict[str, Any], event_id: str, name: str) -> str | None:
    sealed = snapshot.get(f"sealed_{name}")
    return open_text(snapshot["key_id"], event_id, name, sealed) if sealed else None


def _versions(session: Session, grant_id: str, offsets: tuple[int, int]) -> Iterator[Any]:
    """Rows of which both offsets know another version, streamed: id, both snapshots and the events
    that bore them."""
    old, new = aliased(Row), aliased(Row)
    later = old if offsets[0] > offsets[1] else new
    statement = (
        select(
            old.expenditure_id,
            old.snapshot.label("before"),
            old.event_id.label("before_id"),
            new.snapshot.label("after"),
            new.event_id.label("after_id"),
        )
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
