"""`pruefen.pyz BERICHT.pdf`: the check as a command, German, 0 only if nothing is wrong."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from .limits import FILE
from .report import Trust, check_report

_WRONG, _NOT_CHECKED = 1, 2
_SAID = (
    (r"the following arguments are required: (.*)", "Es fehlt die Angabe: {}."),
    (r"argument (\S+): expected one argument", "Zu {} fehlt der Wert."),
    (r"unrecognized arguments: (.*)", "Das gibt es hier nicht: {}."),
)
_UNREADABLE = {
    FileNotFoundError: "gibt es nicht",
    IsADirectoryError: "ist ein Ordner",
    PermissionError: "darf nicht gelesen werden",
}


class _Parser(argparse.ArgumentParser):
    """Speaks German."""

    def format_usage(self) -> str:
        return _german(super().format_usage())

    def format_help(self) -> str:
        return _german(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Says what is missing, or only that it did not understand; ends with 2."""
        said = "Diesen Aufruf gibt es nicht."
        for pattern, told in _SAID:
            if match := re.fullmatch(pattern, message):
                said = told.format(match[1])
        self.exit(_NOT_CHECKED, f"{self.format_usage()}Fehler: {said}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a file and print what was found; returns the exit code."""
    parser = _Parser(
        prog="pruefen",
        description="Prüft einen Bericht ohne Netz und ohne das Programm, aus dem er stammt.",
        add_help=False,
        allow_abbrev=False,
    )
    group = parser.add_argument_group("Angaben")
    group.add_argument("datei", type=Path, help="der Bericht als PDF")
    group.add_argument("--begleitdatei", type=Path, help="das ZIP, das zu langen Berichten gehört")
    group.add_argument("--schluessel", default="", help="bekannter Schlüssel des Prüfprotokolls")
    group.add_argument("--fingerabdruck", default="", help="SHA-256 des bekannten Schlüssels")
    group.add_argument(
        "--siegel", type=Path, help="bekanntes Zertifikat des Siegels (PEM oder DER)"
    )
    group.add_argument("-h", "--hilfe", "--help", action="help", help="zeigt diese Hilfe")
    given = parser.parse_args(arguments)
    code, said = check_files(
        given.datei, given.begleitdatei, given.siegel, given.schluessel, given.fingerabdruck
    )
    (sys.stderr if code == _NOT_CHECKED else sys.stdout).write(said + "\n")
    return code


def check_files(
    file: Path, side: Path | None, seal: Path | None, key: str, fingerprint: str
) -> tuple[int, str]:
    """What the check says, with 0 (nothing wrong), 1 (something is) or 2 (a file is unreadable)."""
    read: dict[Path, bytes] = {}
    for path in (file, side, seal):
        if path is None:
            continue
        try:
            if path.stat().st_size > FILE:
                return _NOT_CHECKED, f"{path}: ist größer als {FILE >> 20} MB"
            read[path] = path.read_bytes()
        except OSError as error:
            why = _UNREADABLE.get(type(error), "lässt sich nicht lesen")
            return _NOT_CHECKED, f"{path}: {why}"
    trust = Trust(key, fingerprint, read[seal] if seal else None)
    outcome = check_report(read[file], read[side] if side else None, trust)
    return 0 if outcome.is_sound else _WRONG, "\n".join(outcome.lines())


def _german(text: str) -> str:
    return text.replace("usage: ", "Aufruf: ", 1)
