"""`move-out`: the data of a grant as the lists a takeover reads."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from contracts.roles import Role
from services.budget.cli.acting import OpenPorts, acting, holds
from services.budget.usecases import move_out as usecase
from services.budget.usecases.means import Means
from services.budget.usecases.personnel import SEES_SALARIES
from shared.terminal_progress import shown


@click.command("move-out")
@click.option("--grant", "grant_id", required=True, help="Kennung der Zuwendung")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="ZIP-Datei, die geschrieben wird",
)
@click.option("--user", help="wer die Daten mitnimmt (Sachbearbeitung, Kämmerei)")
@click.pass_obj
def move_out(open_ports: OpenPorts, grant_id: str, target: Path, user: str | None) -> None:
    """Schreibt eine Zuwendung mit allen Registern als Tabellen, auch für die Übernahme."""
    with open_ports("budget") as ports:
        means: Means = ports.extras["means"]
        by = acting(ports, user, Role.GRANT_OFFICER, Role.HEAD_OF_FINANCE, grant_id=grant_id)
        sees_salaries = holds(ports, by, *SEES_SALARIES, grant_id=grant_id)
        with shown("Schreiben", "Belegen") as progress:
            archive = ports.execute(
                "move_out",
                by,
                lambda session: usecase.move_out(
                    session,
                    grant_id,
                    by=by,
                    means=means,
                    progress=progress,
                    sees_salaries=sees_salaries,
                ),
            )
    with archive, target.open("wb") as written:
        shutil.copyfileobj(archive, written)
    click.echo(f"Geschrieben: {target}. Einlesen: import --opening {target.name} --grant KENNUNG")
