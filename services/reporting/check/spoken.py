"""What only a screen reader, an outline or a list of attachments tells: is it what the print says?

Bookmarks are the headings, links say where they lead, each attachment is described as what it is,
heads of tables belong to their column or row, and colours mean what they mean everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from .content import Foreign
from .limits import TooMuch
from .pdf_file import PdfFile
from .pdf_objects import Ref
from .pdf_text import PageText, below, elements, page_numbers
from .printed import plain

_HEADINGS = ("H2", "H3", "H4", "H5", "H6")
_LONGEST = 120
"""Characters of a bookmark."""
_FILES: Final = {
    "bericht.json": "Der Bericht als Daten",
    "bericht.csv": "Die Tabellen des Berichts",
    "regeln.json": "Jede Regel mit ihren Funktionen und jedem Szenario, das sie nachweist",
    "zahlen.csv": "Jede Zahl mit den Kennungen, aus denen sie entsteht, und dem Regelwerk",
    "pruefmarke.txt": "Unterschriebener Stand des Prüfprotokolls",
    "protokollschluessel.txt": "Öffentlicher Schlüssel des Protokolls",
    "nachweis.json": "Nachweis, dass jedes verwendete Ereignis im Protokoll steht",
    "ereignisse.ndjson": "Die verwendeten Ereignisse, Byte für Byte",
    "entwurf-pruefmarke.txt": "Unterschriebener Stand des Prüfprotokolls nach dem Entwurf",
    "entwurf-nachweis.json": "Nachweis, dass der Entwurf im Protokoll steht",
    "entwurf.ndjson": "Das Ereignis des Entwurfs, Byte für Byte",
    "inhalt.json": "Verzeichnis aller Anlagen mit Prüfsummen",
}
_INTENT: Final = {
    "Type": "OutputIntent", "S": "GTS_PDFA1", "OutputConditionIdentifier": b"sRGB",
    "Info": b"sRGB IEC61966-2.1",
}  # fmt: skip
_PROFILE: Final = "2a92d4bae450b76d8b0aa42193df974d75f62738ecebf74f01c5e75b12a95796"
"""SHA-256 of the profile of sRGB that pikepdf brings along."""
_DOC_ENCODING: Final = {
    0x80 + place: one for place, one in enumerate("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž")
} | {0xA0: "€"}


@dataclass(frozen=True)
class Spoken:
    """The words of a file that no page shows."""

    pdf: PdfFile
    text: PageText

    def check(self) -> str:
        """Raises Foreign naming the first that says something else."""
        bookmarks = self._bookmarks()
        links = self._links()
        self._descriptions()
        self._heads()
        self._colours()
        return (
            f"{bookmarks} Lesezeichen, {links} Verweise, Anlagen und Tabellenköpfe sagen dasselbe"
        )

    def _bookmarks(self) -> int:
        tree = below(self.pdf, self.pdf.root["StructTreeRoot"], set())
        headings = [self.text.of(one) for one in tree if one["S"] in _HEADINGS]
        outline = self.pdf.resolve(self.pdf.root.get("Outlines")) or {}
        titles = list(self._titles(outline, set()))
        if len(titles) != len(headings):
            raise Foreign(f"{len(titles)} Lesezeichen zu {len(headings)} Überschriften")
        for title, heading in zip(titles, headings, strict=True):
            short, whole = plain(title), plain(heading)
            is_cut = len(title) >= _LONGEST and whole.startswith(short)
            if short != whole and not is_cut:
                raise Foreign(f"das Lesezeichen „{title[:60]}“ zu „{heading.strip()[:60]}“")
        return len(titles)

    def _titles(self, above: dict[str, Any], seen: set[int]) -> Iterator[str]:
        """In the order of the outline; `seen` keeps the numbers of those told."""
        place = above.get("First")
        while (one := self.pdf.resolve(place)) is not None:
            if not isinstance(place, Ref) or place.number in seen:
                raise TooMuch("die Lesezeichen laufen im Kreis")
            seen.add(place.number)
            yield words(one["Title"])
            yield from self._titles(one, seen)
            place = one.get("Next")

    def _links(self) -> int:
        """Each link of a page is that of an entry of the contents and says its words."""
        said = []
        for link in elements(self.pdf, "Link"):
            if "Alt" in link:
                raise Foreign("ein Verweis mit anderen Worten (Alt)")
            shown = plain(self.text.of(link)).rstrip("0123456789")
            for target in self._targets(link):
                told = words(self.pdf.get(target.number).get("Contents", b""))
                if plain(told).rstrip("0123456789") != shown:
                    raise Foreign(f"ein Verweis „{told[:60]}“")
                said.append(target.number)
        found = [one for number in page_numbers(self.pdf) for one in self._of_page(number)]
        if sorted(said) != sorted(found):
            raise Foreign("ein Verweis, der zu keinem Eintrag gehört")
        return len(found)

    def _targets(self, link: dict[str, Any]) -> Iterator[Ref]:
        for one in self.pdf.resolve(link["K"]):
            kid = self.pdf.resolve(one)
            if isinstance(kid, dict) and isinstance(kid.get("Obj"), Ref):
                yield kid["Obj"]

    def _of_page(self, number: int) -> Iterator[int]:
        for one in self.pdf.resolve(self.pdf.get(number).get("Annots")) or []:
            if self.pdf.resolve(one).get("Subtype") == "Link":
                if not isinstance(one, Ref):
                    raise Foreign("ein Verweis, der zu keinem Eintrag gehört")
                yield one.number

    def _descriptions(self) -> None:
        for one in self.pdf.resolve(self.pdf.root.get("AF")) or []:
            spec = self.pdf.resolve(one)
            name = spec["F"].decode("latin-1")
            if _FILES.get(name) != words(spec["Desc"]):
                raise Foreign(f"die Anlage {name}, beschrieben als „{words(spec['Desc'])[:60]}“")

    def _heads(self) -> None:
        for part, scope in (("THead", "Column"), ("TBody", "Row")):
            for body in elements(self.pdf, part):
                for cell in elements(self.pdf, "TH", body):
                    if self.pdf.resolve(cell.get("A")) != {"O": "Table", "Scope": scope}:
                        raise Foreign("ein Tabellenkopf, der zu nichts gehört")

    def _colours(self) -> None:
        found = [self.pdf.resolve(one) for one in self.pdf.resolve(self.pdf.root["OutputIntents"])]
        for one in found:
            profile = self.pdf.content(one.get("DestOutputProfile"))
            rest = {key: value for key, value in one.items() if key != "DestOutputProfile"}
            if rest != _INTENT or sha256(profile).hexdigest() != _PROFILE:
                raise Foreign("ein anderer Farbraum")
        if len(found) != 1:
            raise Foreign("kein Farbraum")


def words(raw: bytes) -> str:
    """A text string (ISO 32000-1, 7.9.2.2 and annex D.3)."""
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be")
    return "".join(_DOC_ENCODING.get(one, chr(one)) for one in raw)
