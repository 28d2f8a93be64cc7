"""A quick yes to payloads of exactly the promised shape; whoever gets a no asks the schema why.

Derived from the same declaration as the marshmallow schema, but compiled to plain tests: an import
writes a thousand events a second. It accepts nothing the strict schema would refuse (a property
test compares them); a no proves nothing.
"""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

SAFE_INTEGER = 2**53 - 1

Test = Callable[[Any], bool]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def quick_check(cls: Any) -> Test:
    """The test for payloads of this frozen data class."""
    hints = get_type_hints(cls)
    declared = dataclasses.fields(cls)
    members = tuple((one.name, _test(hints[one.name])) for one in declared)
    names = frozenset(name for name, _ in members)

    def accepts(payload: Any) -> bool:
        # Absent optional fields are rare in what we write ourselves: the schema looks at those.
        return (
            type(payload) is dict
            and payload.keys() == names
            and all(test(payload[name]) for name, test in members)
        )

    return accepts


def _test(hint: Any) -> Test:
    if get_origin(hint) in (Union, types.UnionType):
        inner = _test(next(one for one in get_args(hint) if one is not type(None)))
        return lambda value: value is None or inner(value)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _each(_test(arguments[0]))
    if origin is dict:
        return _values(_test(arguments[1]))
    if origin is Literal:
        allowed = frozenset(arguments)
        return lambda value: type(value) is str and value in allowed
    if dataclasses.is_dataclass(hint):
        nested: Any = hint
        return quick_check(nested)
    return _PLAIN[hint]


def _each(test: Test) -> Test:
    return lambda value: type(value) is list and all(map(test, value))


def _values(test: Test) -> Test:
    return lambda value: (
        type(value) is dict
        and all(type(key) is str for key in value)
        and all(map(test, value.values()))
    )


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_integer(value: Any) -> bool:
    return type(value) is int and -SAFE_INTEGER <= value <= SAFE_INTEGER


def _is_day(value: Any) -> bool:
    if type(value) is not str or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


_PLAIN: dict[Any, Test] = {
    str: _is_text,
    int: _is_integer,
    bool: lambda value: type(value) is bool,
    date: _is_day,
}
