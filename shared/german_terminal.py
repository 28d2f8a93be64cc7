"""click's own words in German: headings of the help and what is wrong with a command line.

click asks gettext for them and would need a compiled catalogue and an environment that names the
language; commands answer in German wherever they run, so the table stands here.
"""

from __future__ import annotations

from types import ModuleType
from typing import Final

from click import core, decorators, exceptions, formatting, parser, termui, types

_WORDS: Final = {
    "Usage:": "Aufruf:",
    "Options": "Angaben",
    "Commands": "Befehle",
    "Aborted!": "Abgebrochen.",
    "required": "nötig",
    "default: {default}": "sonst: {default}",
    "Show this message and exit.": "Zeigt diese Hilfe.",
    "Error: {message}": "Fehler: {message}",
    "Try '{command} {option}' for help.": "Hilfe: {command} {option}",
    "Missing command.": "Es fehlt der Befehl.",
    "Missing argument": "Es fehlt",
    "Missing option": "Es fehlt die Angabe",
    "Missing parameter": "Es fehlt",
    "No such option {name!r}.": "Die Angabe {name} gibt es nicht.",
    "No such command {name!r}.": "Den Befehl {name} gibt es nicht.",
    "Did you mean {possibility}?": "Gemeint ist vielleicht {possibility}.",
    "(Did you mean one of: {possibilities}?)": "Gemeint ist vielleicht: {possibilities}.",
    "Got unexpected extra argument ({args})": "Zu viel angegeben: {args}",
    "Got unexpected extra arguments ({args})": "Zu viel angegeben: {args}",
    "Invalid value: {message}": "Ungültiger Wert: {message}",
    "Invalid value for {param_hint}: {message}": "Ungültiger Wert für {param_hint}: {message}",
    "Choose from:\n\t{choices}": "Möglich sind:\n\t{choices}",
    "{value!r} is not {choice}.": "{value!r} ist nicht {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} ist keines von {choices}.",
    "{value!r} does not match the format {format}.": "{value!r} ist nicht wie {format}.",
    "{value!r} is not a valid {number_type}.": "{value!r} ist keine Zahl.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} gibt es nicht.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} ist ein Verzeichnis.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} ist nicht lesbar.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} ist nicht beschreibbar.",
    "file": "Datei",
    "path": "Pfad",
    "Option {name!r} does not take a value.": "Die Angabe {name} nimmt keinen Wert.",
    "Option {name!r} requires an argument.": "Die Angabe {name} braucht einen Wert.",
    "Option {name!r} requires {nargs} arguments.": "Die Angabe {name} braucht {nargs} Werte.",
}
_MODULES: Final = (core, decorators, exceptions, formatting, parser, termui, types)


def speak_german() -> None:
    """Lets click look its words up here, in this process; words that are missing stay English."""
    for module in _MODULES:
        _replace(module)


def _replace(module: ModuleType) -> None:
    module.__dict__["_"] = _one
    if "ngettext" in module.__dict__:
        module.__dict__["ngettext"] = _some


def _one(text: str) -> str:
    return _WORDS.get(text, text)


def _some(one: str, many: str, count: int) -> str:
    return _one(one if count == 1 else many)
