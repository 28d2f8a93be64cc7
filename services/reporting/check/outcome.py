"""What a check found, said in German: in order, wrong, or not checked and why."""

from __future__ import annotations

import binascii
import json
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

OK, WRONG, UNCHECKED = "in Ordnung", "FEHLER", "nicht geprüft"


class Fault(Exception):
    """Something is not as it must be; the message says what."""


class Unseen(Exception):
    """Nobody can compare it from here; the message says what."""


_DAMAGE: tuple[tuple[type[Exception], str], ...] = (
    (RecursionError, "zu tief verschachtelt"),
    (MemoryError, "der Speicher reicht nicht"),
    (UnicodeError, "ein Text ist nicht lesbar"),
    (json.JSONDecodeError, "die Daten sind kein lesbares JSON"),
    (binascii.Error, "eine Angabe in Base64 ist nicht lesbar"),
    (zlib.error, "ein Datenstrom lässt sich nicht entfalten"),
    (zipfile.BadZipFile, "die Begleitdatei ist kein lesbares ZIP"),
    (KeyError, "ein Eintrag fehlt"),
    (IndexError, "etwas bricht vor seinem Ende ab"),
    (ValueError, "ein Wert ist nicht von der Art, die er sein muss"),
    (TypeError, "ein Wert ist nicht von der Art, die er sein muss"),
    (AttributeError, "ein Wert ist nicht von der Art, die er sein muss"),
)
"""What a library says in English, the first that fits; it is nobody's who reads the outcome."""


def _german(error: Exception) -> str:
    for kind, said in _DAMAGE:
        if isinstance(error, kind):
            return said
    return "die Datei ist anders aufgebaut, als sie sein darf"


@dataclass
class Outcome:
    """Steps in order: (name, state, sentence)."""

    steps: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Nothing wrong was found."""
        return all(state != WRONG for _, state, _ in self.steps)

    def ok(self, name: str, text: str) -> None:
        """A step that holds."""
        self.steps.append((name, OK, text))

    def wrong(self, name: str, text: str) -> None:
        """A step that does not."""
        self.steps.append((name, WRONG, text))

    def unchecked(self, name: str, text: str) -> None:
        """A step nobody could take here."""
        self.steps.append((name, UNCHECKED, text))

    def step(self, name: str, check: Callable[[], str]) -> None:
        """Take a step; whatever a damaged file does to it becomes a finding, never a traceback."""
        try:
            self.ok(name, check())
        except Fault as fault:
            self.wrong(name, str(fault))
        except Unseen as unseen:
            self.unchecked(name, str(unseen))
        except Exception as error:  # any byte may be wrong in a file of unknown origin
            self.wrong(name, f"beschädigt: {_german(error)}")

    def lines(self) -> list[str]:
        """The report of the check, one line per step, the judgement last."""
        found = [f"{state:<14}{name}: {text}" for name, state, text in self.steps]
        if not self.is_sound:
            return [*found, "ERGEBNIS: NICHT in Ordnung."]
        missing = [name for name, state, _ in self.steps if state == UNCHECKED]
        if missing:
            rest = f"in sich stimmig; nicht geprüft: {', '.join(missing)}"
            return [*found, f"ERGEBNIS: {rest}."]
        return [*found, "ERGEBNIS: in Ordnung."]
