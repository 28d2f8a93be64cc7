"""One engine per service, two doors: `write()` and `read()`. SQLite and PostgreSQL behave alike.

SQLite's driver starts no transaction for SELECT and ignores FOR UPDATE; without BEGIN IMMEDIATE
two checks of one ceiling could both pass. PostgreSQL readers get one snapshot (REPEATABLE READ),
writers lock the row of the grant they change.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, create_engine, event
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, OperationalError, TimeoutError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from shared.errors import Unavailable

BUSY_TIMEOUT_S = 30
PING_AFTER_IDLE_S = 1.0


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database. A naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sessions:
    """The transactions of one service.

    Raises Unavailable (503) when the database is away or a lock is not had within 30 s.
    """

    def __init__(self, url: str, *, durable: bool = True) -> None:
        """Not `durable`: a commit in SQLite does not wait for the disk. A power cut then takes the
        last commits with it and leaves the database whole."""
        self.engine = _engine(url, "FULL" if durable else "NORMAL")
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writing = sessionmaker(self.engine, expire_on_commit=False)
        self._reading = sessionmaker(_reading_view(self.engine), expire_on_commit=False)
        self._looking = sessionmaker(_single_view(self.engine), expire_on_commit=False)
        self.written: Callable[[], None] = lambda: None
        """Called after every transaction that was committed; the pump of the process listens."""

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that is committed at the end of the block, rolled back on any error."""
        with _answering(), self._writing() as session, session.begin():
            yield session
        self.written()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A read-only look at one consistent state."""
        with _answering(), self._reading() as session, session.begin():
            yield session

    @contextmanager
    def look(self) -> Iterator[Session]:
        """For one reading statement, which needs no transaction around it."""
        with _answering(), self._looking() as session:
            yield session

    def close(self) -> None:
        """Gives all connections back."""
        self.engine.dispose()


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except (OperationalError, TimeoutError) as error:
        raise Unavailable(
            "Die Datenbank antwortet gerade nicht. Es wurde nichts gespeichert; "
            "bitte in wenigen Sekunden erneut versuchen.",
            code="database_unavailable",
        ) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Unavailable(
                "Die Verbindung zur Datenbank brach ab. Bitte erneut versuchen.",
                code="database_unavailable",
            ) from error
        raise


@contextmanager
def one_trip(session: Session) -> Iterator[None]:
    """Sends the writing statements of the block to PostgreSQL together and waits for it once.

    For statements whose answers nobody reads, neither rows nor row counts: they are unknown until
    the end of the block, and so are errors, which are raised there as SQLAlchemy would. On SQLite
    there is no way to travel: statements run one after the other.
    """
    connection = session.connection()
    dialect = connection.dialect
    if dialect.name != "postgresql":
        yield
        return
    driver: Any = connection.connection.driver_connection
    own_error = dialect.loaded_dbapi.Error
    try:
        with driver.pipeline():
            yield
    except own_error as error:
        ended = dialect.is_disconnect(error, driver, None)
        raise DBAPIError.instance(
            None, None, error, own_error, connection_invalidated=ended, dialect=dialect
        ) from error


_decoded = json.JSONDecoder().decode


def _from_json(stored: str | bytes) -> Any:
    """Both drivers give UTF-8; `json.loads` would try to guess it anew for every column."""
    return _decoded(stored if isinstance(stored, str) else stored.decode())


def _engine(url: str, synchronous: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(
            url,
            pool_size=16,
            max_overflow=16,
            connect_args={"timeout": BUSY_TIMEOUT_S},
            json_deserializer=_from_json,
        )
        event.listen(engine, "connect", partial(_prepare_sqlite, synchronous))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=8,
        connect_args={"options": f"-c lock_timeout={BUSY_TIMEOUT_S * 1000}", "connect_timeout": 5},
        json_deserializer=_from_json,
    )
    _ping_after_idling(engine)
    return engine


def _ping_after_idling(engine: Engine) -> None:
    """Tries a connection out before use, as `pool_pre_ping` does, but not one used just now:
    under load a ping before every transaction is a round trip for nothing."""
    dialect = engine.dialect

    def note(_connection: Any, record: Any) -> None:
        record.info["idle_since"] = time.monotonic()

    def ping(connection: Any, record: Any, _proxy: Any) -> None:
        since = record.info.pop("idle_since", None)
        if since is None or time.monotonic() - since < PING_AFTER_IDLE_S:
            return
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error  # the pool connects anew

    event.listen(engine, "checkin", note)
    event.listen(engine, "checkout", ping)


def _prepare_sqlite(synchronous: str, connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {mode}")


def _reading_view(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine.execution_options(sqlite_begin="DEFERRED")
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _single_view(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine.execution_options(sqlite_begin="DEFERRED")
    return engine.execution_options(isolation_level="AUTOCOMMIT")
