"""How much of a file is read: a file of unknown origin may unfold to more than any machine holds.

The largest report known (100,000 rows, 2,400 pages, a million objects) stays far below each limit.
"""

from __future__ import annotations

import zlib

from .outcome import Fault

STREAM = 64 << 20
"""What one stream may unfold to, in bytes."""
PAGE = 8 << 20
"""What the drawing of one page or form may unfold to, in bytes."""
TOTAL = 512 << 20
"""What all streams together may unfold to, in bytes, each time one is read."""
FILE = 256 << 20
"""Bytes of the file itself, and of a side file."""
HELD = 512 << 20
"""What the files in a side file may unfold to together, but for its events."""
STREAMED = 1 << 30
"""What the events in a side file may unfold to; they are read line by line."""
LINE = 8 << 20
"""Bytes of one event."""
SIDE_FILES = 20
"""Files in a side file; ours holds seven."""
OBJECTS = 4_000_000
"""Entries of the cross-reference table."""
ENTRIES = 1000
"""Revisions, steps from a reference to its value."""
_RATIO = 4


class TooMuch(Fault):
    """The file is larger than what is read; `what` says in which respect."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Datei übersteigt, was das Prüfprogramm liest: {what}")


class Budget:
    """What may still be unfolded and parsed of one file of `size` bytes."""

    def __init__(self, size: int) -> None:
        self._unfolded = TOTAL
        self._parsed = _RATIO * size + TOTAL

    def parse(self, count: int) -> None:
        """Count bytes read as objects; places that overlap are read again and again."""
        self._parsed -= count
        if self._parsed < 0:
            raise TooMuch("Objekte überlagern sich")

    def unfold(self, raw: bytes, most: int = STREAM) -> bytes:
        """The bytes `raw` (zlib) unfolds to, never more than `most`."""
        found = unfold(raw, min(most, self._unfolded))
        self._unfolded -= len(found)
        return found


def unfold(raw: bytes, most: int = STREAM) -> bytes:
    """The bytes `raw` (zlib) unfolds to. Raises TooMuch beyond `most`."""
    unpacker = zlib.decompressobj()
    found = unpacker.decompress(raw, most + 1)
    if len(found) > most:
        raise TooMuch(f"ein Datenstrom entfaltet sich auf mehr als {most >> 20} MB")
    return found
