"""Adds up every table again: subtotals over the rows since the last group, totals over all."""

from __future__ import annotations

from typing import Any

from .outcome import Fault
from .printed import blocks, money

_ADDING = ("data", "rounding", "subtotal", "total")
"""Kinds of rows with values; any other only says what follows."""


def check_sums(document: dict[str, Any]) -> str:
    """Every stated sum of every table. Raises Fault naming the first that is wrong."""
    checked = sum(_table(one) for one in blocks(document, "table"))
    return f"{checked} Summen nachgerechnet"


def _table(table: dict[str, Any]) -> int:
    places = [place for place, one in enumerate(table["columns"]) if one["summed"]]
    part, total, checked = [0] * len(places), [0] * len(places), 0
    count = 0
    _demand_summed(table)
    for row in table["rows"]:
        kind = row["kind"]
        if kind not in _ADDING and any(one is not None for one in row["cells"]):
            raise Fault(f"Tabelle „{table['caption']}“: in einer Zwischenzeile stehen Werte")
        values = [row["cells"][place] for place in places]
        if kind == "rounding":
            _demand_rounding(table, row, count)
        count += kind == "data"
        if kind in ("data", "rounding"):
            part = _added(part, values)
            total = _added(total, values)
        elif kind in ("subtotal", "total"):
            checked += _compare(table, row, places, part if kind == "subtotal" else total)
        if kind in ("group", "subtotal"):
            part = [0] * len(places)
    return checked


def _demand_summed(table: dict[str, Any]) -> None:
    """In a list of vouchers a stated sum of a column that is not added up would be nobody's."""
    if not {"number", "paid"} <= {one["key"] for one in table["columns"]}:
        return  # steps of a calculation end in a total that is no sum of a column
    silent = [place for place, one in enumerate(table["columns"]) if not one["summed"]]
    for row in table["rows"]:
        if row["kind"] not in ("subtotal", "total"):
            continue
        for place in silent:
            if table["columns"][place]["type"] == "money" and row["cells"][place] is not None:
                label = table["columns"][place]["label"]
                raise Fault(f"Tabelle „{table['caption']}“, {label}: eine Summe ohne Spalte dazu")


def _demand_rounding(table: dict[str, Any], row: dict[str, Any], count: int) -> None:
    """What rounding single rows may come to: half a cent each (semantics 5)."""
    most = (count + 1) // 2
    amounts = [one for one in row["cells"] if isinstance(one, int)]
    if row.get("label") != "Rundungsdifferenz" or any(abs(one) > most for one in amounts):
        raise Fault(f"Tabelle „{table['caption']}“: {row.get('label')} ist keine Rundungsdifferenz")


def _added(sums: list[int], values: list[int | None]) -> list[int]:
    return [one + (value or 0) for one, value in zip(sums, values, strict=True)]


def _compare(table: dict[str, Any], row: dict[str, Any], places: list[int], own: list[int]) -> int:
    checked = 0
    for place, computed in zip(places, own, strict=True):
        stated = row["cells"][place]
        if stated is None:
            continue
        checked += 1
        if type(stated) is not int or stated != computed:
            label = table["columns"][place]["label"]
            where = f"Tabelle „{table['caption']}“, {row.get('label')}, {label}"
            raise Fault(f"{where}: genannt {money(stated)}, nachgerechnet {money(computed)}")
    return checked
