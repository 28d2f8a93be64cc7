"""Rights of a service's runtime role, given after each migration by the owner.

By default the role may read and add (service.sql). Here it also gets to change and delete rows, in
every table but the append-only ones: a table nobody thought of stays closed rather than open.
"""

from __future__ import annotations

import os
import sys

import psycopg
from psycopg import sql

from shared.settings import Settings

APPEND_ONLY = {"audit": ["entry", "tile", "checkpoint", "log_identity"]}
MIGRATION_MARK = "alembic_version"


def apply_grants(url: str, service: str) -> None:
    """Let `<service>_runtime` UPDATE and DELETE where it may. `url`: the database, as its owner."""
    closed = [MIGRATION_MARK, *APPEND_ONLY.get(service, [])]
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL(%s)",
            [closed],
        ).fetchall()
        for (table,) in tables:
            connection.execute(
                sql.SQL("GRANT UPDATE, DELETE ON TABLE {} TO {}").format(
                    sql.Identifier("public", table), sql.Identifier(f"{service}_runtime")
                )
            )


if __name__ == "__main__":
    (name,) = sys.argv[1:]
    apply_grants(Settings.from_env(os.environ).database_url_for(name), name)
