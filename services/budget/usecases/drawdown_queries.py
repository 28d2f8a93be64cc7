"""What pages and API ask about calls; nothing is changed here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.drawdown import counted_until
from services.budget.domain.evidence import Gate
from services.budget.domain.expenditure import Status
from services.budget.store.drawdown import DrawdownRow
from services.budget.store.drawdown_reading import (
    claims_of,
    drawdowns_of,
    load_drawdown,
    received_of,
    releases_of,
    rows_of_call,
)
from services.budget.store.expenditure import ExpenditureRow
from services.budget.usecases.assessment_world import load_world
from services.budget.usecases.drawdown import gates_of_call
from services.budget.usecases.means import Means
from services.budget.usecases.queries import ShownExpenditure, shown_rows
from shared.occasion import Occasion


@dataclass(frozen=True)
class ShownDrawdown:
    """A call with its gates today, its releases and what arrived for it.

    `waiting_cents` is the eligible sum of rows that became claimable up to the call's last day
    (or today, before it) after it was drafted: they wait for the next call.
    """

    row: DrawdownRow
    gates: tuple[Gate, ...]
    releases: tuple[str, ...]
    received_cents: int
    waiting_cents: int


def list_drawdowns(
    session: Session, grant_id: str, *, by: Occasion, means: Means
) -> list[ShownDrawdown]:
    """All calls of a grant, newest first. Raises NotFound."""
    world = load_world(session, grant_id, means, by, lock=False)
    return [
        _shown(session, row, gates_of_call(world, row, means), world.today)
        for row in reversed(drawdowns_of(session, grant_id))
    ]


def show_drawdown(
    session: Session, drawdown_id: str, *, by: Occasion, means: Means
) -> ShownDrawdown:
    """One call. Raises NotFound."""
    row = load_drawdown(session, drawdown_id)
    world = load_world(session, row.grant_id, means, by, lock=False)
    return _shown(session, row, gates_of_call(world, row, means), world.today)


def expenditures_of_drawdown(
    session: Session, drawdown_id: str, *, means: Means, limit: int = 500, offset: int = 0
) -> list[ShownExpenditure]:
    """Rows a call has fixed, by running number."""
    ids = list(rows_of_call(session, drawdown_id))[offset : offset + limit]
    rows = [session.get_one(ExpenditureRow, one) for one in ids]
    return shown_rows(session, rows, means)


def _shown(
    session: Session, row: DrawdownRow, gates: tuple[Gate, ...], today: date
) -> ShownDrawdown:
    received_cents, _ = received_of(session, row.drawdown_id)
    return ShownDrawdown(
        row,
        gates,
        tuple(releases_of(session, [row.drawdown_id]).get(row.drawdown_id, ())),
        received_cents,
        _waiting(session, row, today),
    )


def _waiting(session: Session, row: DrawdownRow, today: date) -> int:
    if row.status not in ("draft", "partly_released"):
        return 0
    taken = rows_of_call(session, row.drawdown_id)
    until = counted_until(row.last_day, today)
    return sum(
        claim.eligible_cents
        for claim in claims_of(session, row.grant_id, until)
        if claim.status is Status.CLAIMABLE
        and claim.expenditure_id not in taken
        and claim.effective_on is not None
        and claim.effective_on <= until
    )
