"""Adds up every table again: subtotals over the rows since the last group, totals over all."""

from __future__ import annotations

from typing import Any

from .outcome import Fault
from .printed import blocks, money


def check_sums(document: dict[str, Any]) -> str:
    """Every stated sum of every table. Raises Fault naming the first that is wrong."""
    checked = sum(_table(one) for one in blocks(document, "table"))
    return f"{checked} Summen nachgerechnet"


def _table(table: dict[str, Any]) -> int:
    places = [place for place, one in enumerate(table["columns"]) if one["summed"]]
    part, total, checked = [0] * len(places), [0] * len(places), 0
    for row in table["rows"]:
        kind = row["kind"]
        values = [row["cells"][place] for place in places]
        if kind in ("data", "rounding"):
            part = _added(part, values)
            total = _added(total, values)
        elif kind in ("subtotal", "total"):
            checked += _compare(table, row, places, part if kind == "subtotal" else total)
        if kind in ("group", "subtotal"):
            part = [0] * len(places)
    return checked


def _added(sums: list[int], values: list[int | None]) -> list[int]:
    return [one + (value or 0) for one, value in zip(sums, values, strict=True)]


def _compare(table: dict[str, Any], row: dict[str, Any], places: list[int], own: list[int]) -> int:
    checked = 0
    for place, computed in zip(places, own, strict=True):
        stated = row["cells"][place]
        if stated is None:
            continue
        checked += 1
        if stated != computed:
            label = table["columns"][place]["label"]
            where = f"Tabelle „{table['caption']}“, {row.get('label')}, {label}"
            raise Fault(f"{where}: genannt {money(stated)}, nachgerechnet {money(computed)}")
    return checked
