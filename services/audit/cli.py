"""The operator's command: `python -m services verify`."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from services.audit.domain.checkpoint import Checkpoint, open_checkpoint
from services.audit.domain.note import NoteError, Verifier
from services.audit.domain.verdict import Verdict
from services.audit.usecases.identity import verifier_of
from services.audit.usecases.verification import verify_log
from shared.progress_text import progress_text

PLAIN_EVERY_S = 10.0
"""Seconds between two lines of progress where nobody watches."""


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
    with ctx.obj("audit") as ports:
        with ports.sessions.read() as session:
            verifier = verifier_of(session)
        known = [_read_checkpoint(path, verifier) for path in files]
        progress = _Progress(watched=sys.stderr.isatty())
        with ports.sessions.read() as session:
            verdict = verify_log(session, verifier, known=known, progress=progress)
    progress.end()
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


class _Progress:
    """Rows, rate and remaining time: on one line for whoever watches, else a line now and then."""

    def __init__(self, *, watched: bool) -> None:
        self._watched = watched
        self._began = self._said = time.monotonic()

    def __call__(self, checked: int, total: int) -> None:
        now = time.monotonic()
        if now - self._said < (0.2 if self._watched else PLAIN_EVERY_S):
            return
        self._said = now
        text = progress_text(checked, total, "Einträgen", now - self._began)
        click.echo(f"\r{text}  " if self._watched else text, err=True, nl=not self._watched)

    def end(self) -> None:
        """Leaves the line of progress."""
        if self._watched:
            click.echo(err=True)
