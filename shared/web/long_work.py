"""A request that orders long work: the answer if it ends in time, else 202 with its progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from flask import Response
from marshmallow import Schema, fields
from sqlalchemy import Table
from sqlalchemy.orm import Session

from shared.errors import Conflict, Violation
from shared.long_work import Job, Order
from shared.service import ServicePorts
from shared.web.access import occasion
from shared.web.idempotency import (
    Answer,
    RequestKey,
    answered,
    check_same_body,
    demand_first,
    keep_answer,
    request_key,
    response_of,
)
from shared.workshop import Workshop


class ProgressSchema(Schema):
    """How far long work is; `total`, rate and remaining seconds are null until they are known."""

    doing = fields.String(required=True)
    done = fields.Integer(required=True)
    total = fields.Integer(required=True, allow_none=True)
    rate_per_s = fields.Integer(required=True)
    remaining_s = fields.Integer(required=True, allow_none=True)


REFRESH_S: Final = 5
"""Seconds after which a page with a progress bar is fetched again."""

MakeOrder = Callable[[Session], Order]
"""Checks and prepares within the first transaction; raises what forbids the work."""

Tell = Callable[[Session, Job], Answer]
"""The answer about a job: 2xx with the result once it is done, 202 while it is open."""


def run_long(
    ports: ServicePorts, table: Table, works: Workshop, command: str, order: MakeOrder, tell: Tell
) -> Response:
    """Orders the work and waits for it as long as patience lasts.

    An `Idempotency-Key` orders once: a repetition gets the first answer again, and while there is
    none yet, Conflict. Raises what order and work raise.
    """
    key = request_key()
    found = ports.execute(
        command, occasion(), lambda session: _first(session, table, works, order, key)
    )
    if isinstance(found, Answer):
        return response_of(found, replayed=True)
    if isinstance(found, Job) and found.is_open:
        message = "Dieselbe Anfrage wird noch bearbeitet."
        raise Conflict([Violation("request_in_flight", "API", message)])
    job = found if isinstance(found, Job) else works.begin(ports, found).wait()
    with ports.sessions.read() as session:
        told = tell(session, job)
    if key is not None:
        with ports.sessions.write() as session:
            keep_answer(session, table, key, told, occasion())
    return response_of(told, replayed=isinstance(found, Job))


def _first(
    session: Session, table: Table, works: Workshop, order: MakeOrder, key: RequestKey | None
) -> Answer | Job | str:
    """The first answer to the key, or the work ordered under it before, or the id of new work."""
    if key is None:
        made = order(session)
        works.jobs.order(session, made, by=occasion())
        return made.work_id
    demand_first(session, key)
    stored = answered(session, table, key, occasion())
    if stored is not None:
        return stored
    earlier = works.jobs.of_scope(session, key.scope)
    if earlier is not None:
        check_same_body(earlier.body, key)
        return earlier
    made = replace(order(session), scope=key.scope, body=key.body)
    works.jobs.order(session, made, by=occasion())
    return made.work_id


def run_beside(ports: ServicePorts, works: Workshop, command: str, order: MakeOrder) -> Job:
    """The same for a page: the job after it ended, or as it stands when patience does.

    Raises what order and work raise.
    """

    def first(session: Session) -> str:
        made = order(session)
        works.jobs.order(session, made, by=occasion())
        return made.work_id

    return works.begin(ports, ports.execute(command, occasion(), first)).wait()


def refreshing(response: Response) -> Response:
    """A page that shows progress comes again by itself, without any script."""
    response.headers["Refresh"] = str(REFRESH_S)
    return response
