"""Taking over a running grant: proposed by `import --opening`, released by `release-opening`."""

from __future__ import annotations

from pathlib import Path

import click

from contracts.roles import Role
from services.budget.cli.acting import OpenPorts, acting
from services.budget.store.grant_lookup import GRANT_OF
from services.budget.usecases import opening
from services.budget.usecases.means import Means
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.terminal_progress import shown


def propose(ports: ServicePorts, by: Occasion, grant_id: str, file: Path) -> None:
    """Keeps a takeover and says what is to be done next. Raises Refused with every fault."""
    means: Means = ports.extras["means"]
    with file.open("rb") as stream, shown("Prüfen", "Belegen") as progress:
        row = ports.execute(
            "propose_opening",
            by,
            lambda session: opening.propose_opening(
                session, grant_id, stream, by=by, means=means, progress=progress
            ),
        )
    persons = "zwei verschiedene Personen" if row.created_by_service else "eine zweite Person"
    click.echo(
        f"Geprüft und vorgeschlagen: {row.expenditures} Belege, {row.drawdowns} Abrufe. Die "
        f"Übernahme zählt erst, wenn {persons} (Kämmerei, Programmleitung) sie freigibt:"
    )
    click.echo(f"python -m services release-opening {row.opening_id} --user ANMELDENAME")


@click.command("release-opening")
@click.argument("opening_id", metavar="ÜBERNAHME")
@click.option("--user", required=True, help="wer freigibt: Kämmerei oder Programmleitung")
@click.pass_obj
def release_opening(open_ports: OpenPorts, opening_id: str, user: str) -> None:
    """Gibt die Übernahme einer laufenden Zuwendung frei; erst dann zählt sie."""
    with open_ports("budget") as ports:
        means: Means = ports.extras["means"]
        with ports.sessions.read() as session:
            grant_id = GRANT_OF["opening_id"](session, opening_id)
        by = acting(ports, user, Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD, grant_id=grant_id)
        row = ports.execute(
            "release_opening",
            by,
            lambda session: opening.release_opening(session, opening_id, by=by, means=means),
        )
    if row.status == "released":
        click.echo(f"Freigegeben: {row.expenditures} Belege und {row.drawdowns} Abrufe zählen.")
    else:
        click.echo("Einmal freigegeben; eine zweite Person fehlt noch.")
