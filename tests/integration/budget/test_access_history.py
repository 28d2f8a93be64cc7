"""The list of rights begins with what held on the day it came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from contracts.events.snapshots import AccessSnapshot, HeldRole
from services.budget.store.access_history import access_at, note_access
from services.budget.store.tables import DIRECTORY
from tests.integration.budget.scene import MIGRATIONS, OFFICER, TODAY, Scene

HELD = (HeldRole("auditor", None), HeldRole("grant_officer", "G1"))


def test_what_held_before_is_taken_over(both: Scene) -> None:
    with both.sessions.write() as session:
        DIRECTORY.apply(session, AccessSnapshot(OFFICER, False, 1, HELD, ()))
    [path] = MIGRATIONS.glob("versions/*_access_history.py")
    revision = import_module(f"services.budget.migrations.versions.{path.stem}")
    with both.sessions.engine.begin() as connection:
        connection.execute(text("DROP TABLE access_change"))
        with Operations.context(MigrationContext.configure(connection)):
            revision.upgrade()
    tomorrow = datetime.now(UTC) + timedelta(days=1)  # noqa: DTZ - the database's own clock
    [found] = both.look(access_at, tomorrow)
    assert (found.user_id, found.locked, found.roles) == (OFFICER, False, HELD)


def test_the_last_change_before_an_instant_counts(both: Scene) -> None:
    with both.sessions.write() as session:
        for days, locked in ((0, False), (2, True)):
            access = AccessSnapshot(OFFICER, locked, 1, HELD[:1], ())
            note_access(session, access, "locked", both.by(at=TODAY + timedelta(days=days)))
    assert both.look(access_at, TODAY) == []
    assert [one.locked for one in both.look(access_at, TODAY + timedelta(days=1))] == [False]
    assert [one.locked for one in both.look(access_at, TODAY + timedelta(days=3))] == [True]
