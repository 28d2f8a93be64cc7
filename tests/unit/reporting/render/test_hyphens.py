"""Long words are parted where a German reader expects it, addresses and ids behind a sign."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.pdf_text import PageText
from services.reporting.check.printed import Print
from services.reporting.documents import Column, Document, Part, Row, Table, Value, ValueType
from services.reporting.render.finding import Finding
from services.reporting.render.json import render_json
from services.reporting.render.pdf import render_pdf
from services.reporting.render.pdf.fonts import REGULAR, face
from services.reporting.render.pdf.hyphens import SOFT_HYPHEN
from services.reporting.render.pdf.lines import break_text
from tests.unit.reporting.render import samples


@pytest.mark.parametrize(
    ("word", "width", "shown"),
    [
        ("Verwaltungsvorschrift", 60, "Verwaltungs-|vorschrift"),
        ("Bundesrechnungshof", 60, "Bundesrech-|nungshof"),
        ("Rechnungsprüfungsamt", 74, "Rechnungs-|prüfungsamt"),
        ("Personalausgaben", 60, "Personal-|ausgaben"),
        ("Sicherheitseinbehalt", 60, "Sicherheits-|einbehalt"),
        ("Datenträgerüberlassung", 75, "Datenträger-|überlassung"),
        ("Fördermittelkompass,", 60, "Fördermittel-|kompass,"),
        ("https://gitlab.opencode.de/", 60, "https://gitlab.|opencode.de/"),
        ("17d35149-7345-4ddd-8b75", 75, "17d35149-7345-|4ddd-8b75"),
        ("MEUCIQDxWerbung0verfahren9unterlagen", 90, "MEUCIQDxWerbung0ver|fahren9unterlagen"),
        ("2023-07-03T13:00:00.000Z", 75, "2023-07-03|T13:00:00.000Z"),
    ],
)
def test_where_words_part(word: str, width: int, shown: str) -> None:
    lines = break_text(word, face(REGULAR), width, 8)
    assert "|".join(lines).replace(SOFT_HYPHEN, "-") == shown


def test_a_word_the_line_holds_is_not_parted() -> None:
    lines = break_text("die Verwaltungsvorschrift gilt", face(REGULAR), 90, 8)
    assert SOFT_HYPHEN not in "".join(lines)


LONG = "Verwendungsnachweisprüfungsverfahren"


def narrow(columns: int, type_: ValueType, value: Value) -> Document:
    more = tuple(Column(f"c{n}", "Wert", type_) for n in range(columns))
    table = Table(
        "narrow",
        "Schmale Spalten",
        (Column("name", "Regel", row_header=True), *more),
        (Row((LONG, *[value] * columns)),),
    )
    return replace(samples.quarterly(), parts=(Part("main", blocks=(table,)),))


def drawn(document: Document) -> tuple[bytes, tuple[Finding, ...]]:
    target = io.BytesIO()
    made = render_pdf(document, samples.frame(document), target)
    return target.getvalue(), made.findings


def test_a_parted_word_is_found_whole_by_who_reads_the_file() -> None:
    document = narrow(6, ValueType.TEXT, LONG)
    data, findings = drawn(document)
    pdf = PdfFile(data)
    text = PageText(pdf)
    as_read = io.BytesIO()
    render_json(document, samples.frame(document), as_read)
    Print(pdf, text).check_tables(json.loads(as_read.getvalue())["document"])
    assert findings == ()


def test_a_table_wider_than_the_page_is_a_finding() -> None:
    (finding,) = drawn(narrow(20, ValueType.MONEY, -9_999_999_999))[1]
    assert (finding.code, finding.count) == ("table_narrow", 1)
    assert "„Schmale Spalten“" in finding.message
