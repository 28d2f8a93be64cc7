"""`python -m services sample`: the sample on demand, where it was left out at the first start."""

from __future__ import annotations

import click

from services import host
from services.budget.cli import OpenPorts
from services.budget.usecases.sample_users import passwords_text
from services.sample.fill import SampleIncomplete
from services.sample.first_start import NAMES, prepare
from shared.clock import SystemClock, local_day
from shared.terminal_progress import shown


@click.command()
@click.pass_obj
def sample(open_ports: OpenPorts) -> None:
    """Spielt Beispieldaten einer erfundenen Stadt ein, wenn es noch keine Zuwendung gibt."""
    with open_ports("budget") as ports:
        settings = ports.settings
    if settings.production:
        raise click.ClickException("Beispieldaten gibt es nur im Probebetrieb auf diesem Rechner.")
    host.migrate_all(settings, NAMES)
    try:
        with shown("Beispieldaten einspielen", "Tagen") as progress:
            made = prepare(settings, local_day(SystemClock().now()), progress)
    except SampleIncomplete as error:
        raise click.ClickException(str(error)) from error
    if made.users:
        click.echo(passwords_text(made.users))
        click.echo(f"Diese Angaben stehen auch in {made.path}.")
    if made.summary.filled:
        click.echo(
            f"Beispieldaten eingespielt: {made.summary.grants} Zuwendungen, "
            f"{made.summary.vouchers} Belege, Aufträge und Abrufe."
        )
    else:
        click.echo("Es gibt schon eine Zuwendung; Beispieldaten wurden nicht eingespielt.")
