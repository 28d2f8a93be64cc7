"""The operator's commands about reports: draft one, run the schedule for a day.

The context object is what opens a service: `opened("reporting")` yields its ports.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

import click

from contracts.roles import Role
from services.reporting.check.report import Trust, check_report
from services.reporting.usecases.as_of import report_as_of
from services.reporting.usecases.drafting import DraftOrder, draft_report, store_draft
from services.reporting.usecases.means import Means
from services.reporting.usecases.procedure import FORMATS, procedure_documentation
from services.reporting.usecases.rebuild import empty_read_model
from services.reporting.usecases.rights import DRAFTERS, REBUILDERS, RUNNERS
from services.reporting.usecases.schedule import RunResult, run_schedule
from services.reporting.usecases.service_account import SERVICE_ACCOUNT_ID, is_service_account
from shared.access import forbidden
from shared.errors import NotFound, Unavailable, Violation
from shared.occasion import Occasion
from shared.progress_text import progress_text
from shared.service import ServicePorts

OpenPorts = Callable[[str], AbstractContextManager[ServicePorts]]

_DAY = click.DateTime(["%Y-%m-%d"])
_USER = "Anmeldename oder Bearbeiter-Kennung; ohne diese Angabe handelt das Dienstkonto"


@click.command(help="Entwirft einen Bericht.")
@click.option("--grant", "grant_id", required=True, help="Kennung der Zuwendung")
@click.option("--type", "type_", required=True, help="zum Beispiel quarterly")
@click.option("--period", required=True, help="zum Beispiel 2026-Q1")
@click.option("--user", help=_USER)
@click.pass_obj
def report(opened: OpenPorts, grant_id: str, type_: str, period: str, user: str | None) -> None:
    """`report --grant G --type quarterly --period 2026-Q1`."""
    with opened("reporting") as ports:
        by = acting(opened, ports, user, DRAFTERS, grant_id)
        report_id, late = draft(ports, grant_id, type_, period, by)
    click.echo(report_id)
    if late:
        click.echo("Achtung: Der Datenstand liegt vor den neuesten Buchungen.", err=True)


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help="Prüft einen Bericht ohne Netz und ohne Datenbank; Ende 1, wenn etwas bricht.")
@click.argument("file", metavar="BERICHT.pdf", type=_FILE)
@click.option("--begleitdatei", type=_FILE, help="das ZIP, das zu langen Berichten gehört")
@click.option("--schluessel", default="", help="bekannter Schlüssel des Prüfprotokolls")
@click.option("--fingerabdruck", default="", help="SHA-256 des bekannten Schlüssels")
@click.option("--siegel", type=_FILE, help="bekanntes Zertifikat des Siegels (PEM)")
def check(
    file: Path, begleitdatei: Path | None, schluessel: str, fingerabdruck: str, siegel: Path | None
) -> None:
    """`check BERICHT.pdf`: the same steps as `pruefen.pyz`."""
    trust = Trust(schluessel, fingerabdruck, siegel.read_bytes() if siegel else None)
    side = begleitdatei.read_bytes() if begleitdatei else None
    outcome = check_report(file.read_bytes(), side, trust)
    click.echo("\n".join(outcome.lines()))
    if not outcome.is_sound:
        sys.exit(1)


@click.command(
    help="Entwirft alles, was an einem Tag fällig ist; gibt nie etwas frei. Ende 1: etwas misslang."
)
@click.option("--as-of", required=True, type=_DAY, metavar="JJJJ-MM-TT", help="Stichtag")
@click.option("--user", help=_USER)
@click.pass_obj
def run(opened: OpenPorts, as_of: datetime, user: str | None) -> None:
    """`run --as-of 2026-04-01`."""
    with opened("reporting") as ports:
        by = acting(opened, ports, user, RUNNERS, None)
        result = scheduled_run(ports, as_of.date(), by)
    for one in result.items:
        click.echo(f"{one.grant_id} {one.type} {one.period} {one.report_id}")
    click.echo(f"{len(result.drafted)} neu entworfen, {len(result.items)} insgesamt an diesem Tag.")
    for failed in result.failed:
        report = f"{failed.grant_id} {failed.type} {failed.period}"
        click.echo(f"nicht entworfen: {report}: {failed.message}", err=True)
    if result.failed:
        sys.exit(1)


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
@click.option("--user", help=_USER)
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
        order = DraftOrder(grant_id, type_, period)
        made = report_as_of(ports.extras["means"], order, position, output)
    for one in made:
        click.echo(f"{one.path.name} {one.sha256} {_SAME[one.is_as_stored]}")
    if any(one.is_as_stored is False for one in made):
        sys.exit(1)


_SAME = {None: "nicht gespeichert", True: "wie gespeichert", False: "weicht ab"}


@click.command(help="Baut das Lesemodell neu auf; gespeicherte Berichte bleiben, wie sie sind.")
@click.argument("service", type=click.Choice(["reporting"]))
@click.option("--user", help=_USER)
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


def draft(
    ports: ServicePorts, grant_id: str, type_: str, period: str, by: Occasion
) -> tuple[str, bool]:
    """Drafts one report; its id, and whether its cut-off is older than the newest entries.

    Raises what drafting raises.
    """
    with ports.sessions.read() as session:
        scheduled = is_service_account(session, by.actor)
    means: Means = ports.extras["means"]
    row = draft_report(
        means,
        DraftOrder(grant_id, type_, period, scheduled),
        partial(ports.execute, "draft_report", by),
        lambda session, prepared: store_draft(session, prepared, by=by)[0],
    )
    return row.report_id, row.late_cut_off


def scheduled_run(ports: ServicePorts, as_of: date, by: Occasion) -> RunResult:
    """The run of a day for the grants its actor may draft for. Raises what the run raises."""
    with ports.sessions.read() as session:
        who = ports.directory.by_id(session, by.actor)
    return run_schedule(
        ports.extras["means"],
        as_of,
        by,
        partial(ports.execute, "run_schedule", by),
        grants=None if by.actor == SERVICE_ACCOUNT_ID or who is None else who.grants(RUNNERS),
        progress=_progress(),
    )


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
        who = ports.directory.by_id(session, by.actor)
    if who is None or not who.holds(roles, grant_id):
        ports.record_denial("command line", list(roles), by, grant_id)
        raise forbidden(roles)
    return by


def _user_id(opened: OpenPorts, ports: ServicePorts, user: str) -> str:
    """The id of a user: known here by id, by log-in name only in the service that keeps names."""
    with ports.sessions.read() as session:
        if ports.directory.by_id(session, user) is not None:
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


def _progress() -> Callable[[int, int], None]:
    """Rows, rate and remaining time: one moving line on a terminal, plain lines elsewhere."""
    started = time.monotonic()
    ending = "\r" if sys.stderr.isatty() else "\n"

    def show(done: int, total: int) -> None:
        line = progress_text(done, total, "Berichten", time.monotonic() - started)
        click.echo(f"{line}{ending}", nl=False, err=True)

    return show
