"""Drafts one report, or draws one again as it was at an earlier position of the log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from services.reporting.cli.acting import USER, OpenPorts, acting
from services.reporting.store import reports
from services.reporting.usecases.as_of import report_as_of
from services.reporting.usecases.drafting import draft_report, store_draft
from services.reporting.usecases.file_headers import file_name
from services.reporting.usecases.means import GENERATOR_VERSION, Means
from services.reporting.usecases.preparing import DraftOrder
from services.reporting.usecases.renderings import PUBLIC
from services.reporting.usecases.report_types import REPORT_TYPES
from services.reporting.usecases.rights import DRAFTERS
from services.reporting.usecases.service_account import is_service_account
from shared.clock import local_day
from shared.occasion import Occasion
from shared.periods import Period
from shared.service import ServicePorts
from shared.terminal_progress import shown


@click.command(help="Entwirft einen Bericht.")
@click.option("--grant", "grant_id", required=True, help="Kennung der Zuwendung")
@click.option("--type", "type_", required=True, help="zum Beispiel quarterly")
@click.option("--period", required=True, help="zum Beispiel 2026-Q1")
@click.option("--user", help=USER)
@click.pass_obj
def report(opened: OpenPorts, grant_id: str, type_: str, period: str, user: str | None) -> None:
    """`report --grant G --type quarterly --period 2026-Q1`."""
    with opened("reporting") as ports:
        by = acting(opened, ports, user, DRAFTERS, grant_id)
        report_id, late = draft(ports, grant_id, type_, period, by)
        click.echo(report_id)
        title = REPORT_TYPES[type_].title
        where = f"{ports.settings.address}/reporting/berichte/{report_id}"
        click.echo(f"{title}, {Period.parse(period).label}, entworfen: {where}", err=True)
        for name, path in _files(ports, report_id):
            click.echo(f"  {name}: {where}/{path}", err=True)
    if late:
        click.echo("Achtung: Der Datenstand liegt vor den neuesten Buchungen.", err=True)


def _files(ports: ServicePorts, report_id: str) -> Iterator[tuple[str, str]]:
    """Name and place below its page of every file of a draft; the bytes lie in the database."""
    with ports.sessions.read() as session:
        row = reports.get(session, report_id)
        for one in reports.files(session, report_id, "draft"):
            public = "?teil=oeffentlich" if one.part == PUBLIC else ""
            yield file_name(row, one.part, one.format), f"bericht.{one.format}{public}"


@click.command(
    name="as-of",
    help="Schreibt einen Bericht, wie er zu einem früheren Prüfeintrag war; speichert nichts. "
    "Ende 1, wenn er von der gespeicherten Fassung abweicht.",
)
@click.option("--grant", "grant_id", required=True, help="Kennung der Zuwendung")
@click.option("--type", "type_", required=True, help="zum Beispiel quarterly")
@click.option("--period", required=True, help="zum Beispiel 2026-Q1")
@click.option(
    "--position",
    required=True,
    type=click.IntRange(1),
    metavar="ZAHL",
    help="Länge des Prüfprotokolls",
)
@click.option(
    "--output",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="ORDNER",
    help="wohin die Dateien kommen",
)
@click.option("--user", help=USER)
@click.pass_obj
def as_of(
    opened: OpenPorts,
    grant_id: str,
    type_: str,
    period: str,
    position: int,
    output: Path,
    user: str | None,
) -> None:
    """`as-of --grant G --type quarterly --period 2026-Q1 --position 4711 --output DIR`."""
    with opened("reporting") as ports:
        acting(opened, ports, user, DRAFTERS, grant_id)
        order = DraftOrder(grant_id, type_, period, local_day(ports.clock.now()))
        with shown("Zeichnen", "Zeilen") as progress:
            made = report_as_of(ports.extras["means"], order, position, output, progress)
    for one in made:
        click.echo(f"{one.path.name} {one.sha256} {_SAME[one.is_as_stored]}")
    different = [one for one in made if one.is_as_stored is False]
    if different and different[0].is_of_another_version:
        click.echo(
            f"Gespeichert wurde mit Fördernachweis {different[0].stored_by}, gezeichnet mit "
            f"{GENERATOR_VERSION}: Andere Bytes sagen hier nichts über die Echtheit. Maßgeblich "
            "bleibt die gespeicherte Fassung."
        )
    if different:
        sys.exit(1)


_SAME = {None: "nicht gespeichert", True: "wie gespeichert", False: "weicht ab"}


def draft(
    ports: ServicePorts, grant_id: str, type_: str, period: str, by: Occasion
) -> tuple[str, bool]:
    """Drafts one report; its id, and whether its cut-off is older than the newest entries.

    Raises what drafting raises.
    """
    with ports.sessions.read() as session:
        scheduled = is_service_account(session, by.actor)
    means: Means = ports.extras["means"]
    with shown("Zeichnen", "Zeilen") as progress:
        row = draft_report(
            means,
            DraftOrder(grant_id, type_, period, local_day(by.now), scheduled),
            partial(ports.execute, "draft_report", by),
            lambda session, prepared: store_draft(session, prepared, by=by)[0],
            progress,
        )
    return row.report_id, row.late_cut_off
