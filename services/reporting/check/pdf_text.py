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
    rb"|/(?P<font>[^\s/<>\[\]()]+)\s+[\d.]+\s+Tf|\((?P<text>(?:\\.|[^\\()])*)\)\s*Tj",
    re.DOTALL,
)
_MCID = re.compile(rb"/MCID\s+(\d+)")
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<((?:[0-9A-Fa-f]{4})+)>")


class PageText:
    """Text of the marked sequences of all pages, read page by page when asked for."""

    def __init__(self, pdf: PdfFile) -> None:
        self._pdf = pdf
        self._pages: dict[int, dict[int, str]] = {}
        self._fonts: dict[int, dict[int, str]] = {}

    def of(self, element: dict[str, Any]) -> str:
        """The text of an element and of all below it, in reading order."""
        return "".join(self._pieces(element, element.get("Pg")))

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
            known = self._pages[page.number] = self._read(self._pdf.resolve(page))
        return known

    def _read(self, page: dict[str, Any]) -> dict[int, str]:
        fonts = self._fonts_of(page)
        found: dict[int, str] = {}
        mcid: int | None = None
        font: dict[int, str] = {}
        for match in _TOKENS.finditer(self._content(page)):
            if match["tag"]:
                number = _MCID.search(match["entries"])
                mcid = int(number[1]) if number else None
                if mcid is not None:
                    found.setdefault(mcid, "")
            elif match["end"]:
                mcid = None
            elif match["font"]:
                font = fonts.get(match["font"].decode("latin-1"), {})
            elif mcid is not None:
                codes = unescaped(match["text"])
                found[mcid] += "".join(font.get(code, "\ufffd") for code in codes)
        return found

    def _content(self, page: dict[str, Any]) -> bytes:
        found = self._pdf.resolve(page["Contents"])
        streams = [found] if isinstance(found, Stream) else found
        return b"\n".join(self._pdf.content(one) for one in streams)

    def _fonts_of(self, page: dict[str, Any]) -> dict[str, dict[int, str]]:
        node: Any = page
        while "Resources" not in node:
            node = self._pdf.resolve(node["Parent"])
        fonts = self._pdf.resolve(self._pdf.resolve(node["Resources"]).get("Font")) or {}
        return {name: self._characters(font) for name, font in fonts.items()}

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
