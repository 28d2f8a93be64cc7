"""Bars as long as their values, and nothing drawn among them or beside an amount as if part of a
chart: no length differs, no line is added, no figure reaches to another text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from services.reporting.check.belongings import Belongings
from services.reporting.check.content import Foreign
from services.reporting.check.fonts import Fonts
from services.reporting.check.outcome import Fault
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.pdf_text import PageText
from services.reporting.check.pictures import Pictures
from services.reporting.check.reading_order import ReadingOrder
from services.reporting.documents import Chart, Document, Part, Section
from tests.contract.pdf_forging import forged
from tests.unit.reporting.render import samples
from tests.unit.reporting.render.test_check_of_prints import (
    Data,
    charted,
    column_chart,
    many_bars,
    many_columns,
    no_bars,
    odd_bars,
    printed,
)

FIGURE = re.compile(rb"/Figure<</MCID \d+>>BDC.*?EMC", re.DOTALL)
DRAWN = re.compile(rb"q\nn [-\d. ]+ re W\* n\n.*?\nS\nQ\n|n [-\d. ]+ re (?:f\*|S)\n", re.DOTALL)
"""A box with its pattern, a filled one, a frame."""
BOX = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re")


def judge(pdf: PdfFile, document: Data, frame: Data) -> str:
    text, order = PageText(pdf), ReadingOrder(pdf)
    Belongings(pdf, text, Fonts(pdf), order).check()
    return Pictures(pdf, text, order).check(document, frame)


def is_bar(box: re.Match[bytes]) -> bool:
    """No sign of the legend, no rule."""
    return float(box[3]) > 4 and float(box[4]) > 4 and box[3] != b"14"


def bars(raw: bytes) -> list[re.Match[bytes]]:
    """Of the last figure of a page."""
    start = raw.rfind(b"/Figure")
    return [one for one in BOX.finditer(raw, start) if is_bar(one)] if start >= 0 else []


def with_table() -> Document:
    """A chart with a list of amounts below."""
    section = Section("Bild", (samples.bar_chart(), *samples.voucher_list(3).parts[0].blocks))
    return replace(samples.quarterly(), parts=(Part("main", (section,)),))


def no_columns() -> Chart:
    one = column_chart()
    series = tuple(replace(each, values=()) for each in one.series)
    return replace(one, categories=(), series=series)


def nothing(chart: Chart) -> Document:
    """As many values, each of them nothing."""
    empty = (replace(one, values=(0,) * len(one.values)) for one in chart.series)
    return charted(replace(chart, series=tuple(empty)))


HONEST: dict[str, Callable[[], Document]] = {
    "bars": lambda: charted(samples.bar_chart()),
    "bars in pieces": lambda: charted(many_bars()),
    "odd bars": lambda: charted(odd_bars()),
    "columns": lambda: charted(column_chart()),
    "columns in pieces": lambda: charted(many_columns()),
    "curves": lambda: charted(samples.line_chart()),
    "beside a table": with_table,
    "no bars": lambda: charted(no_bars()),
    "no columns": lambda: charted(no_columns()),
    "bars of nothing": lambda: nothing(samples.bar_chart()),
    "columns of nothing": lambda: nothing(column_chart()),
}


@pytest.mark.parametrize("name", HONEST)
def test_charts_of_ours_are_accepted(name: str) -> None:
    judge(*printed(HONEST[name]()))


@pytest.mark.parametrize(
    "make", [samples.bar_chart, column_chart, many_bars], ids=lambda one: one.__name__
)
def test_a_length_that_is_not_the_value_is_named(make: Callable[[], Chart]) -> None:
    """The words beside the bars are those of the data; only the boxes are longer or shorter."""
    pdf, document, frame = printed(charted(make()))
    judge(pdf, document, frame)
    data = bytes(pdf.data)

    def stretch(file: pikepdf.Pdf) -> None:
        page = max(file.pages, key=lambda one: len(bars(one.Contents.read_bytes())))
        content = page.Contents
        raw = content.read_bytes()
        found = bars(raw)[-1]
        longer = b"%b %b %.3f %.3f re" % (
            found[1], found[2], float(found[3]) - 3, float(found[4])
        )  # fmt: skip
        content.write(zlib.compress(raw.replace(found[0], longer)), filter=pikepdf.Name.FlateDecode)

    with pytest.raises(Fault):
        judge(PdfFile(forged(data, stretch)), document, frame)


@pytest.mark.parametrize(
    "make", [samples.bar_chart, column_chart, many_bars], ids=lambda one: one.__name__
)
def test_a_chart_without_its_bars_is_named(make: Callable[[], Chart]) -> None:
    """All boxes of the figures are gone, of the legend too: only the words are left."""
    pdf, document, frame = printed(charted(make()))
    judge(pdf, document, frame)

    def empty(file: pikepdf.Pdf) -> None:
        for page in file.pages:
            raw = page.Contents.read_bytes()
            changed = FIGURE.sub(without_boxes, raw)
            page.Contents.write(zlib.compress(changed), filter=pikepdf.Name.FlateDecode)

    with pytest.raises(Foreign, match=r"0 statt \d+ Balken"):
        judge(PdfFile(forged(bytes(pdf.data), empty)), document, frame)


def without_boxes(figure: re.Match[bytes]) -> bytes:
    """The code beside the title has no words and stays."""
    return DRAWN.sub(b"", figure[0]) if b"Tj" in figure[0] else figure[0]


def test_what_was_not_measured_is_not_said_to_be() -> None:
    """Where the step of the drawing stopped before a page, nobody measured its bars."""
    pdf, document, frame = printed(charted(samples.bar_chart()))
    said = Pictures(pdf, PageText(pdf), ReadingOrder(pdf)).check(document, frame)
    assert "Aussagen und Beschriftungen sind die der Daten" in said
    assert said.endswith("; Längen der Balken und Kurven sind nicht verglichen")


@pytest.mark.parametrize("make", [samples.bar_chart, samples.line_chart])
def test_what_is_left_open_is_said_in_good_german(make: Callable[[], Chart]) -> None:
    said = judge(*printed(charted(make())))
    assert "Beschriftungen, Farben, Balken und Kurven sind die der Daten" in said
    assert said.endswith("; der QR-Code zeigt die gedruckte Prüfmarke")


STROKES = {
    "a digit before an amount": b"0.1 0.12 0.16 RG 1 w n %(x)f %(y)f m %(x)f %(top)f l S ",
    "a ring around an amount": (
        b"0.75 0.1 0.12 RG 1 w n %(x)f %(y)f m %(x)f %(top)f %(x2)f %(top)f %(x2)f %(y)f c S "
    ),
    "a mark beside an amount": b"0.1 0.12 0.16 rg %(x)f %(y)f 1.2 6 re f ",
}


@pytest.mark.parametrize("near", ["bars", "table"])
@pytest.mark.parametrize("name", STROKES)
def test_what_is_drawn_as_if_part_of_a_chart_is_named(name: str, near: str) -> None:
    pdf, document, frame = printed(with_table())
    judge(pdf, document, frame)

    def draw(file: pikepdf.Pdf) -> None:
        content = file.pages[0].Contents
        raw = content.read_bytes()
        start = raw.rindex(b"/Figure")
        end = raw.index(b"EMC", start)
        box = list(BOX.finditer(raw, start, end))[-1]
        x, y = float(box[1]) + float(box[3]) + 2, float(box[2])
        if near == "table":
            x, y = 400.0, y - 60
        numbers = {b"x": x, b"y": y, b"top": y + 6, b"x2": x + 20}
        changed = raw[:end] + STROKES[name] % numbers + raw[end:]
        content.write(zlib.compress(changed), filter=pikepdf.Name.FlateDecode)

    with pytest.raises(Fault):
        judge(PdfFile(forged(bytes(pdf.data), draw)), document, frame)
