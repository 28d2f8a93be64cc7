"""Does the file hold nothing our renderer does not write: keys, actions, fields, notes, tags?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .content import Foreign
from .drawing import Pen, Sheet
from .fonts import Fonts
from .limits import PAGE, TooMuch
from .outcome import Fault
from .pdf_file import PdfFile
from .pdf_objects import Ref, Stream
from .pdf_text import PageText, below, page_numbers
from .reading_order import ReadingOrder

_ROOT = {
    "Type", "Pages", "Lang", "MarkInfo", "ViewerPreferences", "StructTreeRoot", "Metadata",
    "OutputIntents", "Outlines", "PageMode", "Names", "AF", "AcroForm", "Extensions", "Version",
    "DSS",
}  # fmt: skip
_PAGE = {
    "Type", "Parent", "MediaBox", "Contents", "Resources", "Rotate", "StructParents", "Tabs",
    "Trans", "Annots",
}  # fmt: skip
_LINK = {"Type", "Subtype", "Border", "Contents", "Dest", "F", "P", "Rect", "StructParent"}
_SEAL = {"Type", "Subtype", "FT", "T", "TU", "Rect", "AP", "F", "P", "StructParent", "V"}
_FORM = {
    "Type", "Subtype", "BBox", "FormType", "Matrix", "Resources", "Filter", "Length"
}  # fmt: skip
_IMAGE = {
    "Type", "Subtype", "Width", "Height", "ColorSpace", "BitsPerComponent", "Filter", "Length",
    "DecodeParms",
}  # fmt: skip
_ELEMENT = {"Type", "S", "P", "Pg", "A", "K", "Alt", "Lang"}
_SPOKEN = {"Figure", "Form", "Link"}
_OUTLINE = {"Title", "Dest", "Parent", "First", "Last", "Next", "Prev", "Count"}
_SEAL_SIZE = (222.0, 44.0)


def only(entries: dict[str, Any], allowed: set[str], where: str) -> None:
    """Raises Foreign naming the first entry that is not allowed."""
    if strange := entries.keys() - allowed:
        raise Foreign(f"{where} mit /{min(strange)}")


@dataclass(frozen=True)
class Belongings:
    """Everything in a file that an eye or a reader's program could meet."""

    pdf: PdfFile
    text: PageText
    fonts: Fonts
    order: ReadingOrder

    def check(self) -> str:
        """Raises Foreign naming the first thing that is not ours."""
        self._catalog()
        used = self._elements()
        self.order.read()
        count = 0
        for number in page_numbers(self.pdf):
            count += 1
            self._page(number, count)
            if strange := self.text.contents(number) - used.get(number, set()):
                raise Foreign(f"Seite {count}: Inhalt {min(strange)}, den kein Element nennt")
        return f"{count} Seiten enthalten nur, was dieses Programm zeichnet"

    def _catalog(self) -> None:
        resolve, root = self.pdf.resolve, self.pdf.root
        only(root, _ROOT, "Datei")
        only(self.pdf.trailer, {"Type", "Size", "Root", "W", "ID", "Filter", "DecodeParms",
                                "Length", "Index", "Prev"}, "Dateiende")  # fmt: skip
        if resolve(root.get("ViewerPreferences")) != {"DisplayDocTitle": True}:
            raise Foreign("Vorgaben für die Anzeige")
        only(resolve(root.get("AcroForm")) or {}, {"Fields", "SigFlags"}, "Formular")
        only(resolve(root["StructTreeRoot"]), {"Type", "K", "ParentTree", "ParentTreeNextKey"},
             "Strukturbaum")  # fmt: skip
        waiting, seen = [resolve(root.get("Outlines")) or {}], set[int]()
        only(waiting[0], _OUTLINE | {"Type"}, "Lesezeichen")
        while waiting:
            node = waiting.pop()
            for key in ("First", "Next"):
                if isinstance(node.get(key), Ref):
                    number = node[key].number
                    if number in seen:
                        raise TooMuch("die Lesezeichen laufen im Kreis")
                    seen.add(number)
                    waiting.append(self.pdf.get(number))
                    only(waiting[-1], _OUTLINE, "Lesezeichen")

    def _elements(self) -> dict[int, set[int]]:
        """The contents that elements name, by page."""
        found: dict[int, set[int]] = {}
        for one in below(self.pdf, self.pdf.root["StructTreeRoot"], set()):
            only(
                one, _ELEMENT if one["S"] in _SPOKEN else _ELEMENT - {"Alt"}, f"Element {one['S']}"
            )
            for page, mcid in self._named(one):
                if mcid in found.setdefault(page, set()):
                    raise Foreign(f"Inhalt {mcid}, den zwei Elemente nennen")
                found[page].add(mcid)
        return found

    def _named(self, element: dict[str, Any]) -> Iterator[tuple[int, int]]:
        kids = self.pdf.resolve(element.get("K"))
        for one in kids if isinstance(kids, list) else [kids]:
            kid = self.pdf.resolve(one)
            if isinstance(kid, int):
                yield element["Pg"].number, kid
            elif isinstance(kid, dict) and "MCID" in kid:
                yield (kid.get("Pg") or element["Pg"]).number, kid["MCID"]

    def _page(self, object_number: int, number: int) -> None:
        page = self.pdf.get(object_number)
        only(page, _PAGE, f"Seite {number}")
        size = page["MediaBox"][2:]
        if page.get("Rotate") != 0 or page.get("Trans") != {} or page["MediaBox"][:2] != [0, 0]:
            raise Foreign(f"Seite {number} anders gelegt")
        resources = self.pdf.resolve(page["Resources"])
        widths = self._widths(resources)
        sheet = Sheet((size[0], size[1]), widths)
        try:
            Pen(sheet, self._shower(sheet, resources)).follow(self.text.content(page))
            for one in self.pdf.resolve(page.get("Annots")) or []:
                self._annotation(self.pdf.resolve(one), sheet)
            self.order.check(object_number, sheet.placed)
        except Fault as fault:
            raise Fault(f"Seite {number}: {fault}") from None

    def _shower(self, sheet: Sheet, resources: dict[str, Any]) -> Any:
        only(resources, {"Font", "ProcSet", "XObject"}, "Mittel")
        named = self.pdf.resolve(resources.get("XObject")) or {}

        def show(name: str, matrix: list[float]) -> None:
            one = self.pdf.resolve(named.get(name))
            if not isinstance(one, Stream):
                raise Foreign(f"Vorlage {name}, die es nicht gibt")
            if one.entries.get("Subtype") == "Image":
                self._image(one, sheet, matrix)
            else:
                self._form(one, sheet, matrix)

        return show

    def _image(self, image: Stream, sheet: Sheet, matrix: list[float]) -> None:
        only(image.entries, _IMAGE, "Bild")
        width, b, c, height, x, y = matrix
        if b or c or width <= 0 or height <= 0:
            raise Foreign("ein gedrehtes Bild")
        sheet.fill((x, y, x + width, y + height), dark=True)

    def _form(self, form: Stream, sheet: Sheet, matrix: list[float]) -> None:
        only(form.entries, _FORM, "Vorlage")
        if matrix[:4] != [1, 0, 0, 1] or form.entries.get("Matrix") != [1, 0, 0, 1, 0, 0]:
            raise Foreign("eine gedrehte Vorlage")
        resources = self.pdf.resolve(form.entries.get("Resources")) or {}
        widths = self._widths(resources)
        inner = Sheet(sheet.size, widths, sheet.words, sheet.below, sheet.pairs, sheet.placed)
        Pen(inner, _nothing_inside, (matrix[4], matrix[5])).follow(self.pdf.content(form, PAGE))
        sheet.pairs = inner.pairs

    def _annotation(self, one: dict[str, Any], sheet: Sheet) -> None:
        if one.get("Subtype") == "Link":
            only(one, _LINK, "Verweis")
            if one.get("Border") != [0, 0, 0] or not isinstance(one.get("Dest"), list):
                raise Foreign("ein anderer Verweis")
            return
        if one.get("Subtype") != "Widget" or one.get("FT") != "Sig":
            raise Foreign(f"Anmerkung {one.get('Subtype')}")
        only(one, _SEAL, "Siegelfeld")
        shown = self.pdf.resolve(one.get("AP"))
        if shown is None:
            return
        only(shown, {"N"}, "Siegelfeld")
        left, low, right, high = one["Rect"]
        if right - left > _SEAL_SIZE[0] or high - low > _SEAL_SIZE[1]:
            raise Foreign("ein großes Siegelfeld")
        sheet.fill((left, low, right, high), dark=False)
        form = self.pdf.resolve(shown["N"])
        self._form(form, Sheet(sheet.size, sheet.width_of), [1, 0, 0, 1, left, low])

    def _widths(self, resources: dict[str, Any]) -> Any:
        named = self.pdf.resolve(resources.get("Font")) or {}
        fonts = {name: self.fonts.widths(one) for name, one in named.items()}

        def width_of(name: str, text: bytes) -> float:
            widths = fonts.get(name, {})
            if any(code not in widths for code in text):
                raise Foreign(f"ein Zeichen, das die Schrift {name} nicht hat")
            return sum(widths[code] for code in text)

        return width_of


def _nothing_inside(name: str, _: list[float]) -> None:
    raise Foreign(f"Vorlage {name} in einer Vorlage")
