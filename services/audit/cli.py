"""The operator's command: `python -m services verify`."""

from collections.abc import Sequence
from pathlib import Path

import click

from services.audit.domain.checkpoint import Checkpoint, open_checkpoint
from services.audit.domain.note import NoteError, Verifier
from services.audit.domain.verdict import Verdict
from services.audit.usecases.identity import verifier_of
from services.audit.usecases.verification import verify_log
from shared.terminal_progress import shown


@click.command()
@click.option(
    "--checkpoint",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Datei mit einer früher aufbewahrten Prüfmarke; mehrfach möglich.",
)
@click.pass_context
def verify(ctx: click.Context, files: Sequence[Path]) -> None:
    """Liest das ganze Protokoll neu, rechnet alles nach und nennt den ersten Fehler.

    Endet mit 1, wenn etwas nicht stimmt. Dass ein älterer Stand zurückgespielt wurde, zeigt nur
    eine Prüfmarke, die außerhalb aufbewahrt wurde.
    """
    with ctx.obj("audit") as ports, ports.sessions.read() as session:
        verifier = verifier_of(session)
        known = [_read_checkpoint(path, verifier) for path in files]
        with shown("Prüfen", "Einträgen") as progress:
            verdict = verify_log(session, verifier, known=known, progress=progress)
    for line in report_lines(verdict):
        click.echo(line)
    ctx.exit(0 if verdict.ok else 1)


def _read_checkpoint(path: Path, verifier: Verifier) -> Checkpoint:
    try:
        return open_checkpoint(path.read_text("utf-8"), verifier)
    except (NoteError, UnicodeDecodeError) as error:
        raise click.ClickException(
            f"{path} ist keine Prüfmarke dieses Protokolls: {error}"
        ) from error


def report_lines(verdict: Verdict) -> list[str]:
    """The verdict in German, the first bad record first."""
    if verdict.ok:
        lines = [f"In Ordnung: {verdict.checked} Einträge sind, wie sie geschrieben wurden."]
    else:
        faults = sorted(verdict.faults, key=lambda fault: fault.sequence)
        lines = ["NICHT IN ORDNUNG"] + [
            f"Eintrag {fault.sequence}: {fault.kind.label} ({fault.kind.value}, {fault.part})"
            for fault in faults
        ]
    if verdict.unreadable:
        lines.append(f"Nicht lesbar, aber unverändert: {verdict.unreadable} Einträge.")
    return [*lines, f"Wurzelhash: {verdict.root.hex()}"]
