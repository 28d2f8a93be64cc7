"""`pruefen.pyz BERICHT.pdf`: the check as a command, German, 0 only if nothing is wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .report import Trust, check_report


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a file and print what was found; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="pruefen",
        description="Prüft einen Bericht ohne Netz und ohne das Programm, aus dem er stammt.",
    )
    parser.add_argument("datei", type=Path, help="der Bericht als PDF")
    parser.add_argument("--begleitdatei", type=Path, help="das ZIP, das zu langen Berichten gehört")
    parser.add_argument("--schluessel", default="", help="bekannter Schlüssel des Prüfprotokolls")
    parser.add_argument("--fingerabdruck", default="", help="SHA-256 des bekannten Schlüssels")
    parser.add_argument("--siegel", type=Path, help="bekanntes Zertifikat des Siegels (PEM)")
    given = parser.parse_args(arguments)
    try:
        side = given.begleitdatei.read_bytes() if given.begleitdatei else None
        seal = given.siegel.read_bytes() if given.siegel else None
        data = given.datei.read_bytes()
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return 2
    outcome = check_report(data, side, Trust(given.schluessel, given.fingerabdruck, seal))
    sys.stdout.write("\n".join(outcome.lines()) + "\n")
    return 0 if outcome.is_sound else 1
