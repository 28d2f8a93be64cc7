"""How every measure stood at the end of every quarter, as its lead saw it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from typing import Any

from services.budget.domain.measure import Light, Milestone, NewStatus
from services.budget.usecases.measure import set_status
from services.sample.agenda import Agenda
from services.sample.city import PHASE_B
from services.sample.desk import LEAD, Desk
from services.sample.timeline import Timeline
from shared.periods import Period


@dataclass(frozen=True)
class Statuses:
    """Plans a status per measure and quarter, eight days after the quarter."""

    desk: Desk
    agenda: Agenda
    line: Timeline

    def plan_all(self) -> None:
        """Milestones that were done later than a quarter's end are open in it."""
        text = resources.files(__package__).joinpath("statuses.toml").read_text("utf-8")
        for measure in tomllib.loads(text)["measure"]:
            said = {one["back"]: one for one in measure.get("status", ())}
            for back, quarter in enumerate(reversed(self.line.quarters)):
                self._plan(measure, quarter, said.get(back))

    def _plan(
        self, measure: Mapping[str, Any], quarter: Period, said: Mapping[str, Any] | None
    ) -> None:
        desk = self.desk
        said = said or {}
        new = NewStatus(
            period=str(quarter),
            light=Light(said.get("light", "green")),
            reason=said.get("reason", measure["usual"]),
            milestones=tuple(self._milestone(one, quarter) for one in measure["milestones"]),
            risk=said.get("risk", measure["risk"]),
            decision_needed=said.get("decision", ""),
        )
        self.agenda.add(
            quarter.last_day + timedelta(days=8),
            lambda: desk.do(
                LEAD,
                "set_status",
                lambda session, by: set_status(
                    session, PHASE_B, measure["id"], new, by=by, means=desk.means
                ),
            ),
        )

    def _milestone(self, one: Mapping[str, Any], quarter: Period) -> Milestone:
        done_on: date | None = self.line.b_day(one["done"], 12) if "done" in one else None
        if done_on is not None and done_on > quarter.last_day:
            done_on = None
        return Milestone(one["title"], self.line.b_day(one["due"], 28), done_on)
