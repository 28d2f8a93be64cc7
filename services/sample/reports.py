"""One quarterly report, released by a second person, and the draft of the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from contracts.roles import Role
from services.reporting.usecases.drafting import DraftOrder, Prepared, draft_report, store_draft
from services.reporting.usecases.means import Means
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

_TYPE: Final = "quarterly"


@dataclass(frozen=True)
class Reports:
    """Drafts need a checkpoint that covers what was entered: the stream settles before each.

    And after each: in the stream, what reporting says comes before what budget says later.
    """

    desk: Desk
    agenda: Agenda
    line: Timeline

    def plan_all(self) -> None:
        """The released quarter, then the one after it."""
        released, drafted = self.line.released_quarter, self.line.drafted_quarter
        self.agenda.add(released.last_day + timedelta(days=14), lambda: self._draft(released))
        self.agenda.add(
            released.last_day + timedelta(days=18), lambda: self._release(str(released))
        )
        self.agenda.add(drafted.last_day + timedelta(days=14), lambda: self._draft(drafted))

    @property
    def _reporting(self) -> ServicePorts:
        return self.desk.house.ports["reporting"]

    @property
    def _means(self) -> Means:
        found: Means = self._reporting.extras["means"]
        return found

    def _draft(self, quarter: Period) -> None:
        self.desk.settle()
        by = self.desk.occasion(OFFICER)
        report_id = draft_report(
            self._means,
            DraftOrder(PHASE_B, _TYPE, str(quarter)),
            partial(self._reporting.execute, "draft_report", by),
            partial(_keep_draft, by=by),
        )
        self.desk.ids[str(quarter)] = report_id
        self.desk.settle()

    def _release(self, name: str) -> None:
        by = self.desk.occasion(PROGRAMME)
        releaser = Releaser(Role.PROGRAMME_HEAD.label)
        release_report(
            self._means,
            self.desk.ids[name],
            releaser,
            by,
            partial(self._reporting.execute, "release_report", by),
            partial(_keep_release, releaser=releaser, by=by),
        )
        self.desk.settle()


def _keep_draft(session: Session, prepared: Prepared, *, by: Occasion) -> str:
    row, _files = store_draft(session, prepared, by=by)
    return row.report_id


def _keep_release(session: Session, drawn: Drawn, *, releaser: Releaser, by: Occasion) -> str:
    row, _files = store_release(session, drawn, releaser, by=by)
    return row.report_id
