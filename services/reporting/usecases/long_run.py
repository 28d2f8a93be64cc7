"""The scheduled run as long work: many reports due at once take longer than a request waits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial
from typing import Any, Final

from sqlalchemy.orm import Session

from services.reporting.store.stream import JOBS
from services.reporting.usecases.means import Means
from services.reporting.usecases.schedule import run_schedule
from shared.errors import NotFound, Violation
from shared.long_work import Job, Order
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.workshop import Task

RUN: Final = "run_schedule"


def run_order(as_of: date, grants: Collection[str] | None, *, by: Occasion) -> Order:
    """The order of a run for the grants its maker may draft for (None: all); bears the run's id."""
    run_id = by.new_id()
    scope = None if grants is None else sorted(grants)
    return Order(run_id, RUN, f"run/{run_id}", {"as_of": as_of.isoformat(), "grants": scope})


def ordered_run(session: Session, run_id: str, *, by: Occasion) -> Job:
    """A run as it stands, for whoever ordered it. Raises NotFound."""
    found = JOBS.get(session, run_id)
    if found is None or found.kind != RUN or found.actor != by.actor:
        raise NotFound([Violation("run_unknown", "API", "Diesen Berichtslauf gibt es nicht.")])
    return found


def do_run(ports: ServicePorts, task: Task) -> None:
    """Every draft is stored in a transaction of its own: taken up again, the run goes on."""
    means: Means = ports.extras["means"]
    arguments: dict[str, Any] = dict(task.job.arguments)
    grants = arguments["grants"]
    result = run_schedule(
        means,
        date.fromisoformat(arguments["as_of"]),
        task.by,
        partial(ports.execute, RUN, task.by),
        grants=None if grants is None else frozenset(grants),
        run_id=task.job.work_id,
        progress=task.progress,
    )
    task.finish(RUN, lambda _session: result, lambda done: {"drafted": list(done.drafted)})
