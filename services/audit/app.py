"""Plugs the rooms of audit together: ports, blueprints, workers."""

from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint

from contracts.events.audit import AccessDenied, CommandRefused
from contracts.topics import EVENTS
from services.audit.api import checkpoints, entries, export, kept_exports, static_log, verification
from services.audit.handlers import CheckpointMaker, Indexer
from services.audit.store.tables import DIRECTORY, OUTBOX, POSITIONS
from services.audit.usecases.checkpoint import LOG_CONSUMER
from services.audit.usecases.identity import freeze_identity, signer_of
from services.audit.usecases.receipt import Receiver
from services.audit.usecases.works import WORKS
from services.audit.web import integrity, trail
from services.audit.web import kept_exports as export_pages
from services.audit.web.page_rules import PAGE_RULES
from shared.clock import Clock
from shared.consumer import Consumer, Handle
from shared.database import Sessions
from shared.pump import Worker
from shared.relay import Relay
from shared.service import Service, ServicePorts
from shared.settings import Settings
from shared.transport import Transport
from shared.web.openapi import rest_api
from shared.workshop import TakeUp

NAME = "audit"
API = (
    entries.blueprint,
    checkpoints.blueprint,
    verification.blueprint,
    export.blueprint,
    kept_exports.blueprint,
)

ACCESS_CONSUMER = "access"
"""Rights have a position of their own: nothing that holds back the log delays a revocation."""

BATCH = 1000


def ports(settings: Settings, clock: Clock, transport: Transport) -> ServicePorts:
    """The running service on a migrated database.

    With LOG_KEY it begins the log, or raises SettingsError if that began under another name or
    key. Without it nothing here can sign.
    """
    sessions = Sessions(settings.database_url_for(NAME), durable=settings.durable)
    if settings.log_key:
        with sessions.write() as session:
            freeze_identity(session, signer_of(settings), clock.now())
    return ServicePorts(
        name=NAME,
        settings=settings,
        clock=clock,
        sessions=sessions,
        outbox=OUTBOX,
        directory=DIRECTORY,
        positions=POSITIONS,
        refused=CommandRefused,
        denied=AccessDenied,
        transport=transport,
        extras={"works": WORKS},
    )


def blueprints(ports: ServicePorts) -> Sequence[Blueprint]:
    """The JSON API, the log as static resources, and the pages."""
    api = rest_api(NAME, "Fördernachweis: Prüfpfad", API)
    return (api, static_log.blueprint, trail.blueprint, integrity.blueprint, export_pages.blueprint)


def workers(ports: ServicePorts) -> Sequence[Worker]:
    """Hearing entries and rights, signing, indexing, long work, carrying the own events out.

    Raises SettingsError without LOG_KEY.
    """
    signer = signer_of(ports.settings)
    lock_file = ports.settings.data_dir / f"{NAME}.relay.lock"

    def consumer(name: str, handle: Handle) -> Consumer:
        return Consumer(
            name,
            EVENTS,
            handle,
            sessions=ports.sessions,
            positions=ports.positions,
            transport=ports.transport,
            clock=ports.clock,
            batch=BATCH,
        )

    return (
        consumer(ACCESS_CONSUMER, DIRECTORY.take_over),
        consumer(LOG_CONSUMER, Receiver().receive),
        CheckpointMaker(ports.sessions, ports.transport, signer, ports.clock),
        Indexer(ports.sessions),
        TakeUp(ports, ports.extras["works"]),
        Relay(ports.sessions, ports.outbox, ports.transport, ports.clock, lock_file),
    )


SERVICE = Service(
    name=NAME,
    ports=ports,
    blueprints=blueprints,
    workers=workers,
    page_rules=PAGE_RULES,
    migrations=Path(__file__).parent / "migrations",
    pump_needs=("LOG_KEY",),
)
