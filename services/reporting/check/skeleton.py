"""Is the frame of the file the one our renderer builds: pages, headings, fonts, attachments, links?

What stands here has one value in every report, sealed or not. Any other value would open a file in
another way, lead a reader elsewhere or tell a screen reader another structure than an eye sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from .content import Foreign
from .pdf_file import PdfFile
from .pdf_objects import Ref, Stream
from .pdf_text import below, page_numbers

_SHEETS: Final = ([0, 0, 595.2756, 841.8898], [0, 0, 841.8898, 595.2756])
"""A4, upright and lying."""
_ROOT: Final = {
    "Type": "Catalog",
    "MarkInfo": {"Marked": True},
    "ViewerPreferences": {"DisplayDocTitle": True},
    "PageMode": "UseNone",
}
_SEALED: Final = ("AcroForm", "Extensions", "Version", "DSS")
"""What only a seal brings along."""
_DATA, _LOG = "Data", "Supplement"
_FILES: Final = {
    "bericht.json": (_DATA, "application/json"),
    "bericht.csv": (_DATA, "text/csv"),
    "zahlen.csv": (_DATA, "text/csv"),
    "regeln.json": (_DATA, "application/json"),
    "pruefmarke.txt": (_LOG, "text/plain"),
    "protokollschluessel.txt": (_LOG, "text/plain"),
    "nachweis.json": (_LOG, "application/json"),
    "ereignisse.ndjson": ("Source", "application/x-ndjson"),
    "entwurf-pruefmarke.txt": (_LOG, "text/plain"),
    "entwurf-nachweis.json": (_LOG, "application/json"),
    "entwurf.ndjson": ("Source", "application/x-ndjson"),
    "inhalt.json": (_DATA, "application/json"),
}
_FLAGS: Final = {"Regular": 4, "Medium": 4, "SemiBold": 262148, "Italic": 68}
"""Of a font descriptor: symbolic, bold, italic."""
_LIST: Final = "List"
_FREE: Final = {"TH", "Figure"}
"""Their attributes are compared elsewhere, or say only where something is drawn."""
_DEEPEST: Final = 4
"""Levels of the tree that leads from contents to elements."""
_HIGHEST: Final = 16.0
"""Points of a link: one line of the contents."""


@dataclass(frozen=True)
class Skeleton:
    """The frame of one file."""

    pdf: PdfFile

    def check(self, document: dict[str, Any]) -> str:
        """Raises Foreign naming the first thing that is built otherwise."""
        pages = list(page_numbers(self.pdf))
        self._root()
        self._pages(pages)
        tree = list(below(self.pdf, self.pdf.root["StructTreeRoot"], set()))
        headings = [one for one in tree if str(one["S"])[:1] == "H"]
        self._headings([one["S"] for one in headings], document)
        self._outline([one for one in headings if one["S"] != "H1"], set(pages))
        for one in tree:
            self._attributes(one)
        self._files()
        self._parents(pages)
        return f"{len(pages)} Seiten, {len(headings)} Überschriften"

    def _root(self) -> None:
        resolve, root = self.pdf.resolve, self.pdf.root
        for key, value in _ROOT.items():
            if resolve(root.get(key)) != value:
                raise Foreign(f"Datei mit anderem /{key}")
        form = resolve(root.get("AcroForm")) or {}
        fields = [resolve(one) for one in resolve(form.get("Fields")) or ()]
        if not fields and any(key in root for key in _SEALED):
            raise Foreign("Angaben eines Siegels ohne Siegelfeld")

    def _pages(self, pages: list[int]) -> None:
        """One list of pages, each A4, numbered for the structure in their order."""
        tree = self.pdf.resolve(self.pdf.root["Pages"])
        kids = [one.number for one in self.pdf.resolve(tree["Kids"])]
        if set(tree) != {"Type", "Count", "Kids"} or kids != pages or tree["Count"] != len(pages):
            raise Foreign("ein anderes Verzeichnis der Seiten")
        for place, number in enumerate(pages):
            page = self.pdf.get(number)
            if page["MediaBox"] not in _SHEETS or page.get("Tabs") != "S":
                raise Foreign(f"Seite {place + 1} in anderem Format")
            if page.get("StructParents") != place or page.get("Parent") != self.pdf.root["Pages"]:
                raise Foreign(f"Seite {place + 1}, anders eingeordnet")
            for one in self.pdf.resolve(page.get("Annots")) or ():
                self._link(self.pdf.resolve(one), page["MediaBox"])
            self._fonts(self.pdf.resolve(self.pdf.resolve(page["Resources"]).get("Font")) or {})

    def _link(self, one: dict[str, Any], sheet: list[float]) -> None:
        """A link covers one line of the page and leads to a place on a page as it is."""
        if one.get("Subtype") != "Link":
            return
        left, low, right, top = one["Rect"]
        is_line = 0 <= left < right <= sheet[2] and 0 < top - low <= _HIGHEST and low >= 0
        if not is_line or not self._is_place(one["Dest"]):
            raise Foreign("ein Verweis, der größer ist als sein Eintrag oder anders zeigt")

    @staticmethod
    def _is_place(goal: Any) -> bool:
        """To a page, its place given, without another zoom."""
        is_whole = isinstance(goal, list) and len(goal) == 5 and isinstance(goal[0], Ref)
        return is_whole and goal[1] == "XYZ" and goal[4] == 0

    def _fonts(self, named: dict[str, Any]) -> None:
        for one in named.values():
            font = self.pdf.resolve(one)
            described = self.pdf.resolve(font["FontDescriptor"])
            face = str(font["BaseFont"]).rpartition("-")[2]
            if described.get("Flags") != _FLAGS.get(face):
                raise Foreign(f"eine Schrift {font['BaseFont']} mit anderen Merkmalen")
            if described.get("FontName") != font["BaseFont"]:
                raise Foreign(f"eine Schrift {font['BaseFont']} unter anderem Namen")

    def _headings(self, found: list[str], document: dict[str, Any]) -> None:
        """Title, parts, sections at their level; behind them what the program says of the file."""
        due = ["H1", *_levels(document)]
        if found[: len(due)] != due or any(one != "H2" for one in found[len(due) :]):
            raise Foreign("Überschriften in anderen Stufen als im Bericht")

    def _outline(self, headings: list[dict[str, Any]], pages: set[int]) -> None:
        """Each bookmark leads to the page of its heading."""
        outline = self.pdf.resolve(self.pdf.root.get("Outlines")) or {}
        for mark, heading in zip(self._marks(outline), headings, strict=True):
            goal = self.pdf.resolve(mark["Dest"])
            if not self._is_place(goal) or goal[0] != _page_of(heading):
                raise Foreign("ein Lesezeichen, das auf eine andere Seite führt")

    def _marks(self, above: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """In order; that they do not run in a circle is seen before."""
        one = self.pdf.resolve(above.get("First"))
        while one is not None:
            yield one
            yield from self._marks(one)
            one = self.pdf.resolve(one.get("Next"))

    def _attributes(self, one: dict[str, Any]) -> None:
        """Cells span nothing; only lists, heads and figures have attributes."""
        found = self.pdf.resolve(one.get("A"))
        if found is None or one["S"] in _FREE:
            return
        is_list = one["S"] == "L" and found.get("O") == _LIST
        if not is_list or set(found) != {"O", "ListNumbering"}:
            raise Foreign(f"Element {one['S']} mit anderen Merkmalen")

    def _files(self) -> None:
        """Each attachment is of the kind its name says, and as long as it says."""
        for one in self.pdf.resolve(self.pdf.root.get("AF")) or ():
            spec = self.pdf.resolve(one)
            name = spec["F"].decode("latin-1")
            stream = self.pdf.resolve(self.pdf.resolve(spec["EF"])["F"])
            if not isinstance(stream, Stream):
                raise Foreign(f"die Anlage {name} ohne Inhalt")
            kind = (spec["AFRelationship"], stream.entries.get("Subtype"))
            size = {"Size": len(self.pdf.content(stream))}
            if kind != _FILES.get(name) or self.pdf.resolve(stream.entries["Params"]) != size:
                raise Foreign(f"die Anlage {name} als etwas anderes eingetragen")

    def _parents(self, pages: list[int]) -> None:
        """From each content back to its element: the way a screen reader takes."""
        root = self.pdf.resolve(self.pdf.root["StructTreeRoot"])
        known = dict(self._numbers(root["ParentTree"], 0))
        for place, number in enumerate(pages):
            for mcid, one in enumerate(self.pdf.resolve(known.get(place)) or ()):
                if not self._names(self.pdf.resolve(one), number, mcid):
                    raise Foreign(
                        f"Seite {place + 1}: Inhalt {mcid} führt zu einem anderen Element"
                    )

    def _numbers(self, node: Any, depth: int) -> Iterator[tuple[int, Any]]:
        found = self.pdf.resolve(node)
        if depth > _DEEPEST:
            raise Foreign("ein zu tiefes Verzeichnis der Elemente")
        nums = self.pdf.resolve(found.get("Nums")) or []
        yield from zip(nums[::2], nums[1::2], strict=True)
        for kid in self.pdf.resolve(found.get("Kids")) or ():
            yield from self._numbers(kid, depth + 1)

    def _names(self, element: Any, page: int, mcid: int) -> bool:
        if not isinstance(element, dict):
            return False
        kids = self.pdf.resolve(element.get("K"))
        for one in kids if isinstance(kids, list) else [kids]:
            kid: Any = self.pdf.resolve(one)
            at = element.get("Pg")
            if isinstance(kid, dict):
                kid, at = kid.get("MCID"), kid.get("Pg", at)
            if kid == mcid and type(kid) is int and isinstance(at, Ref) and at.number == page:
                return True
        return False


def _levels(document: dict[str, Any]) -> Iterator[str]:
    for part in document["parts"]:
        has_heading = bool(part["title"] or part["annex"])
        if has_heading:
            yield "H2"
        for section in part["sections"]:
            yield from _of_section(section, 3 if has_heading else 2)


def _of_section(section: dict[str, Any], level: int) -> Iterator[str]:
    yield f"H{level}"
    for one in section.get("sections", ()):
        yield from _of_section(one, level + 1)


def _page_of(heading: dict[str, Any]) -> Any:
    return heading.get("Pg")
