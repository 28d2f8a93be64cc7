"""Document and frame to plain JSON values and back, driven by the fields of the data classes.

Every block carries ``"block": "<name>"``; days are ISO text; nothing is left out, so the JSON is
the same whoever writes it. Rows stay iterators on the way out (``content`` streams them); stored
ones stay the bytes they are.
"""

import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from services.reporting.documents import document as model
from services.reporting.documents.approval import Approval
from services.reporting.documents.charts import Chart
from services.reporting.documents.figures import Facts, KeyFigure, KeyFigures
from services.reporting.documents.rows import RowReader, row_to_json
from services.reporting.documents.tables import LazyRows, Table, checked_rows
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


@dataclass(frozen=True, slots=True)
class Written:
    """A value whose canonical bytes exist already: they are copied as they are."""

    pieces: Callable[[], Iterator[bytes]]


def to_json(value: Any) -> Any:
    """Return the JSON form of a data class of this package; rows of tables become a generator, or
    ``Written`` where they are stored."""
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
        found["rows"] = _rows_to_json(value)
    if type(value) in BLOCK_NAMES:
        found["block"] = BLOCK_NAMES[type(value)]
    return found


def _rows_to_json(table: Table) -> Any:
    rows = table.rows
    if isinstance(rows, LazyRows) and rows.canonical is not None:
        return Written(rows.canonical)
    return (row_to_json(row) for row in checked_rows(table))


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
        arguments["rows"] = found(columns) if lazy else tuple(map(RowReader(columns), found))
    return wanted(**arguments)


@cache
def _hints(wanted: type) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(wanted)
    return tuple((one.name, hints[one.name]) for one in fields(wanted))
