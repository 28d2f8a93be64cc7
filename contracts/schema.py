"""One declaration per event: the frozen data class; its marshmallow schema is derived from it.

The derived schema checks an event when it is published (unknown fields refused) and again when a
consumer reads it (unknown fields of the same major version ignored, at any depth). What is plainly
right passes the compiled form of the schema (contracts.reader); on the rest the schema decides.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from marshmallow import EXCLUDE, RAISE, Schema, fields, validate

from contracts.reader import Misfit, Read, compile_reader

T = TypeVar("T")
Unknown = Literal["exclude", "include", "raise"]

SAFE_INTEGER = 2**53 - 1
"""Largest integer that RFC 8785 JSON carries unchanged; far beyond any amount in cents."""

_IN_RANGE = validate.Range(-SAFE_INTEGER, SAFE_INTEGER)


def to_payload(value: Any) -> Any:
    """The JSON value of a frozen data class: dates as ISO text, tuples as lists."""
    kind = type(value)
    if kind is str or kind is int or value is None:
        return value
    if kind is tuple or kind is list:
        return [to_payload(one) for one in value]
    if dataclasses.is_dataclass(kind):
        return _writer(kind)(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: to_payload(one) for key, one in value.items()}
    return value


@cache
def _writer(cls: Any) -> Callable[[Any], dict[str, Any]]:
    """What takes the fields of a data class together: most are JSON as they are, and an import
    writes millions; the others are turned one by one."""
    hints = _hints(cls)
    names = tuple(one.name for one in dataclasses.fields(cls))
    others = tuple(name for name in names if not _is_json(hints[name]))
    values = _together(names)

    def write(value: Any) -> dict[str, Any]:
        found = dict(zip(names, values(value), strict=True))
        for name in others:
            found[name] = to_payload(found[name])
        return found

    return write


def _together(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)  # with one name it would answer the bare value
    return lambda value: tuple(getattr(value, name) for name in names)


def _is_json(hint: Any) -> bool:
    hint = _without_none(hint)[0]
    return hint in (str, int, bool) or get_origin(hint) is Literal


def from_payload(cls: type[T], payload: Any) -> T:
    """The data class read from JSON; raises marshmallow's ValidationError on a wrong shape."""
    target: Any = cls
    loaded: T
    try:
        loaded = _read_tolerant(target)(payload)
    except Misfit:
        loaded = _tolerant(target).load(payload)
    return loaded


def is_plainly_right(cls: type, payload: Any) -> bool:
    """Whether the payload has exactly the promised shape and is made of what canonical JSON takes
    unchanged. False says nothing: `check_payload` has to look."""
    try:
        _read_strict(cls)(payload)
    except Misfit:
        return False
    return True


def check_payload(cls: type, payload: Any) -> dict[str, Any]:
    """Errors by field; empty when the payload has exactly the promised shape."""
    target: Any = cls
    try:
        _read_strict(target)(payload)
    except Misfit:
        return _strict(target).validate(payload)
    return {}


@cache
def _tolerant(cls: Any) -> Schema:
    return schema_of(cls, EXCLUDE)(unknown=EXCLUDE)


@cache
def _strict(cls: Any) -> Schema:
    return schema_of(cls)(unknown=RAISE)


@cache
def _read_tolerant(cls: Any) -> Read:
    return compile_reader(_tolerant(cls), cls)


@cache
def _read_strict(cls: Any) -> Read:
    return compile_reader(_strict(cls), cls)


@cache
def schema_of(cls: Any, unknown: Unknown | None = None) -> type[Schema]:
    """The marshmallow schema class of a frozen data class.

    `unknown` is for the nested ones: marshmallow does not hand it down from an instance.
    """
    hints = _hints(cls)
    declared = {one.name: one for one in dataclasses.fields(cls)}
    members: dict[str, Any] = {
        name: _field(hints[name], unknown, required=one.default is dataclasses.MISSING)
        for name, one in declared.items()
    }
    # a name no field of an event can have: it would hide the field
    return type(f"{cls.__name__}Schema", (_Built,), {**members, "built_class": cls})


class _Built(Schema):
    """Base of derived schemas: loading yields the data class itself."""

    built_class: type

    def load(self, data: Any, **options: Any) -> Any:
        loaded = super().load(data, **options)
        return _construct(self.built_class, loaded)


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


def _construct(cls: Any, loaded: Any) -> Any:
    hints = _hints(cls)
    return cls(**{name: _value(hints[name], value) for name, value in loaded.items()})


def _value(hint: Any, value: Any) -> Any:
    hint = _without_none(hint)[0]
    if value is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], one) for one in value)
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        return _construct(hint, value)
    return value


def _without_none(hint: Any) -> tuple[Any, bool]:
    """The type without `| None`, and whether None was allowed."""
    if get_origin(hint) in (Union, types.UnionType):
        kept = [one for one in get_args(hint) if one is not type(None)]
        return kept[0], len(kept) < len(get_args(hint))
    return hint, False


def _field(hint: Any, unknown: Unknown | None, *, required: bool) -> fields.Field[Any]:
    hint, optional = _without_none(hint)
    options: dict[str, Any] = {"required": required, "allow_none": optional}
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return fields.List(_field(arguments[0], unknown, required=True), **options)
    if origin is dict:
        return fields.Dict(fields.String(), _field(arguments[1], unknown, required=True), **options)
    if origin is Literal:
        return fields.String(validate=validate.OneOf(arguments), **options)
    if dataclasses.is_dataclass(hint):
        nested: Any = hint
        return fields.Nested(schema_of(nested, unknown), unknown=unknown, **options)
    return _plain(hint, options)


def _plain(hint: Any, options: dict[str, Any]) -> fields.Field[Any]:
    if hint is int:
        return fields.Integer(strict=True, validate=_IN_RANGE, **options)
    if hint is bool:
        return fields.Boolean(truthy={True}, falsy={False}, **options)
    if hint is date:
        return fields.Date(format="iso", **options)
    if hint is str:
        return fields.String(**options)
    raise TypeError(f"no schema field for {hint!r}")
