"""Find out how the bytes of a list are meant, by a strict rule with a visible result (FMT-03).

1. A UTF-8 byte order mark: UTF-8.  2. UTF-16 marks, ZIP, PDF, old Excel, many control bytes at the
start: refused with the name of what it is.  3. Every byte valid as UTF-8: UTF-8.  4. Otherwise
Windows-1252, unless typical UTF-8 umlauts occur beside the invalid bytes: then two encodings were
mixed and either reading would falsify names, so the file is refused.

The whole file is looked at once, in blocks, before the first row is read: a decision after the
first kilobytes could turn out wrong at row 90,000.
"""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO, Final

from services.budget.domain.import_row import Rejection, UnreadableFile

LARGEST_FILE: Final = 100 * 1024 * 1024
_BLOCK: Final = 1 << 20
_SAMPLED: Final = 1024
_FOREIGN: Final = (
    (b"PK\x03\x04", "eine ZIP- oder Excel-Datei (.xlsx)"),
    (b"\xd0\xcf\x11\xe0", "eine alte Excel-Datei (.xls)"),
    (b"%PDF", "eine PDF-Datei"),
    (b"\xff\xfe", "eine Textdatei in UTF-16"),
    (b"\xfe\xff", "eine Textdatei in UTF-16"),
)
_CONTROLS: Final = bytes(one for one in range(32) if one not in b"\t\n\f\r")
_DO_THIS: Final = "Bitte die Liste als CSV oder als Excel-Arbeitsmappe (.xlsx) neu ausgeben."
_UTF8_UMLAUT = re.compile(rb"\xc3[\xa4\xb6\xbc\x9f\x84\x96\x9c]|\xe2\x82\xac|\xe2\x80[\x93\x9e]")


@dataclass(frozen=True)
class Detected:
    """How the bytes are read: Python codec, the name for the screen, size, last line ended."""

    codec: str
    label: str
    size_bytes: int
    ends_with_newline: bool


def examine(stream: BinaryIO, allowed: tuple[str, ...] = ("utf-8", "cp1252")) -> Detected:
    """Read ``stream`` (seekable, at its start) once, return the finding and rewind it.

    Raises ``UnreadableFile``: ``file_empty``, ``file_too_large``, ``file_not_csv``,
    ``encoding_mixed``, ``encoding_unsupported``.
    """
    census = _Census()
    while block := stream.read(_BLOCK):
        census.add(block)
    stream.seek(0)
    if census.size == 0:
        raise unreadable("file_empty", "Die Datei ist leer.")
    codec, label = census.verdict()
    if codec.removesuffix("-sig") not in allowed:
        raise unreadable(
            "encoding_unsupported", f"Die Datei ist in {label}; dieses Profil erlaubt das nicht."
        )
    return Detected(codec, label, census.size, census.last in b"\r\n")


def codec_of_head(head: bytes) -> str:
    """Return the codec the first bytes of a text are in, wherever they were cut off.

    What stands behind them may decide otherwise: for comparing headers only. Raises
    ``UnreadableFile``: ``file_empty``, ``file_not_csv``, ``encoding_mixed``.
    """
    if not head:
        raise unreadable("file_empty", "Die Datei ist leer.")
    census = _Census()
    census.add(head)
    return census.verdict()[0]


def unreadable(
    code: str, message: str, row: int = 0, value: str = "", rule: str = "FMT-03"
) -> UnreadableFile:
    """Return the error for a file that cannot be read at all."""
    return UnreadableFile(Rejection(row, "", code, message, value, rule))


class _Census:
    """What the blocks seen so far allow: still UTF-8? any umlaut in UTF-8?"""

    def __init__(self) -> None:
        self.size = 0
        self.last = b""
        self.has_mark = False
        self._utf8 = True
        self._umlaut = False
        self._beyond_ascii = False
        self._tail = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def add(self, block: bytes) -> None:
        if self.size == 0:
            _refuse_foreign(block)
            self.has_mark = block.startswith(codecs.BOM_UTF8)
        self.size += len(block)
        if self.size > LARGEST_FILE:
            raise unreadable("file_too_large", f"Die Datei ist größer als {LARGEST_FILE >> 20} MB.")
        self.last = block[-1:]
        if block.isascii() and not self._tail:
            return
        self._beyond_ascii = True
        self._umlaut = self._umlaut or _UTF8_UMLAUT.search(self._tail + block) is not None
        self._tail = block[-2:]
        self._try_utf8(block)

    def _try_utf8(self, block: bytes) -> None:
        try:
            if self._utf8:
                self._decoder.decode(block)
        except UnicodeDecodeError:
            self._utf8 = False

    def verdict(self) -> tuple[str, str]:
        if self.has_mark:
            # Bytes that are no UTF-8 in a file that says it is become faults of their rows.
            return "utf-8-sig", "UTF-8 mit BOM"
        if not self._beyond_ascii:
            return "utf-8", "ASCII (gültig als UTF-8)"
        cut_off_sequence = bool(self._decoder.getstate()[0])
        if self._utf8 and (self._umlaut or not cut_off_sequence):
            return "utf-8", "UTF-8"
        if self._umlaut:
            raise unreadable(
                "encoding_mixed",
                "Die Datei mischt UTF-8 und Windows-1252; bitte einheitlich neu ausgeben.",
            )
        return "cp1252", "Windows-1252"


def _refuse_foreign(block: bytes) -> None:
    for magic, name in _FOREIGN:
        if block.startswith(magic):
            raise unreadable("file_not_csv", f"Das ist {name}, keine CSV-Datei. {_DO_THIS}")
    # A single NUL is a fault of its row; many are binary data, or UTF-16 without its mark.
    sample = block[:_SAMPLED]
    if (len(sample) - len(sample.translate(None, _CONTROLS))) * 20 > len(sample):
        message = f"Das ist keine Textdatei, sondern enthält Binärdaten. {_DO_THIS}"
        raise unreadable("file_not_csv", message)
