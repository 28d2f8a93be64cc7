"""The first start of the embedded default: users, then the sample, before anything listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from services import host
from services.budget.cli import first_users
from services.budget.usecases.sample_users import SampleUser
from services.sample.fill import SampleSummary, Tell, fill, first_day
from shared.clock import BERLIN, FixedClock
from shared.heap import keep_for_good
from shared.settings import Settings

NAMES = ("budget", "reporting", "audit")
_OPENING = time(8, 0)


@dataclass(frozen=True)
class FirstStart:
    """`users` are those made now, with the passwords nobody will see again, kept in `path`."""

    users: list[SampleUser]
    path: Path
    summary: SampleSummary


def prepare(settings: Settings, today: date, tell: Tell | None = None) -> FirstStart:
    """Makes users and sample in migrated databases; nothing at a later start.

    The house has a clock of its own that begins in the past: the users are there from the first
    day of the sample on. Raises SampleIncomplete.
    """
    morning = datetime.combine(first_day(today), _OPENING, BERLIN)
    # an interrupted filling is thrown away as a whole, so it waits for the disk once, at its end
    house = host.build(replace(settings, durable=False), NAMES, FixedClock(morning))
    try:
        users, path = first_users(house.ports["budget"])
        keep_for_good()
        return FirstStart(users, path, fill(house, today=today, tell=tell))
    finally:
        house.close()


class ProgressLine:
    """Says how far the filling is: one line that grows on a terminal, one per year elsewhere."""

    def __init__(self, write: Callable[[str], None], *, is_terminal: bool) -> None:
        """`write` puts text out as it is, without a line break of its own."""
        self._write = write
        self._is_terminal = is_terminal
        self._said: object = None

    def __call__(self, first: date, reached: date, last: date) -> None:
        """See `Tell`."""
        percent = 100 * (reached - first).days // max(1, (last - first).days)
        said = percent if self._is_terminal else reached.year
        if said == self._said:
            return
        self._said = said
        text = f"Beispieldaten werden eingespielt: {reached:%m/%Y}, {percent} %"
        self._write(f"\r{text}" if self._is_terminal else f"{text}\n")

    def end(self) -> None:
        """Ends the line."""
        if self._is_terminal and self._said is not None:
            self._write("\n")
