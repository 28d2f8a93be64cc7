"""Do the two CSV files within say what the data say? Row by row, written anew from the JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from typing import Any

from .outcome import Fault
from .printed import LIGHTS, blocks, columns_of, header_of, shown

_MARK = b"\xef\xbb\xbf"
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
_KEY_FIGURES = ["Kennzahl", "Wert", "Einheit", "Anmerkung"]
_FIGURES = ["Tabelle", "Zeile", "Spalte", "Wert", "Anzahl", "Kennungen", "Regelwerk"]
_UNITS = {"money": "EUR", "percent": "%"}
_NUMBERS = ("money", "percent", "integer")


def check_csv(document: dict[str, Any], rule_pack: str, files: dict[str, bytes]) -> str:
    """Both files, every row in order. Raises Fault naming the first that differs."""
    rows = _compare(files, "bericht.csv", _report(document))
    figures = _compare(files, "zahlen.csv", _all_figures(document, rule_pack))
    return f"{rows} Zeilen in bericht.csv und {figures} in zahlen.csv sind die der Daten"


def _compare(files: dict[str, bytes], name: str, wanted: Iterable[list[str]]) -> int:
    content = files.get(name)
    if content is None:
        raise Fault(f"Die Anlage {name} fehlt")
    if content and not content.startswith(_MARK):  # nothing to list, nothing in the file
        raise Fault(f"{name} beginnt nicht, wie es muss")
    text = io.StringIO(content[len(_MARK) :].decode(), newline="")
    found = csv.reader(text, delimiter=";", strict=True)
    number = 0
    for number, (row, due) in enumerate(zip_longest(found, wanted), start=1):
        if row != due:
            has, should = (";".join(one or [])[:120] for one in (row, due))
            raise Fault(f"{name}, Zeile {number}: dort „{has}“, in den Daten „{should}“")
    return number


def _report(document: dict[str, Any]) -> Iterator[list[str]]:
    """Key figures first, then table by table; several lists bear names and an empty row between."""
    figures = [one for block in blocks(document, "key_figures") for one in block["figures"]]
    tables = [
        _chart(one) if one["block"] == "chart" else one
        for one in blocks(document, "table", "chart")
    ]
    lists = [("Kennzahlen", _key_figures(figures))] if figures else []
    lists += [(one["caption"], _table(one)) for one in tables]
    alone = len(tables) == 1 and not figures
    for number, (title, rows) in enumerate(lists):
        named = [] if alone and not number else [[_guarded(title)]]
        yield from chain([[]] if number else [], named, rows)


def _key_figures(figures: list[dict[str, Any]]) -> Iterator[list[str]]:
    yield _KEY_FIGURES
    for one in figures:
        unit = _UNITS.get(one["type"], one["unit"])
        texts = (one["label"], unit, one["note"])
        label, unit, note = (_guarded(text) for text in texts)
        yield [label, _cell(one["type"], one["value"]), unit, note]


def _chart(chart: dict[str, Any]) -> dict[str, Any]:
    """A row per category, a column per series."""
    head = {"label": chart["category_label"] or "Gruppe", "type": "text", "row_header": True}
    series = [
        {"label": one["label"], "type": chart["type"], "row_header": False}
        for one in chart["series"]
    ]
    values = zip(chart["categories"], *(one["values"] for one in chart["series"]), strict=True)
    rows = [{"cells": list(one)} for one in values]
    return {"caption": chart["title"], "columns": [head, *series], "rows": rows}


def _table(table: dict[str, Any]) -> Iterator[list[str]]:
    columns = table["columns"]
    yield [_guarded(one) for one in columns_of(table)]
    for row in table["rows"]:
        pairs = zip(columns, row["cells"], strict=True)
        cells = [_cell(column["type"], value) for column, value in pairs]
        if row.get("label"):
            cells[header_of(columns)] = _guarded(row["label"])
        yield cells


def _all_figures(document: dict[str, Any], rule_pack: str) -> Iterator[list[str]]:
    yield _FIGURES
    for block in blocks(document, "key_figures", "table"):
        if block["block"] == "table":
            for row in block["rows"]:
                yield from _figures_of(block, row, rule_pack)
            continue
        for one in block["figures"]:
            place = (block["caption"] or "Kennzahlen", one["label"], one["unit"])
            value = _plain_cell(one["type"], one["value"])
            yield [*map(_guarded, place), value, *_ids(one["facts"]), _guarded(rule_pack)]


def _figures_of(table: dict[str, Any], row: dict[str, Any], pack: str) -> Iterator[list[str]]:
    columns, own = table["columns"], row.get("column_facts", {})
    header = header_of(columns)
    stated = _plain_cell(columns[header]["type"], row["cells"][header])
    name = _guarded(row["label"]) if row.get("label") else stated
    for column, value in zip(columns, row["cells"], strict=True):
        if column["type"] in _NUMBERS and value is not None and not column["row_header"]:
            ids = _ids(own.get(column["key"], row["facts"]))
            place = [_guarded(table["caption"]), name, _guarded(column["label"])]
            yield [*place, _plain_cell(column["type"], value), *ids, _guarded(pack)]


def _ids(facts: Any) -> tuple[str, str]:
    if isinstance(facts, dict):
        return str(facts["count"]), f"SHA-256 {facts['sha256']}"
    return str(len(facts)), _guarded(" ".join(facts))


def _cell(kind: str, value: Any) -> str:
    return LIGHTS[value] if kind == "status" and value is not None else _plain_cell(kind, value)


def _plain_cell(kind: str, value: Any) -> str:
    if value is None:
        return ""
    if kind in ("money", "percent"):
        return f"{'-' if value < 0 else ''}{abs(value) // 100},{abs(value) % 100:02d}"
    if kind == "date":
        return shown(kind, value)
    return _guarded(value) if isinstance(value, str) else str(value)


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_RUN_BY_SPREADSHEETS) else text
