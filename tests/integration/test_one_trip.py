"""Statements that travel together: all of them or none, errors as if sent alone. Both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, func, select, text
from sqlalchemy.exc import IntegrityError

from shared.database import Sessions, one_trip
from shared.errors import Unavailable

METADATA = MetaData()
THING = Table("thing", METADATA, Column("n", Integer, primary_key=True), Column("name", String(20)))


@pytest.fixture(params=["sqlite", "postgresql"])
def sessions(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sessions]:
    url = (
        f"sqlite:///{tmp_path}/service.db"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres_url")
    )
    found = Sessions(url)
    METADATA.create_all(found.engine)
    yield found
    METADATA.drop_all(found.engine)
    found.close()


def count(sessions: Sessions) -> int:
    with sessions.read() as session:
        return session.scalar(select(func.count()).select_from(THING)) or 0


def test_everything_arrives_and_the_session_goes_on(sessions: Sessions) -> None:
    with sessions.write() as session:
        with one_trip(session):
            session.connection().execute(THING.insert(), {"n": 1, "name": "eins"})
            session.connection().execute(THING.insert(), [{"n": n} for n in (2, 3)])
        assert session.scalar(select(THING.c.name).where(THING.c.n == 1)) == "eins"
    assert count(sessions) == 3


def test_a_violated_constraint_is_said_as_ever_and_takes_all_back(sessions: Sessions) -> None:
    def write_twice() -> None:
        with sessions.write() as session, one_trip(session):
            session.connection().execute(THING.insert(), {"n": 1})
            session.connection().execute(THING.insert(), {"n": 1})
            session.connection().execute(THING.insert(), {"n": 2})

    with pytest.raises(IntegrityError) as raised:
        write_twice()
    assert "thing" in str(raised.value.orig)
    assert count(sessions) == 0


def test_an_error_of_ours_inside_takes_all_back(sessions: Sessions) -> None:
    with (
        pytest.raises(LookupError),
        sessions.write() as session,
        one_trip(session),
    ):
        session.connection().execute(THING.insert(), {"n": 1})
        raise LookupError
    assert count(sessions) == 0


def test_a_connection_that_ends_under_way_is_unavailable(postgres_url: str) -> None:
    sessions = Sessions(postgres_url)
    METADATA.create_all(sessions.engine)

    def hang_up() -> None:
        with sessions.write() as session, one_trip(session):
            session.connection().execute(THING.insert(), {"n": 1})
            session.connection().execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(Unavailable):
        hang_up()
    assert count(sessions) == 0  # on a new connection
    METADATA.drop_all(sessions.engine)
    sessions.close()
