"""Text that the XML of a DOCX can hold."""

from __future__ import annotations

import re
from typing import Final

_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT: Final = "\ufffd"


def plain(text: str) -> str:
    """The text with every character that XML 1.0 forbids replaced by U+FFFD."""
    return _FORBIDDEN.sub(_REPLACEMENT, text)
