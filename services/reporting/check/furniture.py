"""Do head and foot of every page, repeated column heads and page carries say what the data say?

None of them is content: they are artifacts, which only an eye sees. They are compared page by page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .chart_words import after
from .outcome import Fault
from .pdf_file import PdfFile
from .pdf_text import PageText, elements, page_numbers
from .places import are_alike
from .printed import blocks, columns_of, header_of, plain, shown
from .reading_order import ReadingOrder

_CARRY = "Übertrag"
_RELEASED = "freigegeben"


@dataclass(frozen=True)
class Repeated:
    """A head or, with the places of its `columns`, a carry of a table that a page repeats."""

    words: list[str]
    table: int
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Furniture:
    """What stands on the pages beside their content."""

    pdf: PdfFile
    text: PageText
    order: ReadingOrder

    def check(self, document: dict[str, Any], frame: dict[str, Any]) -> str:
        """Raises Fault naming the first page that differs."""
        pages = list(page_numbers(self.pdf))
        carried = 0
        due: dict[int, list[Repeated]] = {}
        tables = zip(blocks(document, "table"), elements(self.pdf, "Table"), strict=True)
        for at, (table, drawn) in enumerate(tables):
            summed = [place for place, one in enumerate(table["columns"]) if one["summed"]]
            for number, words in self._repeated(table, drawn):
                is_carry = words[0] == _CARRY
                carried += is_carry
                one = Repeated(
                    words, at, (header_of(table["columns"]), *summed) if is_carry else ()
                )
                due.setdefault(number, []).append(one)
        head = _head(document, frame)
        for place, number in enumerate(pages, start=1):
            foot = [*_foot(frame), f"Seite {place} von {len(pages)}"]
            repeated = due.get(number, [])
            self._page(place, number, head, foot, [one.words for one in repeated])
            self._places(place, number, repeated)
        return (
            f"{len(pages)} Seiten: Kopf und Fuß sind die der Daten, {carried} Überträge "
            "nachgerechnet; Linien und Farben sind gezeichnet und nicht verglichen"
        )

    def _page(
        self, place: int, number: int, head: list[str], foot: list[str], due: list[list[str]]
    ) -> None:
        found = self.text.artifacts(number)
        wanted = {"Header": [head], "Footer": [foot], "": due}
        for kind, texts in wanted.items():
            printed = [text for subtype, text in found if subtype == kind and plain(text)]
            name = {"Header": "Kopf", "Footer": "Fuß"}.get(kind, "Spaltenköpfe oder Übertrag")
            agree = len(printed) == len(texts) and all(
                after(text, words) == "" for text, words in zip(printed, texts, strict=True)
            )
            if not agree:
                shown_text = " | ".join(one.strip() for one in printed) or "nichts"
                due_text = " | ".join(" ".join(words) for words in texts) or "nichts"
                raise Fault(
                    f"Seite {place}, {name}: gedruckt „{shown_text}“, nach den Daten „{due_text}“"
                )
        if any(subtype not in wanted and plain(text) for subtype, text in found):
            raise Fault(f"Seite {place}: gedruckt ist Text, den die Daten nicht haben")

    def _places(self, place: int, number: int, due: list[Repeated]) -> None:
        """Each repeated word stands where it stands in the head, each carry under its head."""
        found = self.order.aside.get(number)
        if found is None:
            return  # the step before stopped ahead of this page and said why
        if len(found) != len(due):
            raise Fault(f"Seite {place}: ein Spaltenkopf oder Übertrag an anderer Stelle")
        for one, drawn in zip(due, found, strict=True):
            head, columns = self.order.heads[one.table], self.order.columns[one.table]
            fits = len({round(word.y, 1) for word in drawn}) == 1
            if one.columns:
                pairs = zip(one.columns, drawn, strict=True)
                fits &= all(
                    columns[at].holds(word) or self.order.names(columns, at, word)
                    for at, word in pairs
                )
            else:
                fits = are_alike(head, drawn)
            if not fits:
                raise Fault(f"Seite {place}: ein Spaltenkopf oder Übertrag neben seiner Spalte")

    def _repeated(
        self, table: dict[str, Any], drawn: dict[str, Any]
    ) -> Iterator[tuple[int, list[str]]]:
        """Page and words of each repeated head and each carry of a table, in order."""
        labels, columns = columns_of(table), table["columns"]
        places = [place for place, one in enumerate(columns) if one["summed"]]
        sums = [0] * len(places)
        head, *rows = [self._page_of(one) for one in elements(self.pdf, "TR", drawn)]
        last, before = head, None
        for number, row in zip(rows, table["rows"] or [None], strict=True):
            if number != last:
                kinds = [columns[place]["type"] for place in places]
                carry = [_CARRY, *map(shown, kinds, sums)]
                carries = table["carry"] and places and before is not None
                if carries:
                    yield last, carry
                yield number, labels
                if carries:
                    yield number, carry
            if row is not None and row["kind"] in ("data", "rounding"):
                sums = [one + (row["cells"][at] or 0) for one, at in zip(sums, places, strict=True)]
            last, before = number, row
        return

    def _page_of(self, row: dict[str, Any]) -> int:
        cell = self.pdf.resolve(self.pdf.resolve(row["K"])[0])
        return int(cell["Pg"].number)


def _head(document: dict[str, Any], frame: dict[str, Any]) -> list[str]:
    draft = [] if frame["status"] == "released" else ["Entwurf"]
    left = " · ".join(one for one in (document["city"], document["grant"]) if one)
    return [*draft, document["period"], left]


def _foot(frame: dict[str, Any]) -> list[str]:
    root = frame["checkpoint"].splitlines()[2:3]
    state = _RELEASED if frame["status"] == "released" else "Entwurf"
    return [
        f"Inhalt {frame['content_hash'][:16]} · Fassung {frame['version']}, {state}",
        f"Datenstand Prüfeintrag {frame['cut_off_position']} ({frame['cut_off_at']}) · "
        f"Prüfmarke {root[0][:16] if root else 'keine'}",
    ]
