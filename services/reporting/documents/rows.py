"""Rows of tables to plain JSON values and back: the dearest lines of a long list.

A voucher list has two rows per voucher and every format reads each of them, so a reader knows by
sight what it has checked before.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from services.reporting.documents.figures import Facts
from services.reporting.documents.tables import Column, Row, RowKind
from services.reporting.documents.values import ValueType, value_from_json

_KINDS = {one.value: one for one in RowKind}
_day = lru_cache(4096)(date.fromisoformat)


def row_to_json(row: Row) -> dict[str, Any]:
    """Return one row; all but cells, facts and kind appears only where there is any."""
    cells = [one.isoformat() if isinstance(one, date) else one for one in row.cells]
    found: dict[str, Any] = {
        "cells": cells,
        "facts": row.facts.to_json(),
        "kind": row.kind.value,
    }
    if row.label:
        found["label"] = row.label
    if row.column_facts:
        found["column_facts"] = {key: facts.to_json() for key, facts in row.column_facts}
    if row.notes:
        found["notes"] = dict(row.notes)
    if row.salts:
        found["salts"] = dict(row.salts)
    return found


class RowReader:
    """Reads the rows of a table with these columns from their JSON form.

    Raises ``ValueError`` where a cell does not fit its column, ``KeyError`` where something lacks.
    """

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._columns = columns
        self._days = [n for n, one in enumerate(columns) if one.type is ValueType.DATE]
        self._fitting: set[tuple[type, ...]] = set()

    def __call__(self, raw: dict[str, Any]) -> Row:
        """Return one row."""
        return Row(
            cells=self._cells(raw["cells"]),
            kind=_KINDS[raw["kind"]],
            facts=Facts.from_json(raw["facts"]),
            column_facts=self._column_facts(raw["column_facts"]) if "column_facts" in raw else (),
            label=raw.get("label", ""),
            notes=self._notes(raw["notes"]) if "notes" in raw else (),
            salts=tuple(raw["salts"].items()) if "salts" in raw else (),
        )

    def _cells(self, raw: list[Any]) -> tuple[Any, ...]:
        # Whether a cell fits depends on its type alone, days apart, which are read below.
        types = tuple(map(type, raw))
        if types not in self._fitting:
            for column, cell in zip(self._columns, raw, strict=True):
                value_from_json(column.type, cell)
            self._fitting.add(types)
        cells = list(raw)
        for index in self._days:
            if cells[index] is not None:
                cells[index] = _day(str(cells[index]))
        return tuple(cells)

    def _notes(self, raw: dict[str, Any]) -> tuple[tuple[str, int], ...]:
        return tuple((one.key, int(raw[one.key])) for one in self._columns if one.key in raw)

    def _column_facts(self, raw: dict[str, Any]) -> tuple[tuple[str, Facts], ...]:
        keys = (column.key for column in self._columns)
        return tuple((key, Facts.from_json(raw[key])) for key in keys if key in raw)
