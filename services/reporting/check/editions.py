"""What earlier editions of the program did not print yet, or printed by another rule.

A released report never changes, so a file of an earlier edition is held against what that edition
prints. Which one it is, the file says itself; the event of the draft proves it, where the file has
it (`drafted`). Whatever is passed over for that reason is told: nobody drops a column in silence by
naming an old edition.
"""

from __future__ import annotations

import re
from typing import Any

from .outcome import Unseen
from .told import Told

_FIRST_DIGITS = 12
_PROGRAM = re.compile(r"Fördernachweis \d+\.\d+\.\d+\+(\d+)")
ANNEXES, FORECAST, SHEETS, LATE, DIGESTS = (
    "die Anlagen „Weitere Angaben je Beleg“ und „Berichtigungen“",
    "„Voraussichtlich“ mit der Prognose des Mittelabflusses",
    "Ziel, Partner, Charta, Beteiligung und die Rolle der Leitung",
    "wie viele Meilensteine überfällig sind",
    "die ganze Prüfsumme von Stundennachweisen und Genehmigungen",
)
SINCE = {ANNEXES: 17, FORECAST: 17, SHEETS: 18, LATE: 18, DIGESTS: 18}
"""Edition that prints it first: the number behind the plus sign of the program's version."""


def edition_of(frame: dict[str, Any]) -> int | None:
    """None where the file names no edition of this program."""
    match = _PROGRAM.fullmatch(frame["generator"])
    return int(match[1]) if match else None


def passes_over(told: Told, what: str) -> bool:
    """Whether the file is of an edition before this was printed so; then it is noted."""
    is_before = told.edition is not None and told.edition < SINCE[what]
    if is_before and what not in told.passed_over:
        told.passed_over.append(what)
    return is_before


def digest_printed(told: Told, sha256: str) -> str:
    """A checksum as the edition of the file has it in its data: whole, earlier twelve digits."""
    return sha256[:_FIRST_DIGITS] if passes_over(told, DIGESTS) else sha256


def check_edition(told: Told) -> str:
    """Raises Unseen naming what was passed over."""
    if not told.passed_over:
        return "die Datei druckt, was die Ausgabe druckt, die sie nennt"
    named = "; ".join(told.passed_over)
    raise Unseen(
        f"die Datei nennt die Ausgabe +{told.edition} des Programms; diese druckt noch nicht oder "
        f"anders: {named}"
    )
