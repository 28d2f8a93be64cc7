"""Is every word spoken in the language the data give it?

A reader's program speaks numbers and words by the language of their element: one in another would
be heard otherwise than it is read.
"""

from __future__ import annotations

from typing import Any

from .outcome import Fault
from .pdf_file import PdfFile
from .pdf_text import PageText, below
from .printed import plain


def check_languages(pdf: PdfFile, text: PageText, document: dict[str, Any]) -> str:
    """Only stretches of text name a language, each that of words of the data in it. Raises Fault.

    What it says goes on with the sentence of another check.
    """
    foreign = list(_foreign(document))
    count = 0
    for one in below(pdf, pdf.root["StructTreeRoot"], set()):
        if "Lang" not in one:
            continue
        language, words = _tag(one["Lang"]), plain(text.of(one))
        known = any(tag == language and words in plain(told) for tag, told in foreign)
        if one["S"] != "Span" or not known:
            raise Fault(f"„{words[:40]}“ trägt die Sprache „{language}“, die die Daten nicht haben")
        count += 1
    return f"; {count} Stellen in anderer Sprache" if count else ""


def _foreign(value: Any) -> Any:
    """Language and text of every run of the data in a language of its own."""
    if isinstance(value, dict):
        if value.get("language") and "text" in value:
            yield value["language"], value["text"]
        for one in value.values():
            yield from _foreign(one)
    elif isinstance(value, list):
        for one in value:
            yield from _foreign(one)


def _tag(value: Any) -> str:
    if not isinstance(value, bytes):
        return str(value)
    return value.removeprefix(b"\xfe\xff").decode(
        "utf-16-be" if value[:1] == b"\xfe" else "latin-1"
    )
