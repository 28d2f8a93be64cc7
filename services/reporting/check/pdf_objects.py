"""The objects of a PDF (ISO 32000-1, 7.3) as Python values; reads what this product writes.

Names are `Name`, references `Ref`, strings bytes, dictionaries dict with plain keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .outcome import Fault

_SPACE = re.compile(rb"(?:[\x00\t\n\f\r ]|%[^\r\n]*)*")
_REF = re.compile(rb"(\d+)[ \r\n]+(\d+)[ \r\n]+R(?![A-Za-z])")
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
_NAME = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]*)")
_WORDS = {b"true": True, b"false": False, b"null": None}
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_LITERAL = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)


class Name(str):
    """A name object, without its slash."""

    __slots__ = ()


@dataclass(frozen=True)
class Ref:
    """A reference to an indirect object."""

    number: int


@dataclass(frozen=True)
class Stream:
    """A stream with its dictionary and its bytes as they stand in the file."""

    entries: dict[str, Any]
    raw: bytes


class Reader:
    """Reads values from bytes, from `at` on."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def value(self) -> Any:
        """The next value. Raises Fault."""
        self.skip()
        data, at = self.data, self.at
        if data[at : at + 2] == b"<<":
            return self._dictionary()
        one = data[at : at + 1]
        if one == b"[":
            return self._array()
        if one == b"/":
            return self._name()
        if one == b"(":
            return self._literal()
        if one == b"<":
            return self._hex()
        return self._plain()

    def skip(self) -> None:
        """Go on behind white space and comments."""
        self.at = _SPACE.match(self.data, self.at).end()  # type: ignore[union-attr]  # may be empty

    def takes(self, word: bytes) -> bool:
        """Whether `word` comes next; then it is behind us."""
        self.skip()
        found = self.data.startswith(word, self.at)
        self.at += len(word) if found else 0
        return found

    def _dictionary(self) -> dict[str, Any]:
        self.at += 2
        found: dict[str, Any] = {}
        while not self.takes(b">>"):
            key = self._name()
            if key in found:
                raise Fault(f"Byte {self.at}: der Eintrag {key} steht zweimal da")
            found[str(key)] = self.value()
        return found

    def _array(self) -> list[Any]:
        self.at += 1
        found = []
        while not self.takes(b"]"):
            found.append(self.value())
        return found

    def _name(self) -> Name:
        match = _NAME.match(self.data, self.at)
        if match is None:
            raise Fault(f"Byte {self.at}: kein PDF-Name")
        self.at = match.end()
        text = re.sub(rb"#([0-9A-Fa-f]{2})", lambda one: bytes([int(one[1], 16)]), match[1])
        return Name(text.decode("latin-1"))

    def _literal(self) -> bytes:
        start, depth = self.at + 1, 1
        at = start
        while depth:
            one = self.data[at : at + 1]
            if not one:
                raise Fault(f"Byte {self.at}: eine Zeichenkette endet nicht")
            at += 2 if one == b"\\" else 1
            depth += {b"(": 1, b")": -1}.get(one, 0)
        self.at = at
        return unescaped(self.data[start : at - 1])

    def _hex(self) -> bytes:
        end = self.data.index(b">", self.at)
        digits = re.sub(rb"\s", b"", self.data[self.at + 1 : end])
        self.at = end + 1
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))

    def _plain(self) -> Any:
        match = _REF.match(self.data, self.at)
        if match:
            self.at = match.end()
            return Ref(int(match[1]))
        match = _NUMBER.match(self.data, self.at)
        if match:
            self.at = match.end()
            return float(match[0]) if b"." in match[0] else int(match[0])
        for word, meant in _WORDS.items():
            if self.takes(word):
                return meant
        raise Fault(f"Byte {self.at}: kein PDF-Objekt")


def unescaped(text: bytes) -> bytes:
    """The bytes a literal string stands for (7.3.4.2)."""
    if b"\\" not in text:
        return text

    def plain(match: re.Match[bytes]) -> bytes:
        one = match[1]
        if one.isdigit():
            return bytes([int(one, 8) & 255])
        return _ESCAPES.get(one, b"" if one in (b"\n", b"\r", b"\r\n") else one)

    return _LITERAL.sub(plain, text)
