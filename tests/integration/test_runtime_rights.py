"""The real tables with the deployment's rights: a service works, but cannot rewrite the log."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from deploy.grants import APPEND_ONLY, MIGRATION_MARK
from shared.migrations import migrate
from tests.components.availability import require
from tests.components.postgres import PROBE, PostgresServer

SERVICES = ("budget", "reporting", "audit")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server of its own: roles belong to the whole server."""
    require(PROBE)
    own = PostgresServer()
    try:
        own.start()
        yield own
    finally:
        own.stop()


@pytest.fixture(scope="module", params=SERVICES)
def service(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def rights(server: PostgresServer, service: str) -> dict[str, set[str]]:
    """What the runtime role may do to each table of one service, by table."""
    urls = server.create_service_database(service)
    package = importlib.import_module(f"services.{service}.migrations")
    migrate(urls.owner_url, Path(*package.__path__))
    server.apply_grants(service)
    with psycopg.connect(urls.runtime_url.replace("+psycopg", "")) as connection:
        tables = [name for (name,) in connection.execute(TABLES)]
        return {table: set(_allowed(connection, table)) for table in tables}


def _allowed(connection: psycopg.Connection, table: str) -> Iterator[str]:
    for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER"):
        row = connection.execute("SELECT has_table_privilege(%s, %s)", [table, right]).fetchone()
        if row == (True,):
            yield right


def test_the_runtime_role_has_the_rights_it_needs_and_no_more(
    service: str, rights: dict[str, set[str]]
) -> None:
    only_added_to = {MIGRATION_MARK, *APPEND_ONLY.get(service, [])}
    assert only_added_to <= set(rights)
    for table, allowed in rights.items():
        more = set() if table in only_added_to else {"UPDATE", "DELETE"}
        assert allowed == {"SELECT", "INSERT"} | more, table
