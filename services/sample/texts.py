"""What people wrote for the factual report: proposed by one of them, released by another."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib import resources
from typing import Final

from sqlalchemy.orm import Session

from services.reporting.domain.figure_address import FigureAddress
from services.reporting.usecases.means import Means
from services.reporting.usecases.narratives import NewText, propose, release
from services.sample.agenda import Agenda
from services.sample.city import PHASE_B
from services.sample.desk import OFFICER, PROGRAMME, Desk
from services.sample.timeline import Timeline
from shared.occasion import Occasion

WRITTEN_AFTER: Final = timedelta(days=12)
"""Days from the end of the half-year to the texts."""
_RELEASED_AFTER: Final = timedelta(days=15)


@dataclass(frozen=True)
class Texts:
    """Every section of the factual report of the second call's half-year, and some notes."""

    desk: Desk
    agenda: Agenda
    line: Timeline

    def plan_all(self) -> None:
        """All proposals on one day, all releases on another."""
        end = self.line.second_call.last_day
        self.agenda.add(end + WRITTEN_AFTER, self._propose)
        self.agenda.add(end + _RELEASED_AFTER, self._release)

    def _propose(self) -> None:
        self.desk.settle()  # a note is about a figure that reporting knows
        for new in _texts():
            by = self.desk.occasion(OFFICER)
            self.desk.ids[new.subject] = self._do("propose_narrative", by, partial(self._new, new))

    def _release(self) -> None:
        for new in _texts():
            by = self.desk.occasion(PROGRAMME)
            narrative_id = self.desk.ids[new.subject]
            self._do("release_narrative", by, partial(_release_first, narrative_id))

    def _new(self, new: NewText, session: Session, by: Occasion) -> str:
        means: Means = self.desk.house.ports["reporting"].extras["means"]
        period = str(self.line.second_call)
        return propose(session, means, PHASE_B, period, new, by=by).narrative_id

    def _do(self, command: str, by: Occasion, run: partial[str]) -> str:
        reporting = self.desk.house.ports["reporting"]
        return reporting.execute(command, by, lambda session: run(session, by))


def _release_first(narrative_id: str, session: Session, by: Occasion) -> str:
    return release(session, narrative_id, 1, by=by).narrative_id


def _texts() -> Iterator[NewText]:
    source = resources.files(__package__).joinpath("texts.toml").read_text("utf-8")
    read = tomllib.loads(source)
    for section, text in read["sections"].items():
        yield NewText(section, text.strip())
    for note in read["note"]:
        address = FigureAddress("plan_actual", note["row"], note["column"])
        yield NewText(str(address), note["text"])
