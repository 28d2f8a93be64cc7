"""Databases with the sample users, made once; every house of the tests starts from a copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from services import host
from services.budget.store.user import find_user_by_login
from services.budget.usecases.sample_users import SAMPLE_USERS, create_sample_users
from services.budget.usecases.token import issue_token
from shared.clock import BERLIN, Clock, FixedClock
from shared.occasion import Occasion
from shared.settings import Settings

ALL = ("budget", "reporting", "audit")


def noon(day: date) -> datetime:
    """Twelve o'clock of that day in Germany, as an instant."""
    return datetime.combine(day, time(12), BERLIN).astimezone(UTC)


def prepare(directory: Path) -> dict[str, str]:
    """Migrated databases with the sample users; returns a bearer token per log-in."""
    settings = Settings.from_env({"DATA_DIR": str(directory)})
    host.migrate_all(settings, ALL)
    house = host.build(settings, ALL, FixedClock(noon(date(2020, 1, 2))))
    by = Occasion("system", noon(date(2020, 1, 2)))
    tokens = {}
    with house.ports["budget"].sessions.write() as session:
        create_sample_users(session, directory / "zugangsdaten.txt", by=by)
        for login in SAMPLE_USERS:
            user = find_user_by_login(session, login)
            assert user is not None
            far = Occasion(user.access.user_id, noon(date(2026, 12, 30)))
            tokens[login] = issue_token(session, user.access.user_id, 366, by=far)
    house.pump().settle()
    house.close()
    return tokens


def settled_by_hand(settings: Settings, clock: Clock) -> host.House:
    """All services on databases of their own. A draft takes the newest checkpoint there is: while
    nothing runs beside the test nobody else writes one, however long it waits."""
    house = host.build(settings, ALL, clock)
    reporting = house.ports["reporting"]
    means = replace(reporting.extras["means"], wait_s=0.0)
    house.ports["reporting"] = replace(reporting, extras={**reporting.extras, "means": means})
    return house
