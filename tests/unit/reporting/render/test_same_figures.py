"""PDF, workbook, page, JSON and CSV carry the same figures: all of them are read and compared."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import html5lib
import openpyxl
import pikepdf
import pytest

from services.reporting.documents import Document, KeyFigures, Table, ValueType, from_json
from services.reporting.render import RENDERERS
from services.reporting.render.csv import write_csv
from shared.csv_text import ISO
from shared.money import parse_euro
from shared.periods import parse_german_date
from tests.pdf_structure import Reading
from tests.unit.reporting.render import samples

DOCUMENTS = {"quarterly": samples.quarterly, "vouchers": lambda: samples.voucher_list(60)}
Figures = list[list[object]]


def rendered(document: Document, suffix: str) -> bytes:
    target = io.BytesIO()
    RENDERERS[suffix](document, samples.frame(document), target)
    return target.getvalue()


def read_number(kind: ValueType, text: str) -> object:
    text = text.replace("\u00a0", " ").strip()
    if not text:
        return None
    if kind is ValueType.MONEY:
        return parse_euro(text)
    if kind is ValueType.PERCENT:
        return parse_euro(text.removesuffix("%").strip())
    if kind is ValueType.INTEGER:
        return int(text.replace(".", ""))
    return parse_german_date(text)


def figures_of(table: Table) -> Figures:
    """Return the numbers and days of every row, which is what must agree."""
    wanted = numeric(table)
    return [[row.cells[index] for index in wanted] for row in table.rows]


def numeric(table: Table) -> list[int]:
    return [
        index
        for index, one in enumerate(table.columns)
        if (one.type.is_number or one.type is ValueType.DATE) and index != table.header_index
    ]


def in_text(table: Table, rows: list[list[str]]) -> Figures:
    wanted = numeric(table)
    return [[read_number(table.columns[n].type, row[n]) for n in wanted] for row in rows]


def from_pdf(document: Document) -> list[Figures]:
    with pikepdf.open(io.BytesIO(rendered(document, "pdf"))) as pdf:
        tables = list(Reading(pdf).root.all("Table"))
    found = []
    for table, drawn in zip(document.tables(), tables, strict=True):
        rows = [[cell.words for cell in row.kids] for row in drawn.all("TR")][1:]
        found.append(in_text(table, rows))
    return found


def from_html(document: Document) -> list[Figures]:
    page = html5lib.parse(rendered(document, "html").decode(), namespaceHTMLElements=False)
    found = []
    for table in document.tables():
        (drawn,) = page.findall(f".//table[@id='table-{table.key}']")
        rows = [["".join(cell.itertext()) for cell in row] for row in drawn.findall("tbody/tr")]
        found.append(in_text(table, rows))
    return found


def from_csv(document: Document) -> list[Figures]:
    text = rendered(document, "csv").decode("utf-8-sig")
    return [in_text(table, rows) for table, rows in csv_blocks(document, text, ";")]


def from_iso_csv(document: Document) -> list[Figures]:
    target = io.BytesIO()
    write_csv(document, target, ISO)
    found = []
    for table, rows in csv_blocks(document, target.getvalue().decode("utf-8"), ","):
        kinds = [(n, table.columns[n].type) for n in numeric(table)]
        found.append([[read_iso(kind, row[n]) for n, kind in kinds] for row in rows])
    return found


def read_iso(kind: ValueType, text: str) -> object:
    if not text:
        return None
    if kind is ValueType.DATE:
        return date.fromisoformat(text)
    return int(Decimal(text).scaleb(0 if kind is ValueType.INTEGER else 2))


def csv_blocks(document: Document, text: str, mark: str) -> Iterator[tuple[Table, list[list[str]]]]:
    """The rows below the head of each table."""
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    for table in document.tables():
        start = lines.index([table.caption]) + 1 if [table.caption] in lines else 0
        block = lines[start + 1 :]
        end = block.index([]) if [] in block else len(block)
        yield table, block[:end]


def from_json_text(document: Document) -> list[Figures]:
    read = from_json(Document, json.loads(rendered(document, "json"))["document"])
    return [figures_of(table) for table in read.tables()]


def from_xlsx(document: Document) -> list[Figures]:
    book = openpyxl.load_workbook(io.BytesIO(rendered(document, "xlsx")), data_only=True)
    found = []
    for table in document.tables():
        sheet = book[table.caption[:31].strip()]
        rows = list(sheet.iter_rows(min_row=5, values_only=True))
        wanted = numeric(table)
        found.append([[exact(table.columns[n].type, row[n]) for n in wanted] for row in rows])
    return found


def exact(kind: ValueType, value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    factor = {ValueType.MONEY: 100, ValueType.PERCENT: 10_000}.get(kind, 1)
    return int(Decimal(str(value)) * factor)


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(
    "reader", [from_pdf, from_html, from_csv, from_iso_csv, from_json_text, from_xlsx]
)
def test_tables_agree(name, reader):
    document = DOCUMENTS[name]()
    assert reader(document) == [figures_of(table) for table in document.tables()]


def test_key_figures_agree():
    document = samples.quarterly()
    (block,) = [one for one in document.blocks() if isinstance(one, KeyFigures)]
    expected = [one.value for one in block.figures]
    kinds = [one.type for one in block.figures]

    with pikepdf.open(io.BytesIO(rendered(document, "pdf"))) as pdf:
        bodies = [one.words for one in Reading(pdf).root.all("LBody")][: len(expected)]
    words = [body.removesuffix("vorläufig") for body in bodies]
    assert [read_number(*one) for one in zip(kinds, words, strict=True)] == expected

    page = html5lib.parse(rendered(document, "html").decode(), namespaceHTMLElements=False)
    shown = page.findall(".//dl[@class='report-figures']//data")
    assert [int(one.get("value")) for one in shown] == expected
    texts = [one.text or "" for one in shown]
    assert [read_number(*one) for one in zip(kinds, texts, strict=True)] == expected

    book = openpyxl.load_workbook(io.BytesIO(rendered(document, "xlsx")), data_only=True)
    named = [book.defined_names[f"K_{one.key}"].attr_text for one in block.figures]
    cells = [book["Bericht"][place.split("!")[1].replace("$", "")].value for place in named]
    assert [exact(*one) for one in zip(kinds, cells, strict=True)] == expected

    lines = rendered(document, "csv").decode("utf-8-sig").split("\r\n")[2 : 2 + len(expected)]
    values = [line.split(";")[1] for line in lines]
    assert [read_number(*one) for one in zip(kinds, values, strict=True)] == expected
