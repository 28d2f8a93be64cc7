"""What stands on the pages: the text of each element of the structure tree (14.7, 14.8).

A screen reader and a search hear exactly this text; here it is compared with the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .content import Foreign, Mark, operations
from .limits import PAGE, TooMuch
from .pdf_file import PdfFile
from .pdf_objects import Ref, Stream

_CHARACTER = re.compile(rb"<([0-9A-Fa-f]{2})> <((?:[0-9A-Fa-f]{4})+)>")


class PageText:
    """Text of the marked sequences of all pages, read page by page when asked for."""

    def __init__(self, pdf: PdfFile) -> None:
        self._pdf = pdf
        self._pages: dict[int, dict[int, str]] = {}
        self._lines: dict[tuple[int, int], set[float]] = {}
        self._fonts: dict[int, dict[int, str]] = {}
        self._artifacts: dict[int, list[list[str]]] = {}
        self._forms: dict[int, str] = {}

    def of(self, element: dict[str, Any]) -> str:
        """The text of an element and of all below it, in reading order."""
        return "".join(self._pieces(element, element.get("Pg"), set()))

    def lines(self, element: dict[str, Any]) -> int:
        """In how many lines its text stands, those on each page for themselves."""
        found = self._places(element, element.get("Pg"), set())
        return sum(len(self._lines.get(one, ())) for one in found)

    def artifacts(self, page: int) -> list[tuple[str, str]]:
        """Subtype (empty if none, `Layout` for drawing) and text of what is no content on a page,
        named by its object number, in order."""
        self._on(Ref(page))
        return [(subtype, text) for subtype, text in self._artifacts[page]]

    def contents(self, page: int) -> set[int]:
        """The numbers of the marked sequences of a page with ink in words."""
        return {mcid for mcid, text in self._on(Ref(page)).items() if text}

    def _pieces(self, element: dict[str, Any], page: Any, seen: set[int]) -> Iterator[str]:
        kids = self._pdf.resolve(element.get("K"))
        for one in kids if isinstance(kids, list) else [kids]:
            _once(one, seen)
            kid = self._pdf.resolve(one)
            if isinstance(kid, int):
                yield self._on(page).get(kid, "")
            elif isinstance(kid, dict) and "MCID" in kid:
                yield self._on(kid.get("Pg", page)).get(kid["MCID"], "")
            elif isinstance(kid, dict) and "S" in kid:
                yield from self._pieces(kid, kid.get("Pg", page), seen)

    def _places(self, element: dict[str, Any], page: Any, seen: set[int]) -> set[tuple[int, int]]:
        """Page and number of each content of an element."""
        found: set[tuple[int, int]] = set()
        kids = self._pdf.resolve(element.get("K"))
        for one in kids if isinstance(kids, list) else [kids]:
            _once(one, seen)
            kid = self._pdf.resolve(one)
            if isinstance(kid, dict) and "S" in kid:
                found |= self._places(kid, kid.get("Pg", page), seen)
            elif isinstance(kid, dict) and "MCID" in kid:
                found.add((kid.get("Pg", page).number, kid["MCID"]))
            elif isinstance(kid, int):
                found.add((page.number, kid))
        return found

    def _on(self, page: Any) -> dict[int, str]:
        if not isinstance(page, Ref):
            return {}
        known = self._pages.get(page.number)
        if known is None:
            aside = self._artifacts[page.number] = []
            page_of = self._pdf.resolve(page)
            known = self._pages[page.number] = self._read(page_of, aside, page.number)
        return known

    def _read(self, page: dict[str, Any], aside: list[list[str]], number: int) -> dict[int, str]:
        fonts = self._fonts_of(page)
        found: dict[int, str] = {}
        mark: Mark | None = None
        font: dict[int, str] = {}
        y = 0.0
        aside.append(["unmarked", ""])
        for operator, values in operations(self.content(page)):
            text = ""
            if operator in ("BDC", "EMC"):
                mark = _begun(mark, values, found, aside)
            elif operator == "Tf":
                font = fonts.get(values[0], {})
            elif operator in ("BT", "Td"):
                y = round(y + values[1], 2) if values else 0.0
            elif operator == "Tj":
                text = "".join(font.get(code, "\ufffd") for code in values[0])
                self._note_line(number, mark, text, y)
            elif operator == "Do":
                text = self._of_form(page, values[0])
            _put(text, mark, found, aside)
        return found

    def _note_line(self, page: int, mark: Mark | None, text: str, y: float) -> None:
        if mark is not None and mark.mcid is not None and text.strip():
            self._lines.setdefault((page, mark.mcid), set()).add(y)

    def _of_form(self, page: dict[str, Any], name: str) -> str:
        """The text of what is drawn once and shown on many pages."""
        forms = self._pdf.resolve(self._resources(page).get("XObject")) or {}
        place = forms.get(name)
        number = place.number if isinstance(place, Ref) else -1
        if number not in self._forms:
            self._forms[number] = self.of_form(self._pdf.resolve(place))
        return self._forms[number]

    def of_form(self, form: Any) -> str:
        """The text of a drawing that is kept apart."""
        if not isinstance(form, Stream) or form.entries.get("Subtype") != "Form":
            return ""
        fonts, text = self._fonts_of(form.entries), ""
        font: dict[int, str] = {}
        for operator, values in operations(self._pdf.content(form, PAGE)):
            if operator == "Tf":
                font = fonts.get(values[0], {})
            elif operator == "Tj":
                text += "".join(font.get(code, "\ufffd") for code in values[0])
            elif operator in ("Do", "BDC", "EMC"):
                raise Foreign(f"Operator {operator} in einer Vorlage")
        return text

    def content(self, page: dict[str, Any]) -> bytes:
        """The drawing of a page, which is one stream."""
        if not isinstance(self._pdf.resolve(page["Contents"]), Stream):
            raise Foreign("eine Seite aus mehreren Stücken")
        return self._pdf.content(page["Contents"], PAGE)

    def _fonts_of(self, page: dict[str, Any]) -> dict[str, dict[int, str]]:
        fonts = self._pdf.resolve(self._resources(page).get("Font")) or {}
        return {name: self._characters(font) for name, font in fonts.items()}

    def _resources(self, page: dict[str, Any]) -> dict[str, Any]:
        if "Resources" not in page:
            raise Foreign("eine Seite ohne eigene Mittel")
        return self._pdf.resolve(page["Resources"])  # type: ignore[no-any-return]  # of a file

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
    root = pdf.root["StructTreeRoot"] if above is None else above
    yield from (one for one in below(pdf, root, set()) if one["S"] == tag)


def below(pdf: PdfFile, above: Any, seen: set[int]) -> Iterator[dict[str, Any]]:
    """Every element below `above` in reading order; `seen` keeps the numbers of those visited."""
    kids = pdf.resolve(pdf.resolve(above).get("K"))
    for one in kids if isinstance(kids, list) else [kids]:
        _once(one, seen)
        kid = pdf.resolve(one)
        if isinstance(kid, dict) and "S" in kid:
            yield kid
            yield from below(pdf, kid, seen)


def _once(one: Any, seen: set[int]) -> None:
    """A tree reaches each of its nodes on one way only."""
    if isinstance(one, Ref):
        if one.number in seen:
            raise TooMuch("der Strukturbaum läuft im Kreis")
        seen.add(one.number)


def page_numbers(pdf: PdfFile) -> Iterator[int]:
    """Object numbers of all pages in order."""
    waiting, seen = [pdf.root["Pages"]], set[int]()
    while waiting:
        one = waiting.pop()
        if not isinstance(one, Ref) or one.number in seen:
            raise TooMuch("der Seitenbaum läuft im Kreis")
        seen.add(one.number)
        node = pdf.resolve(one)
        if "Kids" in node:
            waiting.extend(reversed(pdf.resolve(node["Kids"])))
        else:
            yield one.number


def _put(text: str, mark: Mark | None, found: dict[int, str], aside: list[list[str]]) -> None:
    """Add a text to the content or the artifact it is drawn in, or to what is unmarked."""
    if mark is not None and mark.mcid is not None:
        found[mark.mcid] += text
    else:
        aside[0 if mark is None else -1][1] += text


def _begun(
    mark: Mark | None, values: list[Any], found: dict[int, str], aside: list[list[str]]
) -> Mark | None:
    """The mark that is open behind a BDC (with its value) or an EMC (without)."""
    if not values:
        return None
    begun: Mark = values[0]
    if mark is not None:
        raise Foreign("eine Marke in einer Marke")
    if begun.mcid in found:
        raise Foreign(f"Inhalt {begun.mcid} zweimal auf einer Seite")
    if begun.mcid is None:
        aside.append([begun.subtype, ""])
    else:
        found[begun.mcid] = ""
    return begun
