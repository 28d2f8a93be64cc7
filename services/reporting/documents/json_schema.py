"""The published schema of a report's JSON, derived from the same data classes as the JSON itself.

Nobody writes it by hand, so it cannot promise what ``codec`` does not write.
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final

from contracts.word_digest import WORDS
from services.reporting.documents import document as model
from services.reporting.documents.codec import BLOCK_NAMES
from services.reporting.documents.document import Document
from services.reporting.documents.figures import Facts
from services.reporting.documents.frame import Frame, Logo
from services.reporting.documents.tables import Row, RowKind
from services.reporting.documents.values import Value

Schema = dict[str, Any]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: Final[dict[Any, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    types.NoneType: {"type": "null"},
}
_ANY_VALUE: Final[Schema] = {
    "type": ["string", "integer", "null"],
    "description": "As the type of its column or figure says: money in cents, percent in basis "
    "points, days as ISO text",
}
_SALT: Final[Schema] = {"type": "string", "pattern": "^[A-Za-z0-9+/]{22}==$"}
_LATER: Final[dict[type, set[str]]] = {Frame: {"run_id"}}
"""Fields that reports of earlier programs lack."""


@cache
def report_schema() -> Schema:
    """JSON Schema 2020-12 of `{"document": …, "frame": …}`, self-contained."""
    found: dict[str, Schema] = {}
    whole = _object({"document": _schema(Document, found), "frame": _schema(Frame, found)})
    return {
        "$schema": _DIALECT,
        "title": "Bericht",
        "description": "A report as JSON: RFC 8785 bytes; SHA-256 over those of `document` is the "
        "`content_hash` of `frame`",
        **whole,
        "$defs": dict(sorted(found.items())),
    }


def _object(properties: dict[str, Schema], optional: frozenset[str] = frozenset()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(set(properties) - optional),
        "additionalProperties": False,
    }


def _schema(hint: Any, found: dict[str, Schema]) -> Schema:
    """The schema of a type hint; data classes go into `found` and are referred to."""
    if hint == Value:
        return _ANY_VALUE
    if hint in _SCALARS:
        return _SCALARS[hint]
    if hint == model.Block:
        return {"oneOf": [_schema(one, found) for one in BLOCK_NAMES]}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(typing.get_args(hint)[0], found)}
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return {"anyOf": [_schema(one, found) for one in typing.get_args(hint)]}
    return _named(hint, found)


def _named(cls: type, found: dict[str, Schema]) -> Schema:
    if cls.__name__ not in found:
        found[cls.__name__] = {}  # sections hold sections
        found[cls.__name__] = _definition(cls, found)
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _definition(cls: type, found: dict[str, Schema]) -> Schema:
    about = inspect.cleandoc(cls.__doc__ or "").partition("\n\n")[0].replace("\n", " ")
    if issubclass(cls, StrEnum):
        return {"description": about, "type": "string", "enum": [one.value for one in cls]}
    if cls is Facts:
        return {"description": about, **_facts()}
    if not is_dataclass(cls):
        raise TypeError(f"{cls.__name__} has no schema")
    if cls is Row:
        return {"description": about, **_row(found)}
    hints = typing.get_type_hints(cls)
    properties = {one.name: _field(hints[one.name], found) for one in fields(cls)}
    if cls in BLOCK_NAMES:
        properties["block"] = {"const": BLOCK_NAMES[cls]}
    return {"description": about, **_object(properties, frozenset(_LATER.get(cls, ())))}


def _field(hint: Any, found: dict[str, Schema]) -> Schema:
    if typing.get_origin(hint) is Iterable:  # the rows of a table
        return {"type": "array", "items": _schema(Row, found)}
    if hint == Logo | None:
        return {"type": "null", "description": "Decoration, not part of the data"}
    return _schema(hint, found)


def _facts() -> Schema:
    summary = _object(
        {"count": {"type": "integer"}, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}
    )
    return {"anyOf": [{"type": "array", "items": {"type": "string"}}, summary]}


def _row(found: dict[str, Schema]) -> Schema:
    """As `row_to_json` writes it: label, facts of columns, notes and salts only where there are
    any."""
    facts = _schema(Facts, found)
    properties = {
        "cells": {"type": "array", "items": _ANY_VALUE},
        "facts": facts,
        "kind": _schema(RowKind, found),
        "label": {"type": "string", "minLength": 1},
        "column_facts": {"type": "object", "additionalProperties": facts},
        "notes": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
        "salts": {
            "type": "object",
            "description": "By field of the event: base64 of the salt (16 bytes) with which the "
            "digest of a sealed word is computed again",
            "properties": {name: _SALT for name in WORDS},
            "required": [],
            "additionalProperties": False,
        },
    }
    return _object(properties, frozenset({"label", "column_facts", "notes", "salts"}))
