"""Who acts when a command is typed: the named user with a role, else the service account."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from contracts.roles import Role
from services.budget.store.user import user_by_name
from services.budget.usecases.person import SERVICE_ACCOUNT_ID
from shared.access import forbidden
from shared.clock import local_day
from shared.errors import NotFound, Violation
from shared.occasion import Occasion
from shared.service import ServicePorts

OpenPorts = Callable[[str], AbstractContextManager[ServicePorts]]
"""Opens one service on its database; handed over as the context object of a command."""


def acting(ports: ServicePorts, user: str | None, *roles: Role, grant_id: str | None) -> Occasion:
    """The act of `--user`, who must hold one of `roles`; without one, of the service account.

    Raises NotFound, Forbidden.
    """
    if user is None:
        return ports.occasion(SERVICE_ACCOUNT_ID)
    user_id = user_id_of(ports, user)
    with ports.sessions.read() as session:
        who = ports.directory.by_id(session, user_id, local_day(ports.clock.now()))
    if who is None or not who.holds(roles, grant_id):
        by = ports.occasion(user_id)
        ports.record_denial("command line", list(roles), by, grant_id)
        raise forbidden(roles)
    return ports.occasion(user_id)


def holds(ports: ServicePorts, by: Occasion, *roles: Role, grant_id: str | None) -> bool:
    """Whether who acts holds one of these roles today; the service account holds none."""
    with ports.sessions.read() as session:
        who = ports.directory.by_id(session, by.actor, local_day(by.now))
    return who is not None and who.holds(roles, grant_id)


def user_id_of(ports: ServicePorts, login_or_id: str) -> str:
    """The pseudonymous id of a user. Raises NotFound."""
    with ports.sessions.read() as session:
        found = user_by_name(session, login_or_id)
    if found is None:
        message = f"Den Benutzer „{login_or_id}“ gibt es nicht."
        raise NotFound([Violation("user_unknown", "API", message)])
    return found.user_id
