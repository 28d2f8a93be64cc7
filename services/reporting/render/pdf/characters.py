"""The gate every text passes before it is drawn: what the font lacks becomes visible, not a box.

A missing glyph would be ``.notdef``, which PDF/UA-1 (7.21.8) and PDF/A-3 (6.2.11.8) forbid and no
reader could search. Replacements are counted and reported to whoever drafts the report.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final, TypeVar

from services.reporting.render.finding import Finding
from services.reporting.render.pdf.fonts import BOLD, ITALIC, MEDIUM, REGULAR, face

_T = TypeVar("_T")

REPLACEMENT: Final = "▯"
SHORTENED: Final = " … [gekürzt]"
_ALIKE: Final = {
    0x202F: "\u00a0",  # narrow no-break space
    0x2009: "\u00a0",  # thin space
    0x2007: "\u00a0",  # figure space
    0x2011: "-",  # no-break hyphen
    0x0009: " ",
    0x000A: " ",
    0x000D: " ",
    0x2028: " ",
    0x2029: " ",
    0x00AD: None,  # soft hyphen
    0x200B: None,  # zero width space
    0x200C: None,
    0x200D: None,
    0xFEFF: None,
}
_SHOWN_IN_MESSAGE: Final = 12


class CharacterGate:
    """Cleans text for one rendering and remembers what it had to replace."""

    def __init__(self) -> None:
        self._drawable = _drawable()
        self._replaced: Counter[str] = Counter()
        self._shortened: set[str] = set()
        self._squeezed: set[str] = set()

    def clean(self, text: str) -> str:
        """Return ``text`` in NFC with only characters every face has."""
        if text.isascii() and text.isprintable():
            return text
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if self._drawable.issuperset(text):
            return text
        return "".join(map(self._shown, text.translate(_ALIKE)))

    def _shown(self, char: str) -> str:
        if char in self._drawable:
            return char
        if unicodedata.category(char) in ("Cc", "Cf"):
            self._replaced[char] += 1
            return ""
        self._replaced[char] += 1
        return REPLACEMENT

    def few(self, lines: list[_T], most: int, last: _T) -> list[_T]:
        """Return ``lines``, beyond ``most`` cut and ended by ``last``; a cut is reported."""
        if len(lines) <= most:
            return lines
        self._shortened.add(repr(lines))  # measured and drawn: the same text counts once
        return [*lines[: most - 1], last]

    def shortened(self, text: str) -> None:
        """Note that ``text`` is drawn up to an ellipsis only."""
        self._shortened.add(text)

    def squeezed(self, caption: str) -> None:
        """Note that the table with this caption is wider than the page."""
        self._squeezed.add(caption)

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Forget what is noted meanwhile: a text that is only measured comes again when drawn."""
        kept = self._replaced.copy(), set(self._shortened), set(self._squeezed)
        yield
        self._replaced, self._shortened, self._squeezed = kept

    def findings(self) -> tuple[Finding, ...]:
        """Return what was replaced or cut, for the draft's list of findings."""
        found = []
        if self._replaced:
            found.append(self._replacement_finding())
        if self._shortened:
            message = "Text gekürzt, weil er den Platz dafür sprengt; vollständig in XLSX und JSON."
            found.append(Finding("text_shortened", message, len(self._shortened)))
        if self._squeezed:
            names = ", ".join(f"„{one}“" for one in sorted(self._squeezed))
            message = f"Tabelle zu breit für die Seite, Werte sind umbrochen: {names}."
            found.append(Finding("table_narrow", message, len(self._squeezed)))
        return tuple(found)

    def _replacement_finding(self) -> Finding:
        codes = [f"U+{ord(char):04X}" for char in sorted(self._replaced)]
        shown = ", ".join(codes[:_SHOWN_IN_MESSAGE])
        more = " und weitere" if len(codes) > _SHOWN_IN_MESSAGE else ""
        message = (
            f"Zeichen, die die Schrift nicht enthält, sind durch {REPLACEMENT} ersetzt "
            f"(Steuerzeichen entfernt): {shown}{more}."
        )
        return Finding("character_replaced", message, self._replaced.total())


@cache
def _drawable() -> frozenset[str]:
    """The characters that every face has, the same for every document of a process."""
    faces = [face(name) for name in (REGULAR, MEDIUM, BOLD, ITALIC)]
    known = set.intersection(*(set(one.widths) for one in faces))
    return frozenset(char for char in known if not _is_control(char) and ord(char) != 0xAD)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")
