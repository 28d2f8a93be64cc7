"""`import`: the finance system's list, or with `--opening` a grant that is already running."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import click
from sqlalchemy.orm import Session

from contracts.roles import Role
from services.budget.cli.acting import OpenPorts, acting
from services.budget.cli.openings import propose
from services.budget.domain.import_row import UnreadableFile
from services.budget.domain.import_text import taken_text
from services.budget.intake.profile import voucher_profiles
from services.budget.store.import_reading import faults_of, load_import
from services.budget.usecases.import_examined import Examined
from services.budget.usecases.import_profile import RECOGNISE
from services.budget.usecases.imports import (
    commit_import,
    examine_import,
    keep_import,
)
from services.budget.usecases.kept_list import keep_list
from services.budget.usecases.means import Means
from shared.csv_text import csv_chunks
from shared.errors import Refused
from shared.occasion import Occasion
from shared.service import ServicePorts
from shared.terminal_progress import shown

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_STATES = {"rejected": "abgelehnt", "duplicate": "doppelt", "changed": "weicht ab"}
_SHOWN = 200
_ALL = 1_000_000


@click.command("import")
@click.argument("file", required=False, type=_FILE, metavar="[DATEI]")
@click.option("--opening", type=_FILE, help="ZIP der Übernahme einer laufenden Zuwendung")
@click.option("--grant", "grant_id", required=True, help="Kennung der Zuwendung")
@click.option(
    "--profile",
    type=click.Choice(sorted(voucher_profiles())),
    help="wie die Liste geschrieben ist; ohne Angabe wird das Format erkannt",
)
@click.option("--vouchers", type=_FILE, help="ZIP der Belegdateien, benannt nach Belegnummer")
@click.option("--preview", is_flag=True, help="nur prüfen, nichts übernehmen")
@click.option(
    "--list",
    "list_to",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="schreibt die Klärungsliste als CSV in diese Datei",
)
@click.option("--user", help="wer einliest (Fördermittelsachbearbeitung); sonst das Dienstkonto")
@click.pass_context
def import_file(
    ctx: click.Context,
    file: Path | None,
    opening: Path | None,
    grant_id: str,
    profile: str | None,
    vouchers: Path | None,
    preview: bool,
    list_to: Path | None,
    user: str | None,
) -> None:
    """Liest die Belegliste der Finanzbuchhaltung ein: erst die Prüfung, dann alles auf einmal.

    Dieselbe Datei zweimal ändert nichts. Endet mit 1, wenn Zeilen zu klären sind. Mit --opening
    wird eine laufende Zuwendung übernommen; sie zählt erst nach der Freigabe.
    """
    if (file is None) == (opening is None):
        raise click.UsageError("Bitte entweder eine DATEI oder --opening DATEI angeben.")
    open_ports: OpenPorts = ctx.obj
    with open_ports("budget") as ports:
        by = acting(ports, user, Role.GRANT_OFFICER, grant_id=grant_id)
        if opening is not None:
            propose(ports, by, grant_id, opening)
            return
        import_id = _preview(ports, by, grant_id, profile or RECOGNISE, cast(Path, file), vouchers)
        if not preview:
            _commit(ports, by, import_id)
        outcome = _outcome(ports, import_id)
    _tell(outcome, list_to, preview=preview)
    ctx.exit(1 if outcome.faults else 0)


@dataclass(frozen=True)
class Outcome:
    """What an import did or would do; a fault is line, column, value, reason, rule, kind."""

    accepted: int
    payments: int
    known: int
    unclear: int
    taken: str
    faults: list[tuple[int, str, str, str, str, str]]

    @property
    def lines(self) -> int:
        return self.accepted + self.payments + self.known + self.unclear


def _preview(
    ports: ServicePorts,
    by: Occasion,
    grant_id: str,
    profile: str,
    file: Path,
    vouchers: Path | None,
) -> str:
    """Keeps the examined list; its id. A refusal is written as an event, as over the API."""
    try:
        examined = _examine(ports, by, grant_id, profile, file, vouchers)
    except (Refused, UnreadableFile) as refusal:
        noted = Refused(refusal.violations, subject=f"grant/{grant_id}", grant_id=grant_id)
        ports.record_refusal("upload_import", by, noted)
        raise noted from refusal
    row = ports.execute("upload_import", by, lambda session: keep_import(session, examined, by=by))
    return row.import_id


def _examine(
    ports: ServicePorts,
    by: Occasion,
    grant_id: str,
    profile: str,
    file: Path,
    vouchers: Path | None,
) -> Examined:
    means: Means = ports.extras["means"]
    with ExitStack() as stack:
        stream = stack.enter_context(file.open("rb"))
        archive = stack.enter_context(vouchers.open("rb")) if vouchers else None
        progress = stack.enter_context(shown("Prüfen", "Zeilen", _lines(stream)))
        kept = keep_list(stream, archive, means, file.name)
        session = stack.enter_context(ports.sessions.read())
        return examine_import(
            session, grant_id, profile, kept, by=by, means=means, progress=progress
        )


def _commit(ports: ServicePorts, by: Occasion, import_id: str) -> None:
    means: Means = ports.extras["means"]
    with shown("Übernehmen", "Zeilen", _outcome(ports, import_id).lines) as progress:

        def run(session: Session) -> None:
            commit_import(session, import_id, by=by, means=means, progress=progress)

        ports.execute("commit_import", by, run)


def _outcome(ports: ServicePorts, import_id: str) -> Outcome:
    with ports.sessions.read() as session:
        row = load_import(session, import_id)
        faults = faults_of(session, import_id, tuple(_STATES), _ALL)
        return Outcome(
            row.accepted,
            row.payments,
            row.known,
            row.rejected + row.changed + row.duplicates,
            taken_text(row.accepted, row.accepted_cents, row.payments, row.payments_cents),
            [(o.row, o.column, o.value, o.message, o.rule, _STATES[o.state]) for o in faults],
        )


def _lines(stream: BinaryIO) -> int:
    """Lines of the file, less its header: what the progress counts up to."""
    stream.seek(0)
    total = sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    stream.seek(0)
    return max(0, total - 1)


def _tell(outcome: Outcome, list_to: Path | None, *, preview: bool) -> None:
    done = "würden übernommen" if preview else "übernommen"
    click.echo(
        f"{outcome.taken} {done}, {outcome.known} schon bekannt, {outcome.unclear} zu klären."
    )
    for line, column, _, reason, rule, kind in outcome.faults[:_SHOWN]:
        place = f"Zeile {line}" + (f", Spalte „{column}“" if column else "")
        click.echo(f"{place}: {reason} [{kind}, {rule}]")
    if len(outcome.faults) > _SHOWN:
        click.echo(f"… und {len(outcome.faults) - _SHOWN} weitere (--list schreibt alle).")
    if list_to is not None:
        header = ("Zeile", "Spalte", "Wert", "Grund", "Regel", "Art")
        with list_to.open("wb") as target:
            target.writelines(csv_chunks(header, outcome.faults))
        click.echo(f"Die Klärungsliste steht in {list_to}.")
