"""Binding rows to a released call, and freeing them again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.budget.store.expenditure import ExpenditureRow
from services.budget.usecases.assessment import reassess_families
from services.budget.usecases.assessment_world import World
from services.budget.usecases.expenditure_snapshot import publish_reassessed
from services.budget.usecases.means import Means
from services.budget.usecases.reassessment import reassess_neighbours
from shared.occasion import Occasion

_CHUNK = 400


def bind_rows(
    session: Session,
    world: World,
    drawdown_id: str,
    expenditure_ids: Sequence[str],
    *,
    by: Occasion,
    means: Means,
) -> None:
    """Marks rows as called and tells each one's new state."""
    for ids in _chunks(expenditure_ids):
        _set(session, ids, drawdown_id)
        _tell(session, world, ids, "drawdown_released", by=by, means=means)


def unbind_rows(
    session: Session, world: World, drawdown_id: str, *, by: Occasion, means: Means
) -> None:
    """Frees the rows of a withdrawn call."""
    bound = session.scalars(
        select(ExpenditureRow.expenditure_id)
        .where(ExpenditureRow.drawdown_id == drawdown_id)
        .order_by(ExpenditureRow.number)
    ).all()
    for ids in _chunks(bound):
        _set(session, ids, None)
        _tell(session, world, ids, "drawdown_withdrawn", by=by, means=means)


def _set(session: Session, ids: Sequence[str], drawdown_id: str | None) -> None:
    session.execute(
        update(ExpenditureRow)
        .where(ExpenditureRow.expenditure_id.in_(ids))
        .values(drawdown_id=drawdown_id, version=ExpenditureRow.version + 1)
        .execution_options(synchronize_session=False)
    )


def _tell(
    session: Session, world: World, ids: Sequence[str], cause: str, *, by: Occasion, means: Means
) -> None:
    families = session.scalars(
        select(ExpenditureRow.family_id).where(ExpenditureRow.expenditure_id.in_(ids)).distinct()
    ).all()
    found = reassess_families(session, world, families)
    told = set(ids)
    for key, one in found.items():
        if one.changed or key in told:
            publish_reassessed(session, one, cause, by=by, means=means)
    rows = [found[key].row for key in ids]
    reassess_neighbours(session, world, rows, cause=cause, by=by, means=means)


def _chunks(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK)]
