"""Runs the schedule of the reports for a day."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial

import click

from services.reporting.cli.acting import USER, OpenPorts, acting
from services.reporting.usecases.report_types import REPORT_TYPES
from services.reporting.usecases.rights import RUNNERS
from services.reporting.usecases.schedule import RunResult, run_schedule
from services.reporting.usecases.service_account import SERVICE_ACCOUNT_ID
from shared.clock import local_day
from shared.occasion import Occasion
from shared.periods import Period
from shared.service import ServicePorts
from shared.terminal_day import DAY
from shared.terminal_progress import shown


@click.command(
    help="Entwirft alles, was an einem Tag fällig ist; gibt nie etwas frei. Ende 1: etwas misslang."
)
@click.option("--as-of", required=True, type=DAY, help="Stichtag")
@click.option("--user", help=USER)
@click.pass_obj
def run(opened: OpenPorts, as_of: date, user: str | None) -> None:
    """`run --as-of 2026-04-01`."""
    with opened("reporting") as ports:
        by = acting(opened, ports, user, RUNNERS, None)
        result = scheduled_run(ports, as_of, by)
        address = ports.settings.address
    for one in result.items:
        where = f"{address}/reporting/berichte/{one.report_id}"
        click.echo(f"{_named(one.grant_id, one.type, one.period)}: {where}")
    click.echo(f"{len(result.drafted)} neu entworfen, {len(result.items)} insgesamt an diesem Tag.")
    for failed in result.failed:
        report = _named(failed.grant_id, failed.type, failed.period)
        click.echo(f"nicht entworfen: {report}: {failed.message}", err=True)
    if result.failed:
        sys.exit(1)


def _named(grant_id: str, type_: str, period: str) -> str:
    return f"{grant_id}: {REPORT_TYPES[type_].title}, {Period.parse(period).label}"


def scheduled_run(ports: ServicePorts, as_of: date, by: Occasion) -> RunResult:
    """The run of a day for the grants its actor may draft for. Raises what the run raises."""
    with ports.sessions.read() as session:
        who = ports.directory.by_id(session, by.actor, local_day(by.now))
    with shown("Entwerfen", "Berichten") as progress:
        return run_schedule(
            ports.extras["means"],
            as_of,
            by,
            partial(ports.execute, "run_schedule", by),
            grants=None if by.actor == SERVICE_ACCOUNT_ID or who is None else who.grants(RUNNERS),
            progress=progress,
        )
