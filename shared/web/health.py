"""`/healthz` (the process lives), `/readyz` (it can work), `/metrics` (for the operator)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from flask import Blueprint, Response, current_app, jsonify
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contracts.topics import EVENTS
from shared.clock import format_instant, parse_instant
from shared.errors import Unavailable
from shared.outbox import Outbox
from shared.service import ServicePorts
from shared.web.access import public

STREAM_PATIENCE: Final = timedelta(seconds=20)
"""Longer than a fail-over of the brokers: what waits longer is a fault, no delay."""


def health_blueprint() -> Blueprint:
    """The three routes, for whichever services run in this process."""
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    @public("the container engine asks without a log-in; says nothing but that the process lives")
    def healthz() -> Response:
        return jsonify(status="ok")

    @health.get("/readyz")
    @public("the proxy asks without a log-in; names services and consumers, no content")
    def readyz() -> Response:
        problems = [problem for ports in _services() for problem in _problems(ports)]
        response = jsonify(status="ok" if not problems else "not ready", problems=problems)
        response.status_code = 200 if not problems else 503
        return response

    @health.get("/metrics")
    @public("counts and positions only; the proxy does not pass it on")
    def metrics() -> Response:
        registry = CollectorRegistry()
        registry.register(_Watch())
        return Response(generate_latest(registry), content_type="text/plain; version=0.0.4")

    return health


def _services() -> list[ServicePorts]:
    return list(current_app.extensions["services"].values())


def _problems(ports: ServicePorts) -> Iterator[str]:
    table = ports.positions.table
    try:
        with ports.sessions.read() as session:
            rows = session.execute(select(table).where(table.c.failing_since.is_not(None))).all()
            waiting_since = _oldest_unsent(session, ports.outbox)
    except Unavailable:
        yield f"{ports.name}: database unavailable"
        return
    for row in rows:
        yield f"{ports.name}: {row.consumer} stands at offset {row.failing_offset}"
    if waiting_since is not None and ports.clock.now() - waiting_since > STREAM_PATIENCE:
        yield f"{ports.name}: events wait for the stream since {format_instant(waiting_since)}"


def _oldest_unsent(session: Session, outbox: Outbox) -> datetime | None:
    """When the event was written that waits longest; None when none waits. Whatever the reason:
    brokers away, relay dead, or a row it cannot send."""
    table = outbox.table
    value = session.scalar(
        select(table.c.value)
        .where(table.c.sent_at.is_(None), table.c.topic == EVENTS)
        .order_by(table.c.id)
        .limit(1)
    )
    return parse_instant(json.loads(value)["time"]) if value is not None else None


class _Watch(Collector):
    """Reads the outbox and the positions when asked; a metric must not lie between two looks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        pending = GaugeMetricFamily(
            "outbox_pending", "Events not yet in the stream", labels=["service"]
        )
        position = GaugeMetricFamily(
            "consumer_next_offset", "Next offset to read", labels=["service", "consumer"]
        )
        failing = GaugeMetricFamily(
            "consumer_failing", "1 while a consumer stands still", labels=["service", "consumer"]
        )
        for ports in _services():
            unsent = ports.outbox.table.c.sent_at.is_(None)
            with ports.sessions.read() as session:
                pending.add_metric(
                    [ports.name],
                    session.scalar(
                        select(func.count()).select_from(ports.outbox.table).where(unsent)
                    )
                    or 0,
                )
                for row in session.execute(select(ports.positions.table)):
                    labels = [ports.name, row.consumer]
                    position.add_metric(labels, row.next_offset)
                    failing.add_metric(labels, int(row.failing_since is not None))
                yield from _own_gauges(ports, session)
        yield from (pending, position, failing)


def _own_gauges(ports: ServicePorts, session: Session) -> Iterator[GaugeMetricFamily]:
    for one in ports.gauges:
        family = GaugeMetricFamily(one.name, one.help, labels=["service"])
        family.add_metric([ports.name], one.count(session))
        yield family
