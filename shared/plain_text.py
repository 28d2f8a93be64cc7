"""Which characters no entered text may hold, through a form or the API."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MESSAGE: Final = "Steuerzeichen (auch solche der Schreibrichtung) sind nicht erlaubt."

# C0 controls other than tab and line ends; lone surrogates, which no database can store; marks that
# turn the direction of writing (UAX #9): with them a text is shown otherwise than it is kept.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def has_forbidden_character(text: str) -> bool:
    """Whether the text holds a control character, a mark of direction or half a character."""
    return _FORBIDDEN.search(text) is not None


def is_invisible(text: str) -> bool:
    """Whether nothing of a text that is not blank can be seen: zero-width marks alone (category Cf
    of the Unicode standard) look like an empty field. Inside a word they may belong to a script."""
    return bool(text.strip()) and all(unicodedata.category(one)[0] in "CZ" for one in text)
