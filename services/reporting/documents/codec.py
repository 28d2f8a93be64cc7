"""Document and frame to plain JSON values and back, driven by the fields of the data classes.

Every block carries ``"block": "<name>"``; days are ISO text; nothing is left out, so the JSON is
the same whoever writes it. Rows stay iterators on the way out (``content`` streams them).
"""

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from services.reporting.documents import document as model
from services.reporting.documents.approval import Approval
from services.reporting.documents.charts import Chart
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.tables import Column, Row, RowKind, Table, checked_rows
from services.reporting.documents.text import BulletList, Details, Hint, Paragraph
from services.reporting.documents.values import StatusLine, ValueType, value_from_json

BLOCK_NAMES: dict[type, str] = {
    Paragraph: "paragraph",
    BulletList: "list",
    Details: "details",
    Hint: "hint",
    KeyFigures: "key_figures",
    Table: "table",
    Chart: "chart",
    StatusLine: "status",
    Approval: "approval",
}
_BLOCKS = {name: block for block, name in BLOCK_NAMES.items()}


def to_json(value: Any) -> Any:
    """Return the JSON form of a data class of this package; rows of tables become a generator."""
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_json(one) for one in value]
    if isinstance(value, Facts):
        return value.to_json()
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} has no JSON form")
    return _object_to_json(value)


def _object_to_json(value: Any) -> dict[str, Any]:
    names = [one.name for one in fields(value)]
    if isinstance(value, Table):
        names.remove("rows")
    found = {name: to_json(getattr(value, name)) for name in names}
    if isinstance(value, Table):
        found["rows"] = (row_to_json(row) for row in checked_rows(value))
    if type(value) in BLOCK_NAMES:
        found["block"] = BLOCK_NAMES[type(value)]
    return found


def row_to_json(row: Row) -> dict[str, Any]:
    """Return one row; label and column facts appear only where there are any, to keep it short."""
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
    return found


def row_from_json(columns: tuple[Column, ...], raw: dict[str, Any]) -> Row:
    """Read one row; ``ValueError`` where a cell does not fit its column."""
    values = zip(columns, raw["cells"], strict=True)
    by_column = raw.get("column_facts", {})
    return Row(
        cells=tuple(value_from_json(column.type, cell) for column, cell in values),
        kind=RowKind(raw["kind"]),
        facts=Facts.from_json(raw["facts"]),
        column_facts=tuple(
            (column.key, Facts.from_json(by_column[column.key]))
            for column in columns
            if column.key in by_column
        ),
        label=raw.get("label", ""),
    )


def from_json(wanted: Any, raw: Any) -> Any:
    """Read a value of type ``wanted`` (``Document``, ``Frame`` or any part) from its JSON form.

    Raises ``ValueError``, ``KeyError`` or ``TypeError`` when the JSON does not have that form.
    """
    if wanted == model.Block:
        return from_json(_BLOCKS[raw["block"]], raw)
    origin = typing.get_origin(wanted)
    if origin is tuple:
        inner = typing.get_args(wanted)[0]
        return tuple(from_json(inner, one) for one in raw)
    if origin in (types.UnionType, typing.Union):
        return raw
    if wanted is Facts:
        return Facts.from_json(raw)
    if is_dataclass(wanted):
        return _object_from_json(typing.cast(type, wanted), raw)
    return wanted(raw) if issubclass(wanted, StrEnum) else _scalar(wanted, raw)


def _scalar(wanted: type, raw: Any) -> Any:
    if type(raw) is not wanted:
        raise ValueError(f"{raw!r} is no {wanted.__name__}")
    return raw


def _object_from_json(wanted: type, raw: dict[str, Any]) -> Any:
    known = dict(_hints(wanted))
    unknown = set(raw) - set(known) - {"block"}
    if unknown:
        raise ValueError(f"{wanted.__name__}: unknown fields {sorted(unknown)}")
    rows = known.pop("rows", None)
    arguments = {name: from_json(hint, raw[name]) for name, hint in known.items()}
    if wanted is KeyFigure:
        arguments["value"] = value_from_json(ValueType(raw["type"]), raw["value"])
    if rows is not None:
        columns = arguments["columns"]
        found = raw["rows"]  # a list, or from a stored file what reads the rows lazily
        lazy = callable(found)
        arguments["rows"] = (
            found(columns) if lazy else tuple(row_from_json(columns, one) for one in found)
        )
    return wanted(**arguments)


@cache
def _hints(wanted: type) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(wanted)
    return tuple((one.name, hints[one.name]) for one in fields(wanted))
