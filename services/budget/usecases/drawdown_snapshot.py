"""Calls as events carry them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, cast

from sqlalchemy.orm import Session

from contracts.events import snapshots as contract
from contracts.events.budget import DrawdownRowsListed
from contracts.events.call_parts import CallNeed, CallUse
from services.budget.domain.evidence import Gate
from services.budget.store.drawdown import DrawdownRow
from services.budget.store.drawdown_advance import advance_of, uses_of_call
from services.budget.store.drawdown_reading import received_of
from services.budget.store.tables import OUTBOX
from services.budget.usecases.told_values import values_by_code
from shared.occasion import Occasion

ROWS_A_PART = 1_000
"""1,000 ids of 36 characters stay well below the largest event."""


def publish_call(
    session: Session,
    row: DrawdownRow,
    gates: Sequence[Gate],
    event: Any,
    *details: str,
    by: Occasion,
) -> None:
    """Writes an event about a call; `details` are the event's fields behind the snapshot."""
    OUTBOX.add(
        session,
        event(drawdown_snapshot(session, row, gates), *details, related=(f"grant/{row.grant_id}",)),
        subject=f"drawdown/{row.drawdown_id}",
        by=by,
        grant_id=row.grant_id,
    )


def list_rows_of(
    session: Session, row: DrawdownRow, expenditure_ids: Sequence[str], *, by: Occasion
) -> None:
    """Writes the ids of a call's rows in numbered parts, before the closing event."""
    starts = range(0, len(expenditure_ids), ROWS_A_PART)
    for part, start in enumerate(starts, start=1):
        ids = tuple(expenditure_ids[start : start + ROWS_A_PART])
        OUTBOX.add(
            session,
            DrawdownRowsListed(row.drawdown_id, row.grant_id, part, len(starts), ids),
            subject=f"drawdown/{row.drawdown_id}",
            by=by,
            grant_id=row.grant_id,
        )


def drawdown_snapshot(
    session: Session, row: DrawdownRow, gates: Sequence[Gate]
) -> contract.DrawdownSnapshot:
    """The whole call as it stands."""
    received_cents, received_on = received_of(session, row.drawdown_id)
    return contract.DrawdownSnapshot(
        drawdown_id=row.drawdown_id,
        grant_id=row.grant_id,
        number=row.number,
        period=row.period,
        kind=cast(Any, row.kind),
        status=cast(Any, row.status),
        cumulative_eligible_cents=row.cumulative_eligible_cents,
        entitlement_cents=row.entitlement_cents,
        previously_called_cents=row.previously_called_cents,
        amount_cents=row.amount_cents,
        approved_cents=row.approved_cents,
        received_cents=received_cents if received_on else None,
        released_on=row.released_on,
        submitted_on=row.submitted_on,
        decided_on=row.decided_on,
        received_on=received_on,
        expenditure_count=row.expenditure_count,
        gates=tuple(contract.Gate(one.kind, one.rule, one.satisfied) for one in gates),
        rule_pack=row.rule_pack,
        rule_pack_version=row.rule_pack_version,
        opening=row.opening,
        values=values_by_code((one.kind, one.values) for one in gates),
        **_ahead(row),
    )


def _ahead(row: DrawdownRow) -> dict[str, Any]:
    advance = advance_of(row.advance)
    needs = advance.needs if advance else ()
    return {
        "need_cents": row.need_cents,
        "need_reason": advance.reason if advance else "",
        "needs": tuple(CallNeed(**asdict(one)) for one in needs),
        "held_back_cents": row.held_back_cents,
        "rounded_off_cents": row.rounded_off_cents,
        "uses": tuple(CallUse(**asdict(one)) for one in uses_of_call(row.uses)),
        "signatories": tuple(row.signatories),
    }
