"""The hands of the sample users: runs use cases as one of them, at the time the agenda says."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from random import Random  # noqa: TID251 - injected and seeded
from typing import TypeVar

from sqlalchemy.orm import Session

from services.budget.cli.acting import user_id_of
from services.budget.handlers import Reassessment
from services.budget.usecases.means import Means
from services.budget.usecases.sample_users import SAMPLE_USERS
from services.host import House
from services.reporting.handlers import Schedule
from shared.clock import FixedClock
from shared.errors import Refused
from shared.occasion import Occasion
from shared.pump import Pump
from shared.service import ServicePorts

T = TypeVar("T")
UseCase = Callable[[Session, Occasion], T]

OFFICER, LEAD = "sachbearbeitung", "projektleitung"
FACTUAL, ARITHMETICAL = "sachlich", "rechnerisch"
FINANCE, PROGRAMME = "kaemmerei", "programmleitung"
ADMINISTRATION, AUDITOR, COMMITTEE = "administration", "pruefung", "ausschuss"


class Desk:
    """Who acts, when, and what came of it: `ids`, `amounts` and procurement `files`
    by names of the sample."""

    def __init__(self, house: House, clock: FixedClock, chance: Random) -> None:
        self.house = house
        self.clock = clock
        self.ids: dict[str, str] = {}
        self.files: dict[str, str] = {}
        self.amounts: dict[str, int] = {}
        self._chance = chance
        self._users = {login: user_id_of(self.budget, login) for login in SAMPLE_USERS}

    @property
    def budget(self) -> ServicePorts:
        return self.house.ports["budget"]

    @property
    def means(self) -> Means:
        """The means of budget's use cases."""
        found: Means = self.budget.extras["means"]
        return found

    def occasion(self, login: str) -> Occasion:
        """An act of this user, some seconds after the one before."""
        self.clock.at += timedelta(seconds=7)
        return Occasion(self._users[login], self.clock.at, self._new_id)

    def do(self, login: str, command: str, run: UseCase[T]) -> T:
        """One use case in one transaction. Raises what the use case raises."""
        by = self.occasion(login)
        return self.budget.execute(command, by, lambda session: run(session, by))

    def refused(self, login: str, command: str, code: str, run: UseCase[object]) -> None:
        """A use case that has to be refused for this reason; the refusal stays in the trail.

        Raises RuntimeError where it went through or failed for another reason.
        """
        try:
            self.do(login, command, run)
        except Refused as refusal:
            if code in {one.code for one in refusal.violations}:
                return
            raise
        raise RuntimeError(f"{command} was to be refused: {code}")

    def settle(self) -> None:
        """Lets everything written reach the log and the reports; nothing is drafted or assessed
        anew by itself, so that every run of the sample tells the same."""
        every = self.house.pump().workers
        idle = (Schedule.name, Reassessment.name)
        pump = Pump([worker for worker in every if worker.name not in idle])
        pump.settle()
        # The log signs at most once a second: let one pass, so that it signs what came last.
        self.clock.at += timedelta(seconds=2)
        pump.settle()

    def _new_id(self) -> str:
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))
