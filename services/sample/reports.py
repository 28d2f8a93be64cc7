"""A quarterly and a factual report, released by a second person; the next quarter a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from contracts.roles import Role
from services.reporting.usecases.drafting import draft_report, store_draft
from services.reporting.usecases.means import Means
from services.reporting.usecases.preparing import DraftOrder, Prepared
from services.reporting.usecases.releasing import (
    Drawn,
    Releaser,
    release_report,
    store_release,
)
from services.sample.agenda import Agenda
from services.sample.city import PHASE_B
from services.sample.desk import OFFICER, PROGRAMME, Desk
from services.sample.timeline import Timeline
from shared.occasion import Occasion
from shared.periods import Period
from shared.service import ServicePorts

_QUARTERLY: Final = "quarterly"
_FACTUAL: Final = "factual-report"


@dataclass(frozen=True)
class Reports:
    """Drafts need a checkpoint that covers what was entered: the stream settles before each.

    And after each: in the stream, what reporting says comes before what budget says later.
    """

    desk: Desk
    agenda: Agenda
    line: Timeline

    def plan_all(self) -> None:
        """The released quarter, the half-year of the second call, the quarter after the first."""
        self._plan(_QUARTERLY, self.line.released_quarter, drafted=14, released=18)
        self._plan(_FACTUAL, self.line.second_call, drafted=19, released=23)
        self._plan(_QUARTERLY, self.line.drafted_quarter, drafted=14)

    def _plan(self, type_: str, period: Period, *, drafted: int, released: int = 0) -> None:
        """Days after the period's end; a report with 0 days to its release stays a draft."""
        on = period.last_day + timedelta(days=drafted)
        order = DraftOrder(PHASE_B, type_, str(period), on)
        self.agenda.add(on, lambda: self._draft(order))
        if released:
            self.agenda.add(
                period.last_day + timedelta(days=released), lambda: self._release(order)
            )

    @property
    def _reporting(self) -> ServicePorts:
        return self.desk.house.ports["reporting"]

    @property
    def _means(self) -> Means:
        found: Means = self._reporting.extras["means"]
        return found

    def _draft(self, order: DraftOrder) -> None:
        self.desk.settle()
        by = self.desk.occasion(OFFICER)
        report_id = draft_report(
            self._means,
            order,
            partial(self._reporting.execute, "draft_report", by),
            partial(_keep_draft, by=by),
        )
        self.desk.ids[_name(order)] = report_id
        self.desk.settle()

    def _release(self, order: DraftOrder) -> None:
        by = self.desk.occasion(PROGRAMME)
        releaser = Releaser(Role.PROGRAMME_HEAD.label)
        release_report(
            self._means,
            self.desk.ids[_name(order)],
            releaser,
            by,
            partial(self._reporting.execute, "release_report", by),
            partial(_keep_release, releaser=releaser, by=by),
        )
        self.desk.settle()


def _name(order: DraftOrder) -> str:
    return f"{order.type} {order.period}"


def _keep_draft(session: Session, prepared: Prepared, *, by: Occasion) -> str:
    row, _files = store_draft(session, prepared, by=by)
    return row.report_id


def _keep_release(session: Session, drawn: Drawn, *, releaser: Releaser, by: Occasion) -> str:
    row, _files = store_release(session, drawn, releaser, by=by)
    return row.report_id
