"""Who acts when a command about reports runs: the named user or the service account."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final

from contracts.roles import Role
from services.reporting.usecases.service_account import SERVICE_ACCOUNT_ID
from shared.access import forbidden
from shared.clock import local_day
from shared.errors import NotFound, Unavailable, Violation
from shared.occasion import Occasion
from shared.service import ServicePorts

OpenPorts = Callable[[str], AbstractContextManager[ServicePorts]]
"""Opens a service for a command: `opened("reporting")` yields its ports."""

USER: Final = "Anmeldename oder Bearbeiter-Kennung; ohne diese Angabe handelt das Dienstkonto"
"""The help of `--user`."""


def acting(
    opened: OpenPorts,
    ports: ServicePorts,
    user: str | None,
    roles: tuple[Role, ...],
    grant_id: str | None,
) -> Occasion:
    """The act of `--user`, who must hold one of `roles`; without one, of the service account.

    Raises NotFound, Forbidden, Unavailable.
    """
    if user is None:
        return ports.occasion(SERVICE_ACCOUNT_ID)
    by = ports.occasion(_user_id(opened, ports, user))
    with ports.sessions.read() as session:
        who = ports.directory.by_id(session, by.actor, local_day(by.now))
    if who is None or not who.holds(roles, grant_id):
        ports.record_denial("command line", list(roles), by, grant_id)
        raise forbidden(roles)
    return by


def _user_id(opened: OpenPorts, ports: ServicePorts, user: str) -> str:
    """The id of a user: known here by id, by log-in name only in the service that keeps names."""
    with ports.sessions.read() as session:
        if ports.directory.by_id(session, user, None) is not None:
            return user
    try:
        with opened("budget") as names, names.sessions.read() as session:
            found = names.user_named(session, user) if names.user_named else None
    except Unavailable as error:
        message = (
            "Anmeldenamen kennt nur budget, dessen Datenbank von hier nicht erreichbar ist. "
            "Bitte die Bearbeiter-Kennung angeben."
        )
        raise Unavailable(message) from error
    if found is None:
        message = f"Den Benutzer „{user}“ gibt es nicht."
        raise NotFound([Violation("user_unknown", "API", message)])
    return found
