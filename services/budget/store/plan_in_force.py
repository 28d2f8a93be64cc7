"""Which plan version counts, without reading the lines of all the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.budget.domain.plan import (
    Basis,
    NewPlanVersion,
    PlanLine,
    PlanVersion,
    binding_version,
    reported_version,
)
from services.budget.store.plan import PlanVersionRow, line_of, load_plan
from shared.clock import local_day


@dataclass(frozen=True)
class CountingVersions:
    """The versions that count today, without their lines; None where none is released.

    `binding`: what rules, calls and the proof of use look at. `reported`: what committee reports
    show (semantics 5).
    """

    binding: PlanVersion | None
    reported: PlanVersion | None


def counting_versions(session: Session, grant_id: str) -> CountingVersions:
    """Which released versions count for what."""
    heads = _heads(session, grant_id)
    return CountingVersions(binding_version(heads, date.max), reported_version(heads, date.max))


def plan_in_force(session: Session, grant_id: str, as_of: date = date.max) -> PlanVersion | None:
    """The released version rules look at (basis award or change_approved), as of a day."""
    return _whole(session, grant_id, binding_version(_heads(session, grant_id), as_of))


def reported_plan(session: Session, grant_id: str, as_of: date = date.max) -> PlanVersion | None:
    """The newest released version, internal ones included: what committee reports look at."""
    return _whole(session, grant_id, reported_version(_heads(session, grant_id), as_of))


def line_in_force(session: Session, grant_id: str, budget_line: str) -> PlanLine | None:
    """One line of the version in force today; None where it has no such line."""
    head = binding_version(_heads(session, grant_id), date.max)
    return line_of(session, grant_id, head.version, budget_line) if head else None


def _heads(session: Session, grant_id: str) -> list[PlanVersion]:
    """The released versions without lines and funding: enough to choose one."""
    rows = session.execute(
        select(PlanVersionRow.version, PlanVersionRow.basis, PlanVersionRow.released_at)
        .where(PlanVersionRow.grant_id == grant_id, PlanVersionRow.released_by.is_not(None))
        .order_by(PlanVersionRow.version)
    )
    return [
        PlanVersion(
            row.version, NewPlanVersion(Basis(row.basis), "", (), ()), local_day(row.released_at)
        )
        for row in rows
    ]


def _whole(session: Session, grant_id: str, head: PlanVersion | None) -> PlanVersion | None:
    return load_plan(session, grant_id, head.version).plan_version if head else None
