"""Composition root: the only module that sees more than one service.

One process or three run the same lines; only the set of names differs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Flask

from services.audit.app import SERVICE as AUDIT
from services.audit.usecases.publishing import PublishedLog
from services.budget.app import SERVICE as BUDGET
from services.budget.usecases.receipt_files import ReceiptsNextDoor
from services.reporting.app import SERVICE as REPORTING
from shared.clock import Clock, SystemClock
from shared.migrations import migrate
from shared.pump import IDLE_S, SELDOM_S, Pump
from shared.service import Service, ServicePorts
from shared.settings import Settings
from shared.transport import Transport, make_transport
from shared.web.app import create_app, install

SERVICES: dict[str, Service] = {one.name: one for one in (BUDGET, REPORTING, AUDIT)}


@dataclass(frozen=True)
class House:
    """The chosen services, ready to serve and to pump."""

    settings: Settings
    transport: Transport
    ports: dict[str, ServicePorts]

    def app(self) -> Flask:
        """One WSGI app with the routes of all chosen services."""
        return app_of(self.settings, self.ports)

    def pump(self) -> Pump:
        """One pump with the workers of all chosen services.

        On the in-process stream all work comes from this process, or can wait a second; what a
        broker holds was written elsewhere and has to be looked for.
        """
        workers = [
            worker for name, ports in self.ports.items() for worker in SERVICES[name].workers(ports)
        ]
        pump = Pump(workers, IDLE_S if self.settings.kafka.bootstrap_servers else SELDOM_S)
        for ports in self.ports.values():
            ports.sessions.written = pump.wake
        return pump

    def close(self) -> None:
        """Gives connections back."""
        for ports in self.ports.values():
            ports.sessions.close()
        self.transport.close()


def app_of(settings: Settings, ports: Mapping[str, ServicePorts]) -> Flask:
    """One WSGI app with the routes of these services."""
    app = create_app(settings)
    for name, one in ports.items():
        service = SERVICES[name]
        install(app, one, service.blueprints(one), service.page_rules)
    return app


def build(settings: Settings, names: Sequence[str], clock: Clock | None = None) -> House:
    """Assembles the named services on one transport. Their databases must be migrated."""
    transport = make_transport(settings)
    clock = clock or SystemClock()
    ports = {name: SERVICES[name].ports(settings, clock, transport) for name in names}
    if "reporting" in ports and "audit" in ports and not settings.log_url:
        ports["reporting"] = _reads_log_of(ports["reporting"], ports["audit"])
    if "reporting" in ports and "budget" in ports and not settings.receipts_url:
        ports["reporting"] = _reads_files_of(ports["reporting"], ports["budget"])
    return House(settings, transport, ports)


def _reads_log_of(reporting: ServicePorts, audit: ServicePorts) -> ServicePorts:
    """Reporting with the log next door; as a service of its own it reads `LOG_URL`."""
    means = replace(reporting.extras["means"], log=PublishedLog(audit.sessions))
    return replace(reporting, extras={**reporting.extras, "means": means})


def _reads_files_of(reporting: ServicePorts, budget: ServicePorts) -> ServicePorts:
    """Reporting with the receipts next door; as a service of its own it reads `RECEIPTS_URL`."""
    next_door = ReceiptsNextDoor(budget)
    means = replace(reporting.extras["means"], receipts=lambda _asker: next_door)
    return replace(reporting, extras={**reporting.extras, "means": means})


def migrate_all(settings: Settings, names: Sequence[str]) -> None:
    """Brings the databases of the named services up to date."""
    for name in names:
        migrate(settings.database_url_for(name), SERVICES[name].migrations)
