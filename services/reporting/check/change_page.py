"""The page that says what changed since the version before; old values are in no event here.

A voucher stands there once per field that changed, so its table is no list of vouchers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .outcome import Fault

_KEY = "changed_fields"
_COLUMNS = (
    ("number", "integer"), ("voucher_number", "text"), ("field", "text"), ("before", "text"),
    ("after", "text"), ("reason", "text"),
)  # fmt: skip
NOT_COMPARED = "; alte und neue Werte auf der Seite der Änderungen sind nicht verglichen"


def is_of_changes(table: Mapping[str, Any]) -> bool:
    """Whether it has old and new value of each field; only texts, so that no amount hides there."""
    columns = tuple((one["key"], one["type"]) for one in table["columns"])
    return table["key"] == _KEY and columns == _COLUMNS


def demand_known(table: Mapping[str, Any], states: Mapping[str, Any], grant_id: str) -> None:
    """Every voucher it names is one of the grant. Raises Fault naming the first that is not."""
    known = {one["number"] for one in states.values() if one["told_of"] == grant_id}
    for row in table["rows"]:
        if row["kind"] != "data" or row["cells"][0] not in known:
            where = f"Tabelle „{table['caption']}“, Beleg {row['cells'][0]}"
            raise Fault(f"{where}: dazu liegt kein Ereignis aus dem Protokoll bei")
