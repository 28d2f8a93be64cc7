"""JSON of unknown origin, read so that it can be understood in one way only (RFC 7493)."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from .outcome import Fault


def read_json(data: bytes) -> Any:
    """The value. Raises Fault for a name that stands twice, for numbers that are no whole ones,
    and for minus zero: other readers may see something else in them."""
    return json.loads(
        data,
        object_pairs_hook=_once,
        parse_float=_no_number,
        parse_constant=_no_number,
        parse_int=_whole,
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Fault(f"In den Daten steht „{twice}“ mehrmals")
    return found


def _no_number(text: str) -> NoReturn:
    raise Fault(f"In den Daten steht eine Zahl, die keine ganze ist: {text[:20]}")


def _whole(text: str) -> int:
    if text == "-0":
        raise Fault("In den Daten steht −0")
    return int(text)
