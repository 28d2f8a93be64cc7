"""Rows of a table against the rows that the events give, in their order, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .outcome import Fault
from .printed import blocks, shown

Cells = dict[str, Any]
"""What must stand in the columns of a row, by their keys; a column without an entry is compared
elsewhere or not at all."""


def compare_rows(table: dict[str, Any], due: list[Cells]) -> int:
    """How many rows agree. Raises Fault naming the first cell that is another, or that a row is
    missing or one too many."""
    rows = [one for one in table["rows"] if one["kind"] == "data"]
    where = f"Tabelle „{table['caption']}“"
    for number, (row, wanted) in enumerate(zip(rows, due, strict=False), start=1):
        for column, stated in zip(table["columns"], row["cells"], strict=True):
            if column["key"] in wanted and not is_same(stated, wanted[column["key"]]):
                own = shown(column["type"], wanted[column["key"]]) or "nichts"
                place = f"{where}, Zeile {number}, {column['label']}"
                raise Fault(f"{place}: nach dem Ereignis {own}")
    if len(rows) != len(due):
        raise Fault(f"{where}: {len(rows)} Zeilen, nach den Ereignissen sind es {len(due)}")
    return len(due)


def is_same(stated: Any, due: Any) -> bool:
    """Nothing printed may be told as an empty text; a number is no other kind of value."""
    if stated in (None, "") and due in (None, ""):
        return True
    return bool(stated == due and type(stated) is type(due))


def demand_figures(document: dict[str, Any], due: Cells) -> None:
    """Key figures by their keys. Raises Fault naming the first that is another."""
    for block in blocks(document, "key_figures"):
        for one in block["figures"]:
            if one["key"] in due and one["value"] != due[one["key"]]:
                own = shown(one["type"], due[one["key"]]) or "nichts"
                raise Fault(f"Kennzahl {one['label']}: nach den Ereignissen {own}")


def rows_of(table: dict[str, Any]) -> Iterator[Cells]:
    """Data rows by the keys of their columns; what they rest on under an empty one."""
    keys = [one["key"] for one in table["columns"]]
    for row in table["rows"]:
        if row["kind"] == "data":
            yield {**dict(zip(keys, row["cells"], strict=True)), "": row["facts"]}


def demand_row(table: dict[str, Any], cells: Cells, due: Cells) -> int:
    """One, where the row has these cells. Raises Fault naming the first that is another."""
    for column in table["columns"]:
        key = column["key"]
        if key in due and (cells[key] or None) != (due[key] or None):
            own = shown(column["type"], due[key]) or "nichts"
            raise Fault(
                f"Tabelle „{table['caption']}“, {column['label']}: nach den Ereignissen {own}"
            )
    return 1
