"""The log says what broke, not what was in it."""

from __future__ import annotations

import io
import json

import pytest
import structlog
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from shared.logs import log_to, without_content


def caught(url: str) -> DBAPIError:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE person (name varchar(40) PRIMARY KEY, n integer)"))
        connection.execute(text("INSERT INTO person VALUES ('Erika Muster', 1)"))
    with pytest.raises(DBAPIError) as refused, engine.begin() as connection:
        connection.execute(
            text("INSERT INTO person VALUES (:name, :n)"), {"name": "Erika Muster", "n": 2}
        )
    engine.dispose()
    return refused.value


def told(error: BaseException) -> str:
    return without_content((type(error), error, error.__traceback__))


def test_a_refused_row_is_not_in_the_log() -> None:
    line = told(caught("sqlite://"))
    assert "IntegrityError" in line and "SQLITE_CONSTRAINT_PRIMARYKEY" in line
    assert "Muster" not in line


def test_nor_is_what_postgresql_says_of_it(postgres_url: str) -> None:
    line = told(caught(postgres_url))
    assert "UniqueViolation: 23505 person person_pkey" in line
    assert "Muster" not in line


def test_causes_come_first_and_where_it_broke_is_said() -> None:
    try:
        try:
            raise KeyError("measure")
        except KeyError as error:
            raise ValueError("unknown measure") from error
    except ValueError as error:
        line = told(error)
    assert line.index("KeyError: 'measure'") < line.index("ValueError: unknown measure")
    assert "test_logs.py" in line


def test_an_error_becomes_one_line_of_json() -> None:
    stream = io.StringIO()
    log_to(stream)
    try:
        structlog.get_logger().error("broken", exc_info=ValueError("why"))
    finally:
        structlog.reset_defaults()
    (line,) = stream.getvalue().splitlines()
    found = json.loads(line)
    assert found["event"] == "broken" and found["exception"].endswith("ValueError: why")
