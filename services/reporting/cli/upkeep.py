"""Builds the read model anew, and writes the procedure documentation."""

from __future__ import annotations

from typing import BinaryIO

import click

from services.reporting.cli.acting import USER, OpenPorts, acting
from services.reporting.usecases.procedure import FORMATS, procedure_documentation
from services.reporting.usecases.rebuild import empty_read_model
from services.reporting.usecases.rights import REBUILDERS


@click.command(help="Baut das Lesemodell neu auf; gespeicherte Berichte bleiben, wie sie sind.")
@click.argument("service", type=click.Choice(["reporting"]))
@click.option("--user", help=USER)
@click.pass_obj
def rebuild(opened: OpenPorts, service: str, user: str | None) -> None:
    """`rebuild reporting`."""
    with opened(service) as ports:
        by = acting(opened, ports, user, REBUILDERS, None)
        ports.execute("rebuild", by, lambda session: empty_read_model(session, by=by))
    click.echo("Die Fakten sind geleert; die Pumpe liest den Strom jetzt von vorn.")


@click.command(
    name="procedure-documentation", help="Schreibt die Verfahrensdokumentation dieser Fassung."
)
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="html", help="Form")
@click.option(
    "--output",
    type=click.File("wb"),
    default="-",
    metavar="DATEI",
    help="Ziel; sonst die Ausgabe",
)
@click.pass_obj
def procedure(opened: OpenPorts, format_: str, output: BinaryIO) -> None:
    """`procedure-documentation --format pdf --output verfahren.pdf`."""
    with opened("reporting") as ports, ports.sessions.read() as session:
        output.write(
            procedure_documentation(
                session, format_, means=ports.extras["means"], settings=ports.settings
            )
        )
