"""Applies the Alembic migrations of a service to its database.

Migrations never import models: a migration must describe the schema as it was, not as it is.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, make_url, text

_LOCK = 0x464E_0000
"""Advisory lock: two migrating processes at once do one after the other."""


def migrate(url: str, location: Path) -> None:
    """Brings the database at `url` to the newest revision under `location`. Idempotent."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        with _locked(Path(address.database or "")):
            _upgrade(create_engine(url), location)
    else:
        _upgrade(create_engine(url), location)


def _upgrade(engine: Engine, location: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(location))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()


@contextmanager
def _locked(database: Path) -> Iterator[None]:
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_suffix(".migrating").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
