"""What marshmallow and its validators say of themselves, in German.

A schema of ours names its own words where it can say more; these are what is left when a library
speaks first: a file that is missing, a switch that is neither yes nor no.
"""

from __future__ import annotations

import re
from typing import Final

_WHOLE: Final = {
    "Invalid JSON body.": "Der Inhalt der Anfrage ist kein gültiges JSON.",
    "Missing data for required field.": "Diese Angabe fehlt.",
    "Field may not be null.": "Diese Angabe darf nicht leer sein.",
    "Unknown field.": "Dieses Feld gibt es hier nicht.",
    "Not a valid boolean.": "Erwartet wird true oder false.",
    "Not a valid integer.": "Erwartet wird eine ganze Zahl.",
    "Not a valid number.": "Erwartet wird eine Zahl.",
    "Number too large.": "Diese Zahl ist zu groß.",
    "Not a valid string.": "Erwartet wird ein Text.",
    "Not a valid utf-8 string.": "Erwartet wird ein Text in UTF-8.",
    "Not a valid date.": "Erwartet wird ein Tag in der Form 2026-03-31.",
    "Not a valid list.": "Erwartet wird eine Liste.",
    "Not a valid mapping type.": "Erwartet wird ein Objekt mit Namen und Werten.",
    "Invalid input type.": "Erwartet wird ein Objekt mit Namen und Werten.",
    "Invalid type.": "Erwartet wird ein Objekt mit Namen und Werten.",
    "String does not match expected pattern.": "Diese Angabe hat nicht die erwartete Form.",
}
_SHAPES: Final = (
    (r"Must be one of: (.+)\.", r"Möglich ist: \1."),
    (r"Must be greater than or equal to (\S+)\.", r"Mindestens \1."),
    (r"Must be less than or equal to (\S+)\.", r"Höchstens \1."),
    (
        r"Must be greater than or equal to (\S+) and less than or equal to (\S+)\.",
        r"Von \1 bis \2.",
    ),
    (r"Shorter than minimum length (\d+)\.", r"Mindestlänge: \1."),
    (r"Longer than maximum length (\d+)\.", r"Höchstlänge: \1."),
    (r"Length must be between (\d+) and (\d+)\.", r"Länge von \1 bis \2."),
    (r"Length must be (\d+)\.", r"Länge genau \1."),
    (
        r"Not a valid .+\.|Invalid (value|input)\.|Must be .+\.|.+ cannot be formatted as .+\."
        r"|Special numeric values .+|One or more of the choices .+",
        "Dieser Wert ist hier nicht möglich.",
    ),
)


def in_german(text: str) -> str:
    """The message of a library in German; any other text as it is."""
    if text in _WHOLE:
        return _WHOLE[text]
    for pattern, said in _SHAPES:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return found.expand(said)
    return text
