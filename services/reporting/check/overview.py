"""Does the table of contents name every heading, its page, and lead there?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .outcome import Fault
from .pdf_file import PdfFile
from .pdf_objects import Ref
from .pdf_text import PageText, elements, page_numbers
from .printed import same

_LISTED = ("H2", "H3")
_ENTRY = re.compile(r"(.*\S)\s+(\d+)\s*", re.DOTALL)


@dataclass(frozen=True)
class Overview:
    """The table of contents of a file; short reports and those of earlier programs have none."""

    pdf: PdfFile
    text: PageText

    def check(self) -> str:
        """Raises Fault naming the first entry that is not right."""
        tables = [one for one in elements(self.pdf, "TOC") if self._is_outer(one)]
        if not tables:
            return "keines: der Bericht ist kurz oder von einer früheren Fassung des Programms"
        if len(tables) > 1:
            raise Fault("Gedruckt ist mehr als ein Inhaltsverzeichnis")
        titles = [self.text.of(one).strip() for one in elements(self.pdf, "Caption", tables[0])]
        if titles != ["Inhalt"]:
            raise Fault("Das Inhaltsverzeichnis hat eine falsche Überschrift")
        pages = {number: place for place, number in enumerate(page_numbers(self.pdf), start=1)}
        headings = list(self._headings(self.pdf.root["StructTreeRoot"]))
        links = list(elements(self.pdf, "Link", tables[0]))
        if len(links) != len(headings):
            raise Fault(f"Es nennt {len(links)} von {len(headings)} Überschriften")
        for link, heading in zip(links, headings, strict=True):
            self._entry(link, heading, pages)
        return f"{len(links)} Überschriften mit Seite und Verweis stimmen"

    def _is_outer(self, table: dict[str, Any]) -> bool:
        return any(self._kids_tagged(table, "Caption"))

    def _entry(self, link: dict[str, Any], heading: dict[str, Any], pages: dict[int, int]) -> None:
        words = self.text.of(heading).strip()
        found = _ENTRY.fullmatch(self.text.of(link))
        if found is None or not same(words, found[1]):
            raise Fault(f"Statt „{words}“ steht dort „{self.text.of(link).strip()}“")
        page = pages.get(_number(heading.get("Pg")))
        if int(found[2]) != page:
            raise Fault(f"„{words}“ steht auf Seite {page}, genannt ist Seite {found[2]}")
        if pages.get(self._target(link)) != page:
            raise Fault(f"Der Verweis auf „{words}“ führt auf eine andere Seite")

    def _target(self, link: dict[str, Any]) -> int:
        """The object number of the page to which the annotation of a link leads."""
        for one in self._kids(link):
            if isinstance(one, dict) and one.get("Type") == "OBJR":
                goal = self.pdf.resolve(self.pdf.resolve(one["Obj"]).get("Dest"))
                return _number(goal[0]) if goal else 0
        return 0

    def _headings(self, above: Any) -> Iterator[dict[str, Any]]:
        for kid in self._kids(self.pdf.resolve(above)):
            if isinstance(kid, dict) and kid.get("S") in _LISTED:
                yield kid
            elif isinstance(kid, dict) and kid.get("S") not in (None, "Table"):
                yield from self._headings(kid)

    def _kids(self, element: dict[str, Any]) -> list[Any]:
        kids = self.pdf.resolve(element.get("K"))
        return [self.pdf.resolve(one) for one in (kids if isinstance(kids, list) else [kids])]

    def _kids_tagged(self, element: dict[str, Any], tag: str) -> Iterator[dict[str, Any]]:
        return (one for one in self._kids(element) if isinstance(one, dict) and one.get("S") == tag)


def _number(reference: Any) -> int:
    return reference.number if isinstance(reference, Ref) else 0
