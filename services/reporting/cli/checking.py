"""Checks a report without network and without database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from services.reporting.check.command import check_files

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help="Prüft einen Bericht ohne Netz und ohne Datenbank; Ende 1, wenn etwas bricht.")
@click.argument("file", metavar="BERICHT.pdf", type=_FILE)
@click.option("--begleitdatei", type=_FILE, help="das ZIP, das zu langen Berichten gehört")
@click.option("--schluessel", default="", help="bekannter Schlüssel des Prüfprotokolls")
@click.option("--fingerabdruck", default="", help="SHA-256 des bekannten Schlüssels")
@click.option("--siegel", type=_FILE, help="bekanntes Zertifikat des Siegels (PEM oder DER)")
def check(
    file: Path, begleitdatei: Path | None, schluessel: str, fingerabdruck: str, siegel: Path | None
) -> None:
    """`check BERICHT.pdf`: the same steps as `pruefen.pyz`."""
    code, said = check_files(file, begleitdatei, siegel, schluessel, fingerabdruck)
    click.echo(said, err=code > 1)
    if code:
        sys.exit(code)
