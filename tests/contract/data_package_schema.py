"""What the specification of the Data Package 2.0 demands of a descriptor whose resources are CSV
tables, written down as JSON Schema (https://datapackage.org/standard/data-package/)."""

from __future__ import annotations

from typing import Any

_NAME = {"type": "string", "pattern": "^[a-z0-9._-]+$"}
_FIELD: dict[str, Any] = {
    "type": "object",
    "required": ["name", "type"],
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "type": {"enum": ["string", "number", "integer", "date"]},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "constraints": {
            "type": "object",
            "properties": {
                "required": {"type": "boolean"},
                "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
_RESOURCE: dict[str, Any] = {
    "type": "object",
    "required": ["name", "path", "type", "schema", "hash", "bytes"],
    "properties": {
        "name": _NAME,
        "path": {"type": "string", "pattern": r"^(?!/)(?!.*\.\.).+$"},
        "type": {"const": "table"},
        "format": {"const": "csv"},
        "mediatype": {"const": "text/csv"},
        "encoding": {"const": "utf-8"},
        "bytes": {"type": "integer", "minimum": 1},
        "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
        "schema": {
            "type": "object",
            "required": ["fields"],
            "properties": {
                "fields": {"type": "array", "minItems": 1, "items": _FIELD},
                "missingValues": {"type": "array", "items": {"type": "string"}},
            },
        },
    },
}
DESCRIPTOR: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "required": ["$schema", "name", "id", "resources", "licenses", "created", "version"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": _NAME,
        "version": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
        "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "anyOf": [{"required": ["name"]}, {"required": ["path"]}],
                "properties": {"path": {"type": "string", "pattern": "^https://"}},
            },
        },
        "contributors": {"type": "array", "items": {"type": "object", "minProperties": 1}},
        "sources": {"type": "array", "items": {"type": "object", "minProperties": 1}},
        "resources": {"type": "array", "minItems": 1, "items": _RESOURCE},
    },
}
