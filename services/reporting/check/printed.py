"""Does the print say what the data say? Cell by cell of every table, figure by figure."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from .outcome import Fault
from .pdf_file import PdfFile
from .pdf_text import PageText, elements

MINUS = "\u2212"
NO_ROWS = "Keine Einträge"
LIGHTS = {"green": "im Plan", "yellow": "gefährdet", "red": "gestört", "none": "ohne Bewertung"}
DIGITS = 12
"""So many of a checksum are printed in a table; the data have all 64."""
_UNKNOWN = "▯"
_CUT = "…[gekürzt]"
_LATIN = 0x17F
"""Characters up to here (Latin Extended-A) every font of ours has; none of them is replaced."""
_NOTES, _NOTE_COLUMNS = "notes_", 4
_OF_KEY_FIGURES = "notes_key_figures_"
"""Their marks are part of what qualifies the figure, compared there."""
"""Tables of explanations; those of earlier programs have three columns and no marks."""
_ALIKE = {0x2011: "-"}


def blocks(above: dict[str, Any], *kinds: str) -> Iterator[dict[str, Any]]:
    """Every block of these kinds in reading order, of a document, part or section."""
    yield from (one for one in above.get("blocks", ()) if one["block"] in kinds)
    for below in above.get("parts", above.get("sections", ())):
        yield from blocks(below, *kinds)


def money(cents: int) -> str:
    """`1.234,56`, as printed."""
    euros, rest = divmod(abs(cents), 100)
    return f"{MINUS if cents < 0 else ''}{euros:,}".replace(",", ".") + f",{rest:02d}"


def shown(kind: str, value: Any) -> str:
    """The text a value is printed as."""
    if value is None:
        return ""
    if kind == "money":
        return money(value)
    if kind == "percent":
        percent, rest = divmod(abs(value), 100)
        return f"{MINUS if value < 0 else ''}{percent}{f',{rest:02d}' if rest else ''} %"
    if kind == "integer":
        return f"{value:,}".replace(",", ".").replace("-", MINUS)
    if kind == "date":
        year, month, day = value.split("-")
        return f"{day}.{month}.{year}"
    if kind == "digest":
        return ", ".join(one[:DIGITS] for one in str(value).split(", "))
    return LIGHTS[value] if kind == "status" else str(value)


class Cut(NamedTuple):
    """What our renderer leaves of a text that is longer than its place, before the mark: so many
    lines, and in them at least so many characters (two lines that follow each other fill one)."""

    lines: int
    characters: int


HEAD, CELL = Cut(7, 12), Cut(26, 39)
"""Of the head of a column; of a cell, which may take three fifths of a page."""


@dataclass(frozen=True)
class Print:
    """The printed side: the file and the text of its elements."""

    pdf: PdfFile
    text: PageText

    def check_tables(self, document: dict[str, Any]) -> str:
        """Every cell of every table. Raises Fault naming the first that differs."""
        tables = list(blocks(document, "table"))
        drawn = list(elements(self.pdf, "Table"))
        if len(tables) != len(drawn):
            raise Fault(f"Gedruckt sind {len(drawn)} Tabellen, die Daten haben {len(tables)}")
        _check_notes(tables)
        cells = sum(self._table(*pair) for pair in zip(tables, drawn, strict=True))
        return f"{len(tables)} Tabellen mit {cells} Zellen stimmen mit den Daten überein"

    def check_hash(self, document: bytes, stated: str) -> str:
        """The printed content hash is the one of the data."""
        digest = hashlib.sha256(document).hexdigest()
        if digest != stated:
            raise Fault("Die Daten passen nicht zu der Prüfsumme, die sie nennen")
        wanted = plain(f"SHA-256 {digest}")
        if not any(plain(self.text.of(one)) == wanted for one in elements(self.pdf, "LBody")):
            raise Fault("Gedruckt ist eine andere Inhaltsprüfsumme als die der Daten")
        return f"gedruckte Inhaltsprüfsumme {digest[:16]}… ist die der Daten"

    def _table(self, table: dict[str, Any], drawn: dict[str, Any]) -> int:
        self._frame(table, drawn)
        head, *rows = list(elements(self.pdf, "TR", drawn))
        columns = table["columns"]
        self._row(table, 0, columns_of(table), head)
        wanted = [_texts(columns, one) for one in table["rows"]] or [_none(columns)]
        if len(wanted) != len(rows):
            caption, found = table["caption"], len(rows)
            raise Fault(f"Tabelle „{caption}“: {found} Zeilen gedruckt, {len(wanted)} in den Daten")
        for number, (texts, row) in enumerate(zip(wanted, rows, strict=True), start=1):
            self._row(table, number, texts, row)
        return (len(rows) + 1) * len(columns)

    def _frame(self, table: dict[str, Any], drawn: dict[str, Any]) -> None:
        """Caption, head and body, nothing else."""
        kids = [self.pdf.resolve(one) for one in self.pdf.resolve(drawn["K"])]
        if [one["S"] for one in kids] != ["Caption", "THead", "TBody"]:
            raise Fault(f"Tabelle „{table['caption']}“ ist anders aufgebaut, als sie sein darf")
        printed = self.text.of(kids[0])
        if not same(table["caption"], printed):
            caption = table["caption"]
            raise Fault(f"Tabelle „{caption}“: gedruckt ist die Überschrift „{printed.strip()}“")

    def _row(self, table: dict[str, Any], number: int, texts: list[str], row: Any) -> None:
        cells = [self.pdf.resolve(one) for one in self.pdf.resolve(row["K"])]
        if len(cells) != len(texts):
            raise Fault(f"Tabelle „{table['caption']}“, Zeile {number}: Zellen fehlen")
        for column, text, cell in zip(table["columns"], texts, cells, strict=True):
            printed = self.text.of(cell)
            cut = HEAD if not number else CELL if _may_be_long(column) else None
            if not any(says(self.text, cell, one, cut) for one in _spellings(column, text)):
                place = f"Tabelle „{table['caption']}“, Zeile {number}, {column['label']}"
                raise Fault(f"{place}: gedruckt „{printed.strip()}“, in den Daten „{text}“")


def says(text: PageText, element: dict[str, Any], wanted: str, cut: Cut | None) -> bool:
    """Whether an element shows this text, or as much of it as is left where we cut; None where we
    never do."""
    printed = text.of(element)
    if same(wanted, printed):
        return True
    if cut is None or text.lines(element) <= cut.lines:
        return False
    return same_start(wanted, printed, cut.characters)


def _may_be_long(column: dict[str, Any]) -> bool:
    return bool(column["type"] == "text" or column["row_header"])


def _check_notes(tables: list[dict[str, Any]]) -> None:
    """Every mark at a figure has one explanation, and every explanation its mark."""
    marks = [
        number
        for table in tables
        for row in table["rows"]
        for number in row.get("notes", {}).values()
    ]
    told = [
        row["cells"][0]
        for table in tables
        if table["key"].startswith(_NOTES) and not table["key"].startswith(_OF_KEY_FIGURES)
        for row in table["rows"]
        if len(table["columns"]) == _NOTE_COLUMNS
    ]
    if [f"{number})" for number in sorted(marks)] != told:
        raise Fault("Anmerkungen an Zahlen und ihre Erläuterungen passen nicht zueinander")


def columns_of(table: dict[str, Any]) -> list[str]:
    """The heads of the columns; those of money name their unit."""
    money = " (EUR)"
    return [one["label"] + (money if one["type"] == "money" else "") for one in table["columns"]]


def header_of(columns: list[dict[str, Any]]) -> int:
    """The place of the column whose cells name the row."""
    return next(place for place, one in enumerate(columns) if one["row_header"])


def _texts(columns: list[dict[str, Any]], row: dict[str, Any]) -> list[str]:
    texts = [
        shown(column["type"], value) for column, value in zip(columns, row["cells"], strict=True)
    ]
    if row.get("label"):
        texts[header_of(columns)] = row["label"]
    notes = row.get("notes", {})
    return [
        f"{text} {notes[column['key']]})" if column["key"] in notes else text
        for column, text in zip(columns, texts, strict=True)
    ]


def _spellings(column: dict[str, Any], text: str) -> tuple[str, ...]:
    """A percent in a table has two decimals; earlier versions left out those that are nothing."""
    if column["type"] != "percent" or "," in text or not text.endswith(" %"):
        return (text,)
    return f"{text.removesuffix(' %')},00 %", text


def _none(columns: list[dict[str, Any]]) -> list[str]:
    texts = [""] * len(columns)
    texts[header_of(columns)] = NO_ROWS
    return texts


def figure_text(one: dict[str, Any]) -> str:
    if one["value"] is None:
        return "–"
    unit = "€" if one["type"] == "money" else one["unit"]
    return f"{shown(one['type'], one['value'])} {unit}"


def plain(text: str) -> str:
    """Text without white space and what no eye sees, so that line breaks do not matter."""
    composed = unicodedata.normalize("NFC", text).translate(_ALIKE)
    return "".join(
        one
        for one in composed
        if not one.isspace() and unicodedata.category(one) not in ("Cc", "Cf")
    )


def same(wanted: str, printed: str) -> bool:
    """Equal but for white space; a visible replacement stands for one character the font lacks."""
    return _alike(plain(wanted), plain(printed))


def same_start(wanted: str, printed: str, least: int) -> bool:
    """Whether at least so many characters of the text are printed, then the mark of a cut."""
    one, other = plain(wanted), plain(printed)
    if not other.endswith(_CUT) or len(other) < least + len(_CUT):
        return False
    other = other[: -len(_CUT)]
    return len(one) > len(other) and _alike(one[: len(other)], other)


def _alike(one: str, other: str) -> bool:
    return len(one) == len(other) and all(
        a == b or (b == _UNKNOWN and ord(a) > _LATIN) for a, b in zip(one, other, strict=True)
    )
