"""A service as a value: what the host, the pages and the commands need to know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from flask import Blueprint
from sqlalchemy.orm import Session

from contracts.events.findings import Reason
from contracts.rulebook.gate_remedies import condition_of
from shared.access import Directory
from shared.clock import Clock
from shared.consumer import Positions
from shared.database import Sessions
from shared.errors import Conflict, DomainError, PreconditionFailed, Refused, Violation
from shared.occasion import Occasion
from shared.outbox import Outbox
from shared.pump import Worker
from shared.settings import Settings
from shared.transport import Transport

T = TypeVar("T")

GrantOf = Callable[[Session, str], str | None]
"""From an id in a route to the grant it belongs to; raises NotFound."""

UserNamed = Callable[[Session, str], str | None]
"""From a log-in name or an id to the pseudonymous id; None where nobody has it."""


@dataclass(frozen=True)
class Gauge:
    """A number `/metrics` tells of a service besides its stream: read when asked for."""

    name: str
    help: str
    count: Callable[[Session], int]


@dataclass(frozen=True)
class ServicePorts:
    """One running service.

    `refused` and `denied` are its event classes for refusals and 403s; `grant_of` maps a route
    argument (`expenditure_id`) to the grant that decides about roles; `extras` holds what only this
    service needs (its keyring, its rule packs), put in by its `app` and read by its own rooms.
    `user_named` finds a user's id by log-in name, in the one service that keeps names; elsewhere it
    is None.
    """

    name: str
    settings: Settings
    clock: Clock
    sessions: Sessions
    outbox: Outbox
    directory: Directory
    positions: Positions
    refused: Callable[..., Any]
    denied: Callable[..., Any]
    transport: Transport
    extras: Mapping[str, Any] = field(default_factory=dict)
    grant_of: Mapping[str, GrantOf] = field(default_factory=dict)
    user_named: UserNamed | None = None
    gauges: Sequence[Gauge] = ()

    def occasion(self, actor: str) -> Occasion:
        """An act of `actor` now."""
        return Occasion(actor, self.clock.now())

    def execute(self, command: str, by: Occasion, run: Callable[[Session], T]) -> T:
        """Runs one use case in one transaction.

        A refusal, by a rule or because the state no longer allows it, rolls it back and is written
        as an event in a transaction of its own; then it is raised again for the caller to show.
        """
        try:
            with self.sessions.write() as session:
                return run(session)
        except (Refused, Conflict, PreconditionFailed) as refusal:
            self.record_refusal(command, by, refusal)
            raise

    def record_refusal(self, command: str, by: Occasion, refusal: DomainError) -> None:
        """Writes the refusal event: codes and rules, never the texts of the request. Its subject is
        what the refusal names, else what the act was about."""
        subject, grant_id = by.about
        if isinstance(refusal, Refused) and refusal.subject:
            subject, grant_id = refusal.subject, refusal.grant_id
        event = self.refused(
            command=command,
            violations=reasons_told(refusal.violations),
        )
        with self.sessions.write() as session:
            self.outbox.add(
                session,
                event,
                subject=subject or f"command/{command}",
                by=by,
                grant_id=grant_id,
                outcome="refused",
            )

    def record_denial(
        self, route: str, needed: Sequence[str], by: Occasion, grant_id: str | None
    ) -> None:
        """Writes the event of a 403, under the thing it was about or else the person."""
        with self.sessions.write() as session:
            self.outbox.add(
                session,
                self.denied(route=route, needed=tuple(sorted(needed))),
                subject=by.about[0] or f"user/{by.actor}",
                by=by,
                grant_id=grant_id,
                outcome="denied",
            )


def reasons_told(violations: Iterable[Violation]) -> tuple[Reason, ...]:
    """The reasons of a refusal as its event tells them."""
    return tuple(
        Reason(one.code, one.rule, one.severity, condition=condition_of(one.code, one.field))
        for one in violations
    )


@dataclass(frozen=True)
class Service:
    """How the host sets a service up: the same four calls for every service.

    `pump_needs` names settings without which its workers cannot be made in production; `page_rules`
    are the rules of law that its pages name.
    """

    name: str
    ports: Callable[[Settings, Clock, Transport], ServicePorts]
    blueprints: Callable[[ServicePorts], Sequence[Blueprint]]
    workers: Callable[[ServicePorts], Sequence[Worker]]
    migrations: Path
    pump_needs: Sequence[str] = ()
    page_rules: Mapping[str, Sequence[str]] = field(default_factory=dict)
