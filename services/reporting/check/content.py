"""The drawing operators of a page, in the narrow way our renderer writes them and no other.

One pass from left to right: each byte is looked at once. What our renderer never writes is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .outcome import Fault
from .pdf_objects import unescaped

_WORD = rb"\x00\t\n\f\r ()<>\[\]{}/%"
_TOKEN = re.compile(
    rb"[\x00\t\n\f\r ]++"
    rb"|(?P<number>[+-]?(?:\d++(?:\.\d*+)?+|\.\d++))(?![^" + _WORD + rb"])"
    rb"|\((?P<text>(?:[^\\()]++|\\.)*+)\)"
    rb"|/(?P<name>[^" + _WORD + rb"]++)"
    rb"|<<(?P<entries>[^<>()%]{0,99}+)>>"
    rb"|(?P<bracket>[\[\]])"
    rb"|(?P<word>[A-Za-z'\"][^" + _WORD + rb"]*+)",
    re.DOTALL,
)
_FORMS = {
    "q": "", "Q": "", "cm": "nnnnnn", "w": "n", "d": "[n", "J": "n", "j": "n", "M": "n",
    "rg": "nnn", "RG": "nnn", "m": "nn", "l": "nn", "c": "nnnnnn", "re": "nnnn", "h": "",
    "n": "", "S": "", "f": "", "f*": "", "B*": "", "W*": "",
    "BT": "", "ET": "", "Td": "nn", "Tf": "/n", "Tj": "(", "Do": "/", "BDC": "/<", "EMC": "",
}  # fmt: skip
"""Kinds of what stands before each operator: number, name, string, array, dictionary."""
_MARK = re.compile(
    rb"/MCID (?P<mcid>\d{1,7})|/Type/(?P<type>Layout|Pagination)(?:/Subtype/(?P<subtype>\w+))?"
)
MOST = 20
_ANYWHERE = {"Tf", "rg", "RG", "BDC", "EMC"}
_TEXT = {"BT": (False, True), "ET": (True, False), "Td": (True, True), "Tj": (True, True)}
"""Inside a text object before and behind the operator; all others belong outside."""


class Foreign(Fault):
    """The file contains what this program does not draw; `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"enthält etwas, das dieses Programm nicht zeichnet: {what}")


@dataclass(frozen=True)
class Mark:
    """What begins here: content number `mcid` of the page, or an artifact (`mcid` is None)."""

    tag: str
    mcid: int | None
    subtype: str


def operations(data: bytes) -> Iterator[tuple[str, list[Any]]]:
    """Each operator with what stands before it: numbers, bytes, names, a list or a `Mark`."""
    kinds: str = ""
    values: list[Any] = []
    inside = False
    for kind, value in _tokens(data):
        if kind == "word":
            inside = _allowed(value, kinds, inside)
            yield value, [_mark(*values)] if value == "BDC" else values
            kinds, values = "", []
        elif len(values) < MOST:
            kinds += kind
            values.append(value)
        else:
            raise Foreign("Werte ohne Operator")
    if inside or values:
        raise Foreign("unfertige Zeichnung")


def _allowed(operator: str, kinds: str, inside: bool) -> bool:
    """Whether text is open behind an operator. Raises Foreign where it may not stand."""
    if _FORMS.get(operator) != kinds:
        raise Foreign(f"Operator {operator[:20]}")
    if operator in _ANYWHERE:
        return inside
    before, behind = _TEXT.get(operator, (False, False))
    if inside is not before:
        raise Foreign(f"Operator {operator} an dieser Stelle")
    return behind


def _tokens(data: bytes) -> Iterator[tuple[str, Any]]:
    scanner = _TOKEN.scanner(data)  # type: ignore[attr-defined]  # undocumented, never deprecated
    at = 0
    array: list[float] | None = None
    while at < len(data):
        match = scanner.match()
        if match is None:
            raise Foreign(f"„{data[at : at + 12].decode('latin-1')}“")
        at = match.end()
        if array is not None and match["number"] is not None and len(array) < MOST:
            array.append(float(match["number"]))
        elif match["bracket"] == b"[" and array is None:
            array = []
        elif match["bracket"] == b"]" and array is not None:
            yield "[", array
            array = None
        elif match.lastgroup is not None:
            if array is not None or match["bracket"]:
                raise Foreign("eine Liste")
            yield _value(match.lastgroup, match[match.lastgroup])


def _value(group: str, found: bytes) -> tuple[str, Any]:
    if group == "number":
        return "n", float(found)
    if group == "text":
        return "(", unescaped(found)
    if group == "entries":
        return "<", found
    return ("/" if group == "name" else "word"), found.decode("latin-1")


def _mark(tag: str, entries: bytes) -> Mark:
    match = _MARK.fullmatch(entries)
    if match is None or (match["mcid"] is None) is not (tag == "Artifact"):
        raise Foreign(f"Marke {tag} {entries.decode('latin-1')}")
    if match["mcid"]:
        return Mark(tag, int(match["mcid"]), "")
    subtype = (match["subtype"] or b"").decode()
    return Mark(tag, None, "Layout" if match["type"] == b"Layout" else subtype)
