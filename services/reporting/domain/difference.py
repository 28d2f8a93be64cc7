"""What two versions of a text differ in, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

Kind = Literal["same", "added", "removed"]
_WORDS: Final = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in reading order: same and removed make `before`, same and added `after`."""
    return tuple(one for one in _pieces(_WORDS.findall(before), _WORDS.findall(after)) if one.text)


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[start:end]))
            continue
        yield Piece("removed", "".join(old[start:end]))
        yield Piece("added", "".join(new[new_start:new_end]))
