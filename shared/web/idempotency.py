"""`Idempotency-Key` on POST: a repeated request gets the first answer again.

The answer is stored in the transaction of the effect, scoped to user and route, for 24 hours. Only
2xx answers are stored: a refusal may be repaired and sent again under the same key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any

from flask import Response, jsonify, request
from sqlalchemy import Column, Integer, MetaData, String, Table, Text, delete, func, insert, select
from sqlalchemy.orm import Session

from shared.database import UtcDateTime
from shared.errors import Conflict, Refused, Violation
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.web.access import occasion

KEPT = timedelta(hours=24)

_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_PORTION = 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What a command answers: JSON body, status, the ETag version of the thing if it has one."""

    body: dict[str, Any]
    status: int = 200
    version: int | None = None


def idempotency_table(metadata: MetaData) -> Table:
    """The table of stored answers of one service."""
    return Table(
        "idempotency_record",
        metadata,
        Column("scope_hash", String(64), primary_key=True),
        Column("body_hash", String(64), nullable=False),
        Column("status", Integer, nullable=False),
        Column("version", Integer),
        Column("answer", Text, nullable=False),
        Column("created_at", UtcDateTime, nullable=False, index=True),
    )


def run_command(
    ports: ServicePorts, table: Table, command: str, run: Callable[[Session], Answer]
) -> Response:
    """Runs one use case as the answer to a POST or PATCH.

    Raises what the use case raises; Refused for a key reused with another body, Conflict while
    the first request with that key is still running.
    """
    key = request_key()
    if key is None:
        return response_of(ports.execute(command, occasion(), run))
    replayed = False

    def work(session: Session) -> Answer:
        nonlocal replayed
        demand_first(session, key)
        stored = answered(session, table, key, occasion())
        if stored is not None:
            replayed = True
            return stored
        answer = run(session)
        keep_answer(session, table, key, answer, occasion())
        return answer

    return response_of(ports.execute(command, occasion(), work), replayed=replayed)


@dataclass(frozen=True)
class RequestKey:
    """An `Idempotency-Key` of one user at one route, and what came with it, as hashes."""

    scope: str
    body: str


def request_key() -> RequestKey | None:
    """The key of this request, None without one."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    scope = _hash(occasion().actor, request.method, request.path, key)
    return RequestKey(scope, _body_hash())


def _hash(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _body_hash() -> str:
    """What was sent. A form was taken apart when it came: its parts are hashed, files as streams.

    Files of an import have 100 MB, so they are read in portions, and stand afterwards where they
    stood: the use case reads them still, or has read them already.
    """
    if request.mimetype not in _FORMS:
        return _hash(request.full_path, request.get_data(cache=True))
    parts = [request.full_path]
    for name, value in request.form.items(multi=True):
        parts += ["field", name, value]
    for name, upload in request.files.items(multi=True):
        content = _file_hash(upload.stream)
        parts += ["file", name, upload.filename or "", upload.mimetype, content]
    return _hash(*parts)


def _file_hash(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    stands = stream.tell()
    stream.seek(0)
    while portion := stream.read(_PORTION):
        digest.update(portion)
    stream.seek(stands)
    return digest.hexdigest()


def demand_first(session: Session, key: RequestKey) -> None:
    """On PostgreSQL two requests with one key may run at once: the second is told so.

    Raises Conflict.
    """
    if session.get_bind().dialect.name != "postgresql":
        return  # SQLite runs one writing transaction at a time
    number = int(key.scope[:15], 16)
    if not session.scalar(select(func.pg_try_advisory_xact_lock(number))):
        raise Conflict(
            [Violation("request_in_flight", "API", "Dieselbe Anfrage wird noch bearbeitet.")]
        )


def answered(session: Session, table: Table, key: RequestKey, by: Occasion) -> Answer | None:
    """The first answer to this key, None before there was one. Raises Refused for another body."""
    session.execute(delete(table).where(table.c.created_at < by.now - KEPT))
    row = session.execute(select(table).where(table.c.scope_hash == key.scope)).first()
    if row is None:
        return None
    check_same_body(row.body_hash, key)
    return Answer(json.loads(row.answer), row.status, row.version)


def check_same_body(body_hash: str | None, key: RequestKey) -> None:
    """Raises Refused where the key was used for another request."""
    if body_hash != key.body:
        message = "Dieser Idempotency-Key gehört zu einer anderen Anfrage."
        raise Refused([Violation("idempotency_key_reused", "API", message)])


def keep_answer(
    session: Session, table: Table, key: RequestKey, answer: Answer, by: Occasion
) -> None:
    """Stores the first answer in the caller's transaction; a later one changes nothing."""
    known = select(table.c.scope_hash).where(table.c.scope_hash == key.scope)
    if session.execute(known).first() is not None:
        return
    session.execute(
        insert(table).values(
            scope_hash=key.scope,
            body_hash=key.body,
            status=answer.status,
            version=answer.version,
            answer=json.dumps(answer.body),
            created_at=by.now,
        )
    )


def response_of(answer: Answer, *, replayed: bool = False) -> Response:
    """The answer as HTTP, with its ETag."""
    response = jsonify(answer.body)
    response.status_code = answer.status
    if answer.version is not None:
        response.headers["ETag"] = f'"{answer.version}"'
    if replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response
