"""Values of rule packs behind a decision: each row of such a table is one that an event names."""

from __future__ import annotations

from typing import Any

from . import labels
from .known_words import WORDS
from .outcome import Fault
from .printed import blocks
from .told import Told

_ONE = {
    "attachment_values": "Anlagen des Verwendungsnachweises",
    "interest_values": "Zinsen",
}
"""Tables of values that all decide the same."""
_COLUMNS = ("point", "label", "value", "pack", "citation")


def check_values(document: dict[str, Any], told: Told) -> str:
    """Raises Fault naming the first value that no event names so. What it says begins with "; ",
    empty without such tables."""
    checked = 0
    for table in blocks(document, "table"):
        if tuple(one["key"] for one in table["columns"]) != _COLUMNS:
            continue
        for row in table["rows"]:
            checked += 1
            codes = told.values.get(tuple(row["cells"][1:]))
            if codes is None:
                where = f"Tabelle „{table['caption']}“, {row['cells'][1]}"
                raise Fault(f"{where}: so steht der Wert in keinem Ereignis")
            if row["cells"][0] not in _points(table["key"], codes):
                where = f"Tabelle „{table['caption']}“, {row['cells'][1]}"
                raise Fault(f"{where}: „{row['cells'][0]}“ hat er nicht entschieden")
    return f"; {checked} maßgebliche Werte stehen so in den Ereignissen" if checked else ""


def _points(key: str, codes: set[str]) -> set[Any]:
    """What the program calls that which a value decided."""
    if key in _ONE:
        return {_ONE[key]}
    if key == "gate_values":
        return {labels.word(labels.GATES, one) for one in codes}
    kind = "duties" if key == "deadline_values" else "findings"
    return {WORDS[kind].get(one, (one, None))[0] for one in codes}
