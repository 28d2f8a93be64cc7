"""The operator's commands about people: a token, an invitation, the users of the first start."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from contracts.events.snapshots import HeldRole
from contracts.roles import Role
from services.budget.cli.acting import OpenPorts, acting, user_id_of
from services.budget.cli.role_word import ROLE, ROLE_HELP
from services.budget.usecases.invitation import invite_user
from services.budget.usecases.person import SERVICE_ACCOUNT_ID
from services.budget.usecases.sample_users import SampleUser, create_sample_users
from services.budget.usecases.token import DEFAULT_DAYS, issue_token
from shared.service import ServicePorts
from shared.terminal_day import DAY

PASSWORD_FILE: Final = "zugangsdaten.txt"


@click.command()
@click.option("--user", required=True, help="Anmeldename oder Bearbeiter-Kennung")
@click.option("--days", default=DEFAULT_DAYS, show_default=True, metavar="TAGE", help="Gültigkeit")
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
@click.option("--role", required=True, type=ROLE, help=ROLE_HELP)
@click.option("--grant", "grant_id", help="nur für diese Zuwendung; sonst für alle")
@click.option(
    "--until",
    type=DAY,
    help="letzter Tag der Rolle; nötig für die Rechnungsprüfung nur einer Zuwendung",
)
@click.option("--user", help="wer einlädt (Fachadministration); sonst das Dienstkonto")
@click.pass_obj
def invite(
    open_ports: OpenPorts,
    name: str,
    role: Role,
    grant_id: str | None,
    until: date | None,
    user: str | None,
) -> None:
    """Gibt einen Einmal-Link aus, mit dem eine Person ihren Zugang einrichtet."""
    with open_ports("budget") as ports:
        by = acting(ports, user, Role.FUNCTIONAL_ADMIN, grant_id=None)
        roles = [HeldRole(role.value, grant_id, until.isoformat() if until else None)]
        link = ports.execute(
            "invite_user", by, lambda session: invite_user(session, name, roles, by=by)
        )
        click.echo(f"{ports.settings.address}/budget/einladung/{link.token}")
        if not ports.settings.production:
            port = ports.settings.port
            click.echo(f"Läuft die Anwendung nicht auf {port}, bitte PORT mit angeben.", err=True)


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
