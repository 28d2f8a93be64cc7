"""A migrated database, made once in a process; every test that wants one takes a copy.

Running all migrations of a service takes longer than most tests that need its tables. What the
migrations do is the matter of the tests that run them one by one.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url

from shared.migrations import migrate

_FOLDER: Final = tempfile.TemporaryDirectory(prefix="foerdernachweis-migrated-")
_TEMPLATES: Final[dict[tuple[str, Path], str]] = {}
"""(server, migrations) -> path of the file or name of the database that copies are taken of."""
_FILLED: Final[set[str]] = set()


def migrated(url: str, location: Path) -> None:
    """As `migrate`, in less time where the database at `url` is empty; what is in it stays."""
    address = make_url(url)
    if url in _FILLED:
        migrate(url, location)
    elif address.get_backend_name() == "sqlite":
        _copy_file(Path(address.database or ""), location)
    else:
        _copy_database(address, location)
    _FILLED.add(url)


def _copy_file(database: Path, location: Path) -> None:
    key = ("", location)
    if key not in _TEMPLATES:
        made = Path(_FOLDER.name, f"{len(_TEMPLATES)}.db")
        migrate(f"sqlite:///{made}", location)
        _TEMPLATES[key] = str(made)
    if database.exists():  # somebody else's: what is in it stays
        migrate(f"sqlite:///{database}", location)
        return
    database.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_TEMPLATES[key], database)


def _copy_database(address: URL, location: Path) -> None:
    from psycopg import connect, sql  # whoever stays with SQLite does without the driver

    if _has_tables(address):  # filled by another process
        migrate(address.render_as_string(hide_password=False), location)
        return
    key = (f"{address.host}:{address.port}", location)
    server = address.set(drivername="postgresql", database="postgres")
    with connect(server.render_as_string(hide_password=False), autocommit=True) as connection:
        if key not in _TEMPLATES:
            name = f"migrated_{len(_TEMPLATES)}"
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            template = address.set(database=name)
            migrate(template.render_as_string(hide_password=False), location)
            _TEMPLATES[key] = name
        for statement in ("DROP DATABASE {0}", "CREATE DATABASE {0} TEMPLATE {1}"):
            names = map(sql.Identifier, (address.database or "", _TEMPLATES[key]))
            connection.execute(sql.SQL(statement).format(*names))


def _has_tables(address: URL) -> bool:
    from psycopg import connect

    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with connect(plain) as connection:
        query = "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')"
        found = connection.execute(query).fetchone()
    return bool(found and found[0])
