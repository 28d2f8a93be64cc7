"""The log of the operator: JSON lines that say what broke and where, never with what content.

A database tells the values of the row it refused, and SQLAlchemy the parameters of the statement:
both would bring personal data into the log. So of such an error only its kind is written.
"""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any, TextIO

import structlog
from sqlalchemy.exc import StatementError

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def log_to(stream: TextIO) -> None:
    """Sends the log of this process to `stream`, one JSON object a line."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(without_content),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(stream),
    )


def without_content(exc_info: ExcInfo) -> str:
    """The tracebacks of an error and of its causes, the first cause first."""
    told = [
        "".join(traceback.format_tb(one.__traceback__)) + f"{type(one).__name__}: {_said(one)}"
        for one in _chain(exc_info[1])
    ]
    return "\n".join(reversed(told))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        hidden = None if error.__suppress_context__ else error.__context__
        error = error.__cause__ or hidden


def _said(error: BaseException) -> str:
    if isinstance(error, StatementError):
        return type(error.orig).__name__
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorname", None) or str(error)
    diagnosis: Any = getattr(error, "diag", None)  # psycopg's; its text repeats the row
    if diagnosis is not None:
        known = (diagnosis.sqlstate, diagnosis.table_name, diagnosis.constraint_name)
        return " ".join(one for one in known if one) or "no answer of the server"
    return str(error)
