"""Tables as CSV for programs (RFC 4180): comma, decimal point, ISO days, UTF-8 without mark.

Texts are guarded against formula injection as everywhere (FMT-05).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from services.reporting.documents.figures import KeyFigure
from services.reporting.documents.tables import RowKind, Table, checked_rows
from services.reporting.documents.values import Light, Value, ValueType
from shared.csv_text import guard

Field = dict[str, Any]
"""A field of a Table Schema."""

ROW_KINDS: Final = {
    RowKind.DATA: "Wert",
    RowKind.GROUP: "Gruppe",
    RowKind.SUBTOTAL: "Zwischensumme",
    RowKind.ROUNDING: "Rundungsdifferenz",
    RowKind.TOTAL: "Summe",
}
_KIND_FIELD: Final[Field] = {
    "name": "row_kind",
    "type": "string",
    "title": "Art der Zeile",
    "constraints": {"required": True, "enum": list(ROW_KINDS.values())},
}
_LABEL_FIELD: Final[Field] = {"name": "row_label", "type": "string", "title": "Name der Summe"}
_FIGURE_FIELDS: Final[list[Field]] = [
    {"name": "key", "type": "string", "title": "Kennung"},
    {"name": "label", "type": "string", "title": "Kennzahl", "constraints": {"required": True}},
    {"name": "value", "type": "number", "title": "Wert"},
    {"name": "text", "type": "string", "title": "Wert, wo er keine Zahl ist"},
    {"name": "unit", "type": "string", "title": "Einheit"},
    {"name": "note", "type": "string", "title": "Anmerkung"},
]
_TYPES: Final[dict[ValueType, Field]] = {
    ValueType.MONEY: {"type": "number", "description": "Euro"},
    ValueType.PERCENT: {"type": "number", "description": "Prozent"},
    ValueType.INTEGER: {"type": "integer"},
    ValueType.DATE: {"type": "date"},
    ValueType.TEXT: {"type": "string"},
    ValueType.DIGEST: {"type": "string", "description": "SHA-256"},
    ValueType.STATUS: {"type": "string", "constraints": {"enum": [one.label for one in Light]}},
}
_UNITS: Final = {ValueType.MONEY: "EUR", ValueType.PERCENT: "%"}


def table_fields(table: Table) -> list[Field]:
    """The fields of a Table Schema in the order of the CSV."""
    columns = [{"name": one.key, "title": one.label, **_TYPES[one.type]} for one in table.columns]
    return [_KIND_FIELD, _LABEL_FIELD, *columns]


def table_csv(table: Table) -> bytes:
    """Every row of the table, sums included: `row_kind` tells them apart."""
    types = [one.type for one in table.columns]
    rows = (
        [ROW_KINDS[row.kind], guard(row.label), *map(_text, types, row.cells)]
        for row in checked_rows(table)
    )
    return _csv([one["name"] for one in table_fields(table)], rows)


def figure_fields() -> list[Field]:
    """The fields of the key figures."""
    return _FIGURE_FIELDS


def figures_csv(figures: Iterable[KeyFigure]) -> bytes:
    """The key figures, one a row."""
    rows = (
        [
            guard(one.key),
            guard(one.label),
            _text(one.type, one.value) if one.type.is_number else "",
            "" if one.type.is_number else _text(one.type, one.value),
            guard(_UNITS.get(one.type, one.unit)),
            guard(one.note),
        ]
        for one in figures
    )
    return _csv([str(one["name"]) for one in _FIGURE_FIELDS], rows)


def _text(value_type: ValueType, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        hundredths = value_type in _UNITS
        return f"{Decimal(value).scaleb(-2):f}" if hundredths else str(value)
    return Light(value).label if value_type is ValueType.STATUS else guard(value)


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return buffer.getvalue().encode()
