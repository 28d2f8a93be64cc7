"""`python -m services sample`: the sample on demand, where it was left out at the first start."""

from __future__ import annotations

import click

from services import host
from services.budget.cli.acting import OpenPorts
from services.budget.usecases.sample_users import passwords_text
from services.interpreter import shown_interpreter
from services.sample.finance_list import to_try
from services.sample.first_start import NAMES, prepare_watched


@click.command()
@click.pass_obj
def sample(open_ports: OpenPorts) -> None:
    """Spielt Beispieldaten einer erfundenen Stadt ein, wenn es noch keine Zuwendung gibt."""
    with open_ports("budget") as ports:
        settings = ports.settings
    if settings.production:
        raise click.ClickException("Beispieldaten gibt es nur im Probebetrieb auf diesem Rechner.")
    host.migrate_all(settings, NAMES)
    made = prepare_watched(settings)
    if made.users:
        click.echo(passwords_text(made.users))
        click.echo(f"Diese Angaben stehen auch in {made.path}.")
    if made.summary.filled:
        click.echo(
            f"Beispieldaten eingespielt: {made.summary.grants} Zuwendungen, "
            f"{made.summary.vouchers} Belege, Aufträge und Abrufe."
        )
        click.echo(to_try(settings.data_dir, shown_interpreter()))
    else:
        click.echo("Es gibt schon eine Zuwendung; Beispieldaten wurden nicht eingespielt.")
