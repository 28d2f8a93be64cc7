"""The PostgreSQL starter does what other tests rely on."""

from __future__ import annotations

import psycopg
import pytest

from tests.components.postgres import PostgresServer, ServiceDatabase


def connect(url: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


@pytest.fixture(scope="module")
def audit(postgres: PostgresServer) -> ServiceDatabase:
    urls = postgres.create_service_database("audit")
    with connect(urls.owner_url) as owner:
        owner.execute("CREATE TABLE entry (sequence bigint PRIMARY KEY, data bytea)")
        owner.execute("CREATE TABLE position (name text PRIMARY KEY, value bigint)")
        owner.execute("CREATE TABLE alembic_version (version_num text PRIMARY KEY)")
    postgres.apply_grants("audit")
    return urls


def test_an_empty_database_per_test(postgres_url: str) -> None:
    with connect(postgres_url) as connection:
        (tables,) = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname='public'")
        assert tables == (0,)


def test_the_runtime_role_only_adds_to_the_log(audit: ServiceDatabase) -> None:
    with connect(audit.runtime_url) as runtime:
        runtime.execute("INSERT INTO entry VALUES (0, 'x')")
        assert runtime.execute("SELECT sequence FROM entry").fetchall() == [(0,)]
        for forbidden in (
            "UPDATE entry SET data = 'y'",
            "DELETE FROM entry",
            "TRUNCATE entry",
            "DROP TABLE entry",
            "ALTER TABLE entry ADD COLUMN more text",
            "CREATE TABLE other (id int)",
            "DELETE FROM alembic_version",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                runtime.execute(forbidden)


def test_the_runtime_role_works_with_the_other_tables(audit: ServiceDatabase) -> None:
    with connect(audit.runtime_url) as runtime:
        runtime.execute("INSERT INTO position VALUES ('events', 1)")
        runtime.execute("UPDATE position SET value = 2")
        assert runtime.execute("DELETE FROM position RETURNING value").fetchall() == [(2,)]


def test_services_cannot_open_each_others_databases(
    postgres: PostgresServer, audit: ServiceDatabase
) -> None:
    budget = postgres.create_service_database("budget")
    foreign = budget.runtime_url.removesuffix("/budget") + "/audit"
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        connect(foreign)


def test_committed_rows_survive_kill_9() -> None:
    server = PostgresServer()
    try:
        server.start()
        url = server.url(server.create_database("crash"))
        with connect(url) as connection:
            connection.execute("CREATE TABLE row AS SELECT 1 AS id")
        server.kill9()
        assert not server.process.alive
        server.start()
        with connect(url) as connection:
            assert connection.execute("SELECT id FROM row").fetchall() == [(1,)]
    finally:
        server.stop()
