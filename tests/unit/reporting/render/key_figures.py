"""The key figures of a document as each of its forms tells them, label and value in order."""

from __future__ import annotations

import csv
import io
import json
from typing import Final

import html5lib
import openpyxl
import pikepdf

from services.reporting.documents import Document, KeyFigure, KeyFigures, from_json
from services.reporting.render.csv import write_csv
from shared.csv_text import ISO
from tests.pdf_structure import Reading
from tests.unit.reporting.render.test_same_figures import exact, read_iso, read_number, rendered

Told = list[tuple[str, object]]
_TITLE: Final = "Kennzahlen"
_SUMMARY: Final = "Bericht"


def blocks_in(document: Document) -> list[KeyFigures]:
    return [one for one in document.blocks() if isinstance(one, KeyFigures)]


def figures_in(document: Document) -> list[KeyFigure]:
    return [figure for block in blocks_in(document) for figure in block.figures]


def told_by(document: Document) -> Told:
    return [(one.label, one.value) for one in figures_in(document)]


def from_pdf(document: Document) -> Told:
    """From the structure: the items of a list that have a label of their own."""
    with pikepdf.open(io.BytesIO(rendered(document, "pdf"))) as pdf:
        lists = [
            [(_words(one, "Lbl"), _words(one, "LBody")) for one in drawn.all("LI")]
            for drawn in Reading(pdf).root.all("L")
        ]
    found: Told = []
    for block in blocks_in(document):
        labels = [_plain(one.label) for one in block.figures]
        at = next(n for n, one in enumerate(lists) if [label for label, _ in one] == labels)
        found += _read(list(block.figures), lists[at])
        lists = lists[at + 1 :]
    return found


def from_html(document: Document) -> Told:
    """The text; and the machine-readable value beside it must say the same."""
    page = html5lib.parse(rendered(document, "html").decode(), namespaceHTMLElements=False)
    pairs = []
    for item in page.findall(".//dl[@class='report-figures']/div"):
        label, shown = item.find("dt"), item.find("dd/data")
        pairs.append((label.text, shown.text or ""))
        assert shown.get("value") == str(_value_of(document, len(pairs) - 1))
    return _read(figures_in(document), pairs)


def from_csv(document: Document) -> Told:
    text = rendered(document, "csv").decode("utf-8-sig")
    return _read(figures_in(document), _csv_pairs(document, text, ";"))


def from_iso_csv(document: Document) -> Told:
    target = io.BytesIO()
    write_csv(document, target, ISO)
    pairs = _csv_pairs(document, target.getvalue().decode("utf-8"), ",")
    kinds = [one.type for one in figures_in(document)]
    return [(name, read_iso(kind, text)) for kind, (name, text) in zip(kinds, pairs, strict=True)]


def from_xlsx(document: Document) -> Told:
    book = openpyxl.load_workbook(io.BytesIO(rendered(document, "xlsx")), data_only=True)
    rows = iter(book[_SUMMARY].iter_rows(max_col=2, values_only=True) if told_by(document) else ())
    found: Told = []
    for one in figures_in(document):
        value = next(value for label, value in rows if label == one.label and value is not None)
        found.append((one.label, exact(one.type, value)))
    return found


def from_json_text(document: Document) -> Told:
    return told_by(from_json(Document, json.loads(rendered(document, "json"))["document"]))


READERS = (from_pdf, from_html, from_csv, from_iso_csv, from_json_text, from_xlsx)


def _read(wanted: list[KeyFigure], pairs: list[tuple[str, str]]) -> Told:
    return [
        (_plain(label), read_number(one.type, _bare(one, text)))
        for one, (label, text) in zip(wanted, pairs, strict=True)
    ]


def _bare(one: KeyFigure, text: str) -> str:
    return _plain(text).removesuffix(_plain(one.note)).strip().removesuffix(one.unit).strip()


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def _words(item: Reading, tag: str) -> str:
    return _plain(" ".join(one.words for one in item.all(tag)))


def _value_of(document: Document, number: int) -> object:
    return figures_in(document)[number].value


def _csv_pairs(document: Document, text: str, mark: str) -> list[tuple[str, str]]:
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    count = len(figures_in(document))
    start = lines.index([_TITLE]) + 2 if count else 0
    return [(line[0], line[1]) for line in lines[start : start + count]]
