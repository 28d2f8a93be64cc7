"""Values of rule packs behind a decision: each row of such a table is one that an event names."""

from __future__ import annotations

from typing import Any

from .outcome import Fault
from .printed import blocks
from .told import Told

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
            if tuple(row["cells"][1:]) not in told.values:
                where = f"Tabelle „{table['caption']}“, {row['cells'][1]}"
                raise Fault(f"{where}: so steht der Wert in keinem Ereignis")
    return f"; {checked} maßgebliche Werte stehen so in den Ereignissen" if checked else ""
