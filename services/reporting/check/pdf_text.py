"""What stands on the pages: the text of each element of the structure tree (14.7, 14.8).

A screen reader and a search hear exactly this text; here it is compared with the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .pdf_file import PdfFile
from .pdf_objects import Ref, Stream, unescaped

_TOKENS = re.compile(
    rb"/(?P<tag>\w+)\s*<<(?P<entries>[^>]*)>>\s*BDC|(?P<end>\bEMC\b)"
    rb"|/(?P<form>[^\s/<>\[\]()]+)\s+Do\b"
    rb"|/(?P<font>[^\s/<>\[\]()]+)\s+[\d.]+\s+Tf|\((?P<text>(?:\\.|[^\\()])*)\)\s*Tj",
    re.DOTALL,
)
_MCID = re.compile(rb"/MCID\s+(\d+)")
_SUBTYPE = re.compile(rb"/Subtype\s*/(\w+)")
_LAYOUT = re.compile(rb"/Type\s*/Layout")
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<((?:[0-9A-Fa-f]{4})+)>")


class PageText:
    """Text of the marked sequences of all pages, read page by page when asked for."""

    def __init__(self, pdf: PdfFile) -> None:
        self._pdf = pdf
        self._pages: dict[int, dict[int, str]] = {}
        self._fonts: dict[int, dict[int, str]] = {}
        self._artifacts: dict[int, list[list[str]]] = {}
        self._forms: dict[int, str] = {}

    def of(self, element: dict[str, Any]) -> str:
        """The text of an element and of all below it, in reading order."""
        return "".join(self._pieces(element, element.get("Pg")))

    def artifacts(self, page: int) -> list[tuple[str, str]]:
        """Subtype (empty if none, `Layout` for drawing) and text of what is no content on a page,
        named by its object number, in order."""
        self._on(Ref(page))
        return [(subtype, text) for subtype, text in self._artifacts[page]]

    def _pieces(self, element: dict[str, Any], page: Any) -> Iterator[str]:
        kids = self._pdf.resolve(element.get("K"))
        for one in kids if isinstance(kids, list) else [kids]:
            kid = self._pdf.resolve(one)
            if isinstance(kid, int):
                yield self._on(page).get(kid, "")
            elif isinstance(kid, dict) and "MCID" in kid:
                yield self._on(kid.get("Pg", page)).get(kid["MCID"], "")
            elif isinstance(kid, dict) and "S" in kid:
                yield from self._pieces(kid, kid.get("Pg", page))

    def _on(self, page: Any) -> dict[int, str]:
        if not isinstance(page, Ref):
            return {}
        known = self._pages.get(page.number)
        if known is None:
            aside = self._artifacts[page.number] = []
            known = self._pages[page.number] = self._read(self._pdf.resolve(page), aside)
        return known

    def _read(self, page: dict[str, Any], aside: list[list[str]]) -> dict[int, str]:
        fonts = self._fonts_of(page)
        found: dict[int, str] = {}
        mcid: int | None = None
        font: dict[int, str] = {}
        aside.append(["unmarked", ""])
        artifact = aside[0]
        for match in _TOKENS.finditer(self._content(page)):
            if match["tag"]:
                number = _MCID.search(match["entries"])
                mcid = int(number[1]) if number else None
                if mcid is not None:
                    found.setdefault(mcid, "")
                else:
                    artifact = [_subtype(match["entries"]), ""]
                    aside.append(artifact)
            elif match["end"]:
                mcid, artifact = None, aside[0]
            elif match["form"]:
                artifact[1] += self._of_form(page, match["form"].decode("latin-1"))
            elif match["font"]:
                font = fonts.get(match["font"].decode("latin-1"), {})
            else:
                text = "".join(font.get(code, "\ufffd") for code in unescaped(match["text"]))
                if mcid is None:
                    artifact[1] += text
                else:
                    found[mcid] += text
        return found

    def _of_form(self, page: dict[str, Any], name: str) -> str:
        """The text of what is drawn once and shown on many pages."""
        forms = self._pdf.resolve(self._resources(page).get("XObject")) or {}
        place = forms.get(name)
        number = place.number if isinstance(place, Ref) else -1
        if number not in self._forms:
            self._forms[number] = self._text_of(self._pdf.resolve(place))
        return self._forms[number]

    def _text_of(self, form: Any) -> str:
        if not isinstance(form, Stream) or form.entries.get("Subtype") != "Form":
            return ""
        fonts, text = self._fonts_of(form.entries), ""
        font: dict[int, str] = {}
        for match in _TOKENS.finditer(self._pdf.content(form)):
            if match["font"]:
                font = fonts.get(match["font"].decode("latin-1"), {})
            elif match["text"] is not None:
                text += "".join(font.get(code, "\ufffd") for code in unescaped(match["text"]))
        return text

    def _content(self, page: dict[str, Any]) -> bytes:
        found = self._pdf.resolve(page["Contents"])
        streams = [found] if isinstance(found, Stream) else found
        return b"\n".join(self._pdf.content(one) for one in streams)

    def _fonts_of(self, page: dict[str, Any]) -> dict[str, dict[int, str]]:
        fonts = self._pdf.resolve(self._resources(page).get("Font")) or {}
        return {name: self._characters(font) for name, font in fonts.items()}

    def _resources(self, page: dict[str, Any]) -> dict[str, Any]:
        node: Any = page
        while "Resources" not in node:
            node = self._pdf.resolve(node["Parent"])
        return self._pdf.resolve(node["Resources"])  # type: ignore[no-any-return]  # of a file

    def _characters(self, font: Any) -> dict[int, str]:
        number = font.number if isinstance(font, Ref) else -1
        known = self._fonts.get(number)
        if known is None:
            table = self._pdf.content(self._pdf.resolve(font)["ToUnicode"])
            known = {
                int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
                for code, text in _CHARACTER.findall(table)
            }
            self._fonts[number] = known
        return known


def elements(pdf: PdfFile, tag: str, above: Any = None) -> Iterator[dict[str, Any]]:
    """Every element with this tag below `above` (default: all), in reading order."""
    node = pdf.resolve(pdf.root["StructTreeRoot"] if above is None else above)
    kids = pdf.resolve(node.get("K"))
    for one in kids if isinstance(kids, list) else [kids]:
        kid = pdf.resolve(one)
        if isinstance(kid, dict) and "S" in kid:
            if kid["S"] == tag:
                yield kid
            yield from elements(pdf, tag, kid)


def page_numbers(pdf: PdfFile) -> Iterator[int]:
    """Object numbers of all pages in order."""
    waiting = [pdf.root["Pages"]]
    while waiting:
        one = waiting.pop()
        node = pdf.resolve(one)
        if "Kids" in node:
            waiting.extend(reversed(pdf.resolve(node["Kids"])))
        else:
            yield one.number


def _subtype(entries: bytes) -> str:
    found = _SUBTYPE.search(entries)
    if found is None:
        return "Layout" if _LAYOUT.search(entries) else ""
    return found[1].decode()
