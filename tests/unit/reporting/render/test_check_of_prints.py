"""The check program against prints of every kind: no false alarm, and no forged chart passes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services.reporting.check.belongings import Belongings
from services.reporting.check.chart_words import after, bar_words, column_words, legend_words
from services.reporting.check.fonts import Fonts
from services.reporting.check.furniture import Furniture
from services.reporting.check.outcome import Fault
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.pdf_text import PageText
from services.reporting.check.pictures import Pictures
from services.reporting.check.printed import Print, blocks
from services.reporting.check.prose import Prose
from services.reporting.check.reading_order import ReadingOrder
from services.reporting.documents import (
    Chart,
    ChartKind,
    Document,
    Part,
    Section,
    Series,
    SeriesRole,
    ValueType,
)
from services.reporting.render.json import render_json
from services.reporting.render.pdf import render_pdf
from tests.unit.reporting.render import samples

Data = dict[str, Any]


def charted(chart: Chart) -> Document:
    return replace(samples.quarterly(), parts=(Part("main", (Section("Bild", (chart,)),)),))


def many_bars() -> Chart:
    """Higher than two pages: drawn in pieces."""
    one = samples.bar_chart()
    names = tuple(f"Maßnahme {number}" for number in range(90))
    series = tuple(
        replace(each, values=tuple(place * 1_234_567 for place in range(90)), facts=())
        for each in one.series
    )
    return replace(one, categories=names, series=series)


def column_chart() -> Chart:
    return Chart(
        "half_years", ChartKind.COLUMN, "Geldfluss je Halbjahr",
        "Bezahlt sind 1,6 Mio. EUR, eingegangen 0,9; erwartet werden 1,1.",
        ("1. Hj. 2025", "2. Hj. 2025", "1. Hj. 2026", "2. Hj. 2026"),
        (
            Series("Bezahlt", SeriesRole.ACTUAL, (1_234_567_00, -20_000_00, 400_000_00, 0)),
            Series("Prognose", SeriesRole.FORECAST, (0, 0, 250_000_00, 812_000_00)),
            Series("Eingegangen", SeriesRole.RECEIVED, (0, 900_000_00, None, None)),
            Series("Noch abrufbar", SeriesRole.POTENTIAL, (0, 0, 310_000_00, 527_000_00)),
        ),
        category_label="Halbjahr",
    )  # fmt: skip


def many_columns() -> Chart:
    """Wider than two pages: drawn in pieces."""
    one = column_chart()
    series = tuple(replace(each, values=each.values * 6) for each in one.series)
    return replace(one, categories=tuple(f"H{n}" for n in range(24)), series=series)


def odd_bars() -> Chart:
    """A name without an end, a negative and a missing value, letters the font lacks."""
    one = samples.bar_chart()
    series = tuple(Series(each.label, each.role, (-150_049_99, None)) for each in one.series)
    return replace(one, categories=("Langer Name " * 40, "Tee 🫖"), series=series)


def counted() -> Chart:
    one = samples.bar_chart()
    series = (Series("Anzahl", one.series[0].role, (12_345, 0)),)
    return replace(one, categories=("Plan", "Ist"), series=series, type=ValueType.INTEGER)


def no_bars() -> Chart:
    one = samples.bar_chart()
    return replace(
        one, categories=(), series=tuple(Series(s.label, s.role, ()) for s in one.series)
    )


PRINTS: dict[str, Callable[[], Document]] = {
    "quarterly": samples.quarterly,
    "hostile": samples.hostile,
    "long list": lambda: samples.voucher_list(300),
    "bars": lambda: charted(samples.bar_chart()),
    "lines": lambda: charted(samples.line_chart()),
    "bars in pieces": lambda: charted(many_bars()),
    "columns": lambda: charted(column_chart()),
    "columns in pieces": lambda: charted(many_columns()),
    "no columns": lambda: charted(replace(no_bars(), kind=ChartKind.COLUMN, series=())),
    "odd bars": lambda: charted(odd_bars()),
    "percent": lambda: charted(replace(many_bars(), type=ValueType.PERCENT)),
    "counted": lambda: charted(counted()),
    "no bars": lambda: charted(no_bars()),
}


def printed(document: Document) -> tuple[PdfFile, Data, Data]:
    frame = samples.frame(document, released=True)
    pdf, data = io.BytesIO(), io.BytesIO()
    render_pdf(document, frame, pdf)
    render_json(document, frame, data)
    read = json.loads(data.getvalue())
    return PdfFile(pdf.getvalue()), read["document"], read["frame"]


@pytest.mark.parametrize("name", PRINTS)
def test_no_print_of_ours_gives_a_false_alarm(name: str) -> None:
    pdf, document, frame = printed(PRINTS[name]())
    text, order = PageText(pdf), ReadingOrder(pdf)
    Belongings(pdf, text, Fonts(pdf), order).check()
    Print(pdf, text).check_tables(document)
    Prose(pdf, text).check(document, frame)
    Pictures(pdf, text, order).check(document, frame)
    Furniture(pdf, text, order).check(document, frame)


def other_message(chart: Data) -> None:
    chart["message"] = chart["message"].replace("1", "2")


def other_amount(chart: Data) -> None:
    chart["series"][0]["values"][0] += 100_000_000


def names_swapped(chart: Data) -> None:
    first, second = chart["series"][:2]
    first["label"], second["label"] = second["label"], first["label"]


def other_category(chart: Data) -> None:
    chart["categories"][0] += "x"


def category_left_out(chart: Data) -> None:
    del chart["categories"][-1]
    for one in chart["series"]:
        del one["values"][-1]


@pytest.mark.parametrize("name", ["bars", "bars in pieces", "columns", "columns in pieces"])
@pytest.mark.parametrize(
    "forge", [other_message, names_swapped, other_amount, other_category, category_left_out]
)
def test_a_chart_that_differs_is_named(name: str, forge: Callable[[Data], None]) -> None:
    pdf, document, frame = printed(PRINTS[name]())
    (chart,) = blocks(document, "chart")
    before = json.dumps(chart)
    forge(chart)
    assert json.dumps(chart) != before
    with pytest.raises(Fault, match="Diagramm „"):
        Pictures(pdf, PageText(pdf), ReadingOrder(pdf)).check(document, frame)


def test_a_chart_the_data_lack_is_named() -> None:
    pdf, document, frame = printed(PRINTS["bars"]())
    document["parts"][0]["sections"][0]["blocks"] = []
    with pytest.raises(Fault, match="die Daten nicht haben"):
        Pictures(pdf, PageText(pdf), ReadingOrder(pdf)).check(document, frame)


def test_a_code_of_another_checkpoint_is_named() -> None:
    pdf, document, frame = printed(PRINTS["bars"]())
    with pytest.raises(Fault, match="QR-Code"):
        Pictures(pdf, PageText(pdf), ReadingOrder(pdf)).check(
            document, frame | {"cut_off_position": 4712}
        )


def test_a_caption_that_differs_is_named() -> None:
    pdf, document, _ = printed(samples.voucher_list(3))
    next(blocks(document, "table"))["caption"] += " (geprüft)"
    with pytest.raises(Fault, match="gedruckt ist die Überschrift"):
        Print(pdf, PageText(pdf)).check_tables(document)


def test_words_of_a_chart() -> None:
    chart = {
        "type": "money", "categories": ["A", "B"],
        "series": [{"label": "Plan", "role": "actual", "values": [150_000_000, -99_500_000]}],
    }  # fmt: skip
    assert legend_words(chart) == ["Plan", "in Mio. EUR"]
    assert bar_words(chart, 0) == ["A", "1,50"] and bar_words(chart, 1) == ["B", "−1,00"]
    assert column_words(chart, 1) == ["B", "−1,00"]
    assert after("Plan in Mio. EUR A 1,50", ["Plan", "in Mio. EUR"]) == "A1,50"
    assert after("Pl… 1", ["Planung", "1"]) == "" and after("Pf… 1", ["Planung", "1"]) is None
    assert after("Pla", ["Plan"]) is None
