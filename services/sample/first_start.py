"""The first start of the embedded default: users, then the sample, before anything listens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

import click

from services import host
from services.budget.cli.people import first_users
from services.budget.usecases.sample_users import SampleUser
from services.sample.fill import SampleIncomplete, SampleSummary, fill, first_day
from shared.clock import BERLIN, FixedClock, SystemClock, local_day
from shared.heap import keep_for_good
from shared.progress_text import Progress
from shared.settings import Settings
from shared.terminal_progress import shown

NAMES = ("budget", "reporting", "audit")
_OPENING = time(8, 0)


@dataclass(frozen=True)
class FirstStart:
    """`users` are those made now, with the passwords nobody will see again, kept in `path`."""

    users: list[SampleUser]
    path: Path
    summary: SampleSummary


def prepare(settings: Settings, today: date, tell: Progress | None = None) -> FirstStart:
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


def prepare_watched(settings: Settings) -> FirstStart:
    """The same as of today, shown on the terminal. Raises ClickException where it is cut off."""
    try:
        with shown("Beispieldaten einspielen", "Tagen") as progress:
            return prepare(settings, local_day(SystemClock().now()), progress)
    except SampleIncomplete as error:
        raise click.ClickException(str(error)) from error
