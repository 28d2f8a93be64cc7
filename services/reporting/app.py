"""Plugs the rooms of reporting together: ports, blueprints, workers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from flask import Blueprint
from sqlalchemy.orm import Session

from contracts.events.reporting import AccessDenied, CommandRefused
from contracts.topics import CHECKPOINTS, EVENTS, KEYS
from services.reporting.api import (
    audit_files,
    figures,
    narratives,
    notice_letters,
    open_data,
    report_schema,
    reports,
    runs,
)
from services.reporting.documents import Logo
from services.reporting.handlers import Schedule, keep_checkpoints, keep_facts
from services.reporting.intake.log_over_http import LogOverHttp
from services.reporting.intake.receipts_over_http import ReceiptsOverHttp
from services.reporting.store import failed_draft as failed
from services.reporting.store import letters, stream
from services.reporting.usecases.long_work import WORKS, grant_of_report
from services.reporting.usecases.means import FACTS_CONSUMER, Asker, Means, Receipts
from services.reporting.usecases.narratives import grant_of_narrative
from services.reporting.usecases.posting import Postman
from services.reporting.usecases.reminding import Reminders
from services.reporting.web import audit_files as audit_file_pages
from services.reporting.web import narratives as narrative_pages
from services.reporting.web import notice_letters as notice_letter_pages
from services.reporting.web import notifications, pages, procedure, report_pages
from services.reporting.web.page_rules import PAGE_RULES
from shared.clock import Clock
from shared.consumer import Consumer, Handle
from shared.database import Sessions
from shared.keyring import Keyring
from shared.pump import Worker
from shared.relay import Relay
from shared.service import Gauge, Service, ServicePorts
from shared.settings import Settings
from shared.transport import Received, Transport
from shared.web.openapi import rest_api
from shared.workshop import TakeUp

NAME = "reporting"
GAUGES: Final = (
    Gauge("scheduled_drafts_failing", "Due reports the schedule could not draft", failed.count),
    Gauge("mails_waiting", "Notifications not sent yet", letters.waiting),
    Gauge("mails_failing", "Notifications the mail server did not take so far", letters.failing),
)
API = (
    reports.blueprint,
    figures.blueprint,
    runs.blueprint,
    open_data.blueprint,
    audit_files.blueprint,
    report_schema.blueprint,
    narratives.blueprint,
    notice_letters.blueprint,
)


def ports(settings: Settings, clock: Clock, transport: Transport) -> ServicePorts:
    """The running service on a migrated database."""
    sessions = Sessions(settings.database_url_for(NAME), durable=settings.durable)
    means = Means(
        sessions=sessions,
        transport=transport,
        keyring=Keyring(stream.KEYS, settings.data_key),
        city=settings.city_name,
        accessibility_contact=settings.accessibility_contact,
        logo=_logo(settings),
        log=_log(settings),
        receipts=_receipts(settings),
        seal=settings.seal,
        mail=settings.mail,
    )
    return ServicePorts(
        name=NAME,
        settings=settings,
        clock=clock,
        sessions=sessions,
        outbox=stream.OUTBOX,
        directory=stream.DIRECTORY,
        positions=stream.POSITIONS,
        refused=CommandRefused,
        denied=AccessDenied,
        transport=transport,
        extras={"means": means, "works": WORKS},
        grant_of={"report_id": grant_of_report, "narrative_id": grant_of_narrative},
        gauges=GAUGES,
    )


def _logo(settings: Settings) -> Logo | None:
    alt = f"Logo: {settings.city_name}"
    return Logo(settings.city_logo, alt) if settings.city_logo else None


def _log(settings: Settings) -> LogOverHttp | None:
    host = settings.allowed_hosts[0] if settings.allowed_hosts else ""
    return LogOverHttp(settings.log_url, host) if settings.log_url else None


def _receipts(settings: Settings) -> Callable[[Asker], Receipts] | None:
    host = settings.allowed_hosts[0] if settings.allowed_hosts else ""
    url = settings.receipts_url
    return (lambda asker: ReceiptsOverHttp(url, *asker, host)) if url else None


def blueprints(ports: ServicePorts) -> Sequence[Blueprint]:
    """The JSON API and the pages."""
    return (
        rest_api(NAME, "Fördernachweis: Berichte", API),
        pages.blueprint,
        report_pages.blueprint,
        audit_file_pages.blueprint,
        narrative_pages.blueprint,
        notice_letter_pages.blueprint,
        procedure.blueprint,
        notifications.blueprint,
    )


def workers(ports: ServicePorts) -> Sequence[Worker]:
    """Relay, schedule, long work, reminders and mail where it is on, and four consumers, each with
    a position of its own: a stop at an unreadable event never delays a lock, a key or a
    checkpoint."""
    means: Means = ports.extras["means"]
    consumer = partial(_consumer, ports)
    return (
        Relay(
            ports.sessions,
            ports.outbox,
            ports.transport,
            ports.clock,
            ports.settings.data_dir / f"{NAME}.relay.lock",
        ),
        consumer("reporting-users", EVENTS, stream.DIRECTORY.take_over),
        consumer("reporting-keys", KEYS, partial(_take_over_keys, ports, means.keyring)),
        consumer(FACTS_CONSUMER, EVENTS, keep_facts),
        consumer("reporting-checkpoints", CHECKPOINTS, keep_checkpoints),
        Schedule(ports, means),
        TakeUp(ports, ports.extras["works"]),
        *(_mail(ports, means) if means.mail.is_on else ()),
    )


def _mail(ports: ServicePorts, means: Means) -> Sequence[Worker]:
    return (Reminders(ports, means), Postman(ports, means))


def _consumer(ports: ServicePorts, name: str, topic: str, handle: Handle) -> Consumer:
    return Consumer(
        name,
        topic,
        handle,
        sessions=ports.sessions,
        positions=ports.positions,
        transport=ports.transport,
        clock=ports.clock,
    )


def _take_over_keys(
    ports: ServicePorts, keyring: Keyring, session: Session, records: Sequence[Received]
) -> None:
    keyring.take_over(session, records, ports.clock.now())


SERVICE = Service(
    name=NAME,
    ports=ports,
    blueprints=blueprints,
    workers=workers,
    page_rules=PAGE_RULES,
    migrations=Path(__file__).parent / "migrations",
)
