"""The operator's commands about people: a token, an invitation.

Commands on the terminal only write the outbox; they work beside a running server.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

import click

from contracts.events.snapshots import HeldRole
from contracts.roles import Role
from services.budget.store.user import user_by_name
from services.budget.usecases.invitation import invite_user
from services.budget.usecases.person import SERVICE_ACCOUNT_ID
from services.budget.usecases.sample_users import SampleUser, create_sample_users
from services.budget.usecases.token import DEFAULT_DAYS, issue_token
from shared.access import forbidden
from shared.errors import NotFound, Violation
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.settings import Settings

OpenPorts = Callable[[str], AbstractContextManager[ServicePorts]]
"""Opens one service on its database; handed over as the context object of a command."""

PASSWORD_FILE: Final = "zugangsdaten.txt"


def acting(ports: ServicePorts, user: str | None, *roles: Role, grant_id: str | None) -> Occasion:
    """The act of `--user`, who must hold one of `roles`; without one, of the service account.

    Raises NotFound, Forbidden.
    """
    if user is None:
        return ports.occasion(SERVICE_ACCOUNT_ID)
    user_id = user_id_of(ports, user)
    with ports.sessions.read() as session:
        who = ports.directory.by_id(session, user_id)
    if who is None or not who.holds(roles, grant_id):
        by = ports.occasion(user_id)
        ports.record_denial("command line", list(roles), by, grant_id)
        raise forbidden(roles)
    return ports.occasion(user_id)


def user_id_of(ports: ServicePorts, login_or_id: str) -> str:
    """The pseudonymous id of a user. Raises NotFound."""
    with ports.sessions.read() as session:
        found = user_by_name(session, login_or_id)
    if found is None:
        message = f"Den Benutzer „{login_or_id}“ gibt es nicht."
        raise NotFound([Violation("user_unknown", "API", message)])
    return found.user_id


@click.command()
@click.option("--user", required=True, help="Anmeldename oder Bearbeiter-Kennung")
@click.option("--days", default=DEFAULT_DAYS, show_default=True, help="Gültigkeit in Tagen")
@click.pass_obj
def token(open_ports: OpenPorts, user: str, days: int) -> None:
    """Gibt ein Zugriffstoken für die JSON-Schnittstelle aus; gespeichert wird nur sein Hash."""
    with open_ports("budget") as ports:
        by = ports.occasion(SERVICE_ACCOUNT_ID)
        user_id = user_id_of(ports, user)
        made = ports.execute(
            "issue_token", by, lambda session: issue_token(session, user_id, days, by=by)
        )
    click.echo(made)


@click.command()
@click.option("--name", required=True, help="Name der Person")
@click.option("--role", required=True, type=click.Choice([one.value for one in Role]))
@click.option("--grant", "grant_id", help="nur für diese Zuwendung; sonst für alle")
@click.option("--user", help="wer einlädt (Fachadministration); sonst das Dienstkonto")
@click.pass_obj
def invite(
    open_ports: OpenPorts, name: str, role: str, grant_id: str | None, user: str | None
) -> None:
    """Gibt einen Einmal-Link aus, mit dem eine Person ihren Zugang einrichtet."""
    with open_ports("budget") as ports:
        by = acting(ports, user, Role.FUNCTIONAL_ADMIN, grant_id=None)
        roles = [HeldRole(role, grant_id)]
        link = ports.execute(
            "invite_user", by, lambda session: invite_user(session, name, roles, by=by)
        )
        click.echo(f"{address(ports.settings)}/budget/einladung/{link.token}")


def address(settings: Settings) -> str:
    """Where the pages are reached from outside."""
    if settings.production:
        return f"https://{settings.allowed_hosts[0]}"
    return f"http://{settings.host}:{settings.port}"


def first_users(ports: ServicePorts) -> tuple[list[SampleUser], Path]:
    """Makes the users of the embedded default at its first start, and says where they stand.

    Nothing happens in production and at every later start.
    """
    path = ports.settings.data_dir / PASSWORD_FILE
    if ports.settings.production:
        return [], path
    by = ports.occasion(SERVICE_ACCOUNT_ID)
    with ports.sessions.write() as session:
        return create_sample_users(session, path, by=by), path
