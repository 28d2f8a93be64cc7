"""Composition root: the only module that sees more than one service.

One process or three run the same lines; only the set of names differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from flask import Flask

from shared.clock import Clock, SystemClock
from shared.migrations import migrate
from shared.pump import IDLE_S, SELDOM_S, Pump
from shared.service import Service, ServicePorts
from shared.settings import Settings
from shared.transport import Transport, make_transport
from shared.web.app import create_app, install

NAMES = ("budget", "reporting", "audit")


class _Services(Mapping[str, Service]):
    """The services by name. Each is loaded when it is first asked for: a process of one of them
    does without the code of the others, a third of its memory."""

    def __getitem__(self, name: str) -> Service:
        return _loaded(name)

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


@cache
def _loaded(name: str) -> Service:
    match name:
        case "budget":
            from services.budget.app import SERVICE
        case "reporting":
            from services.reporting.app import SERVICE
        case "audit":
            from services.audit.app import SERVICE
        case _:
            raise KeyError(name)
    return SERVICE


SERVICES: Mapping[str, Service] = _Services()


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
    from services.audit.usecases.publishing import PublishedLog

    means = replace(reporting.extras["means"], log=PublishedLog(audit.sessions))
    return replace(reporting, extras={**reporting.extras, "means": means})


def _reads_files_of(reporting: ServicePorts, budget: ServicePorts) -> ServicePorts:
    """Reporting with the receipts next door; as a service of its own it reads `RECEIPTS_URL`."""
    from services.budget.usecases.receipt_files import ReceiptsNextDoor

    next_door = ReceiptsNextDoor(budget)
    means = replace(reporting.extras["means"], receipts=lambda _asker: next_door)
    return replace(reporting, extras={**reporting.extras, "means": means})


def migrate_all(settings: Settings, names: Sequence[str]) -> None:
    """Brings the databases of the named services up to date."""
    for name in names:
        migrate(settings.database_url_for(name), SERVICES[name].migrations)
