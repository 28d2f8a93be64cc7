"""The two sides of the HTTP measurements, as gunicorn loads them."""

from __future__ import annotations

import os
import threading

import psycopg
from flask import Flask, Response, request

BARE_TABLES = (
    "CREATE TABLE bare_row (id bigserial PRIMARY KEY, grant_id text, budget_line text, "
    "creditor text, gross_cents bigint, payment_date date)",
    "CREATE TABLE bare_outbox (id bigserial PRIMARY KEY, topic text, key text, "
    "value bytea, sent_at timestamptz)",
)
_STORED = ("grant_id", "budget_line", "creditor", "gross_cents", "payment_date")


def house() -> Flask:
    """The services named in BENCH_SERVICES, as they run in production."""
    from services import host
    from services.environment import settings_from_environment
    from shared.heap import keep_for_good

    names = os.environ["BENCH_SERVICES"].split(",")
    app = host.build(settings_from_environment(), names).app()
    keep_for_good()  # as every serving process does
    return app


def bare_entry() -> Flask:
    """One row and one outbox row in a transaction, and nothing else."""
    app = Flask("bare")

    @app.post("/rows")
    def insert() -> Response:
        body = request.get_json()
        connection = _connection()
        connection.execute(
            "INSERT INTO bare_row (grant_id, budget_line, creditor, gross_cents, payment_date) "
            "VALUES (%s, %s, %s, %s, %s)",
            tuple(body[name] for name in _STORED),
        )
        connection.execute(
            "INSERT INTO bare_outbox (topic, key, value) VALUES (%s, %s, %s)",
            ("funding.events", body["grant_id"], request.get_data()),
        )
        connection.commit()
        return Response('{"stored":true}', 201, content_type="application/json")

    return app


def bare_page() -> Flask:
    """The columns of a page of the log by its key, without rights, filters and bodies."""
    app = Flask("bare")

    @app.get("/page")
    def page() -> Response:
        connection = _connection()
        rows = connection.execute(
            "SELECT sequence, event_id, time, type, actor, outcome, subject, grant_id "
            "FROM entry WHERE sequence > %s ORDER BY sequence LIMIT 50",
            (int(request.args["after"]),),
        ).fetchall()
        connection.rollback()
        return app.json.response(items=rows)

    return app


_held = threading.local()


def _connection() -> psycopg.Connection:
    """The connection of this thread, kept open."""
    if not hasattr(_held, "connection"):
        _held.connection = psycopg.connect(os.environ["BARE_DATABASE"])
    return _held.connection
