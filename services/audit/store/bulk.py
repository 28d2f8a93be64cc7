"""Writing many rows at once: COPY on PostgreSQL, one prepared statement on SQLite.

The ORM's own bulk insert costs more per row than hashing it; the log would be waiting for it.
"""

from collections.abc import Iterable
from typing import Any

from psycopg import sql
from sqlalchemy import BigInteger, Integer, LargeBinary, Table
from sqlalchemy.orm import Session


def insert_rows(session: Session, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows whose values stand in the order of the table's columns."""
    connection = session.connection()
    driver = connection.connection.driver_connection
    assert driver is not None
    if connection.dialect.name == "postgresql":
        with driver.cursor() as cursor, cursor.copy(_copy(table)) as copy:
            copy.set_types([_postgres_type(column.type) for column in table.c])
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(table.c))
    driver.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)


def _copy(table: Table) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.c)
    return sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
        sql.Identifier(table.name), columns
    )


def _postgres_type(kind: Any) -> str:
    if isinstance(kind, LargeBinary):
        return "bytea"
    if isinstance(kind, BigInteger):
        return "int8"
    return "int4" if isinstance(kind, Integer) else "text"
