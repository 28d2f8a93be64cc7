"""A marshmallow schema compiled into plain functions, for every event that is written or read.

marshmallow takes milliseconds for a row with its steps and effects; these functions take some tens
of microseconds. They are made from the schema itself and say "right" only where it would, with the
same result; whatever else they meet is a `Misfit`: then the schema decides and words the errors.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from marshmallow import RAISE, Schema, fields, validate

Read = Callable[[Any], Any]


class Misfit(ValueError):
    """Not plainly right: the schema has to look."""


def compile_reader(schema: Schema, target: Callable[..., Any], unknown: str | None = None) -> Read:
    """A function from a JSON object to `target(**members)`, raising Misfit.

    `unknown` overrides what the schema says of unknown fields, as with marshmallow. Raises
    TypeError for a field or validator that is not translated here.
    """
    members = [
        (name, _compile(field), field.required) for name, field in schema.load_fields.items()
    ]
    required = [(name, read) for name, read, needed in members if needed]
    optional = [(name, read) for name, read, needed in members if not needed]
    names = frozenset(schema.load_fields)
    strict = (unknown or schema.unknown) == RAISE

    def read_object(value: Any) -> Any:
        if type(value) is not dict or (strict and not value.keys() <= names):
            raise Misfit
        try:
            found = {name: read(value[name]) for name, read in required}
        except KeyError:
            raise Misfit from None
        for name, read in optional:
            if name in value:
                found[name] = read(value[name])
        return target(**found)

    return read_object


def _compile(field: fields.Field[Any]) -> Read:
    read = _compile_present(field)
    if not field.allow_none:
        return read

    def read_or_none(value: Any) -> Any:
        return None if value is None else read(value)

    return read_or_none


def _compile_present(field: fields.Field[Any]) -> Read:
    match field:
        case fields.Nested():
            schema: Any = field.schema
            return compile_reader(schema, schema.built_class, field.unknown)
        case fields.List(inner=inner, validators=[]):
            return _list_of(_compile(inner))
        case fields.Dict(key_field=fields.String(validators=[]), value_field=inner, validators=[]):
            return _dict_of(_compile(cast(fields.Field[Any], inner)))
        case _:
            return _compile_plain(field)


def _compile_plain(field: fields.Field[Any]) -> Read:
    match field:
        case fields.Integer(strict=True, validators=[validate.Range() as bounds]):
            return _integer_in(bounds)
        case fields.String(validators=[validate.OneOf(choices=choices)]):
            return _one_of(frozenset(choices))
        case fields.String(validators=[]):
            return _text
        case fields.Boolean(validators=[]):
            return _truth
        case fields.Date(format="iso", validators=[]):
            return _day
        case _:
            raise TypeError(f"no reader for {field!r}")


def _list_of(read: Read) -> Read:
    def read_list(value: Any) -> Any:
        if type(value) is not list:
            raise Misfit
        return tuple([read(one) for one in value])

    return read_list


def _dict_of(read: Read) -> Read:
    def read_dict(value: Any) -> Any:
        if type(value) is not dict:
            raise Misfit
        return {_ascii(key): read(one) for key, one in value.items()}

    return read_dict


def _integer_in(bounds: validate.Range) -> Read:
    low, high = bounds.min, bounds.max
    if low is None or high is None or not (bounds.min_inclusive and bounds.max_inclusive):
        raise TypeError(f"no reader for {bounds!r}")

    def read_integer(value: Any) -> Any:
        if type(value) is not int or not low <= value <= high:
            raise Misfit
        return value

    return read_integer


def _one_of(choices: frozenset[Any]) -> Read:
    def read_choice(value: Any) -> Any:
        if type(value) is not str or value not in choices:
            raise Misfit
        return value

    return read_choice


def _text(value: Any) -> Any:
    if type(value) is not str:
        raise Misfit
    return value


def _ascii(key: Any) -> Any:
    """Other keys are sorted differently by RFC 8785 and by code points: not plain."""
    if type(key) is not str or not key.isascii():
        raise Misfit
    return key


def _truth(value: Any) -> Any:
    if value is not True and value is not False:
        raise Misfit
    return value


def _day(value: Any) -> Any:
    if type(value) is not str:
        raise Misfit
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Misfit from None
