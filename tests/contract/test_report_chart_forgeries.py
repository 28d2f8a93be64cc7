"""Charts forged: in data that disagree with the table or the events, and in what is drawn."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest

from services.reporting.check.attachments import attachments
from services.reporting.check.chart_data import check_chart_data, check_chart_events
from services.reporting.check.chart_words import axis_words, ticks_of
from services.reporting.check.outcome import WRONG, Fault
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.printed import blocks
from services.reporting.check.report import Trust, check_report
from services.reporting.check.told import Told, read_events
from services.reporting.check.vouchers import last_day_of
from services.reporting.documents import ValueType
from services.reporting.render.axis import axis_for
from tests.contract.pdf_forging import Change, forged
from tests.reported_house import document, draft, reported_house

KINDS = ("quarterly", "cash-flow", "portfolio", "data-quality")
_CURVE = re.compile(rb"\[\] 0 d\nn ([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l\nS\n")
Report = dict[str, Any]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    with reported_house(tmp_path_factory.mktemp("charts")) as house:
        yield {kind: document(house, draft(house, kind)) for kind in KINDS}


@pytest.fixture(scope="module")
def attached(files: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    return {kind: attachments(PdfFile(data)) for kind, data in files.items()}


# --- data -------------------------------------------------------------------------------------


def chart(report: Report, key: str) -> dict[str, Any]:
    return next(one for one in blocks(report, "chart") if one["key"] == key)


def value(key: str, series: int, place: int, by: int = 1) -> Callable[[Report], None]:
    def forge(report: Report) -> None:
        chart(report, key)["series"][series]["values"][place] += by

    return forge


def labels_swapped(report: Report) -> None:
    first, second, *_ = chart(report, "years_chart")["series"]
    first["label"], second["label"] = second["label"], first["label"]


def another_category(report: Report) -> None:
    chart(report, "half_years_chart")["categories"][0] = "2. Hj. 2025"


def unknown(report: Report) -> None:
    chart(report, "plan_forecast")["key"] = "plan"


def bent(report: Report) -> None:
    values = chart(report, "money_flow")["series"][2]["values"]
    values[-2] -= 100


def quarter_left_out(report: Report) -> None:
    found = chart(report, "money_flow")
    for one in (found["categories"], *(series["values"] for series in found["series"])):
        del one[-2]


def without_table(report: Report) -> None:
    for part in report["parts"]:
        for section in part["sections"]:
            section["blocks"] = [one for one in section["blocks"] if one.get("key") != "years"]


DATA: dict[str, tuple[str, Callable[[Report], None]]] = {
    "a year's plan": ("cash-flow", value("years_chart", 0, 0)),
    "a year's forecast": ("cash-flow", value("years_chart", 2, 1)),
    "a half-year": ("cash-flow", value("half_years_chart", 3, 1)),
    "other names": ("cash-flow", labels_swapped),
    "other half-years": ("cash-flow", another_category),
    "no table": ("cash-flow", without_table),
    "a measure": ("portfolio", value("plan_forecast", 1, 0)),
    "another chart": ("portfolio", unknown),
    "ages": ("data-quality", value("certification_ages", 0, 1)),
    "a measure's plan": ("quarterly", value("plan_actual", 0, 0)),
    "the end of a curve": ("quarterly", value("money_flow", 0, 1)),
    "what came in": ("quarterly", value("money_flow", 1, 1)),
    "a bent forecast": ("quarterly", bent),
    "a quarter left out": ("quarterly", quarter_left_out),
}


@pytest.mark.parametrize("name", DATA)
def test_a_chart_that_differs_from_its_table_is_named(
    attached: dict[str, dict[str, bytes]], name: str
) -> None:
    kind, forge = DATA[name]
    report = json.loads(attached[kind]["bericht.json"])["document"]
    assert "Werte der Diagramme stehen so in den Tabellen" in check_chart_data(report)
    forge(report)
    with pytest.raises(Fault, match="iagramm"):
        check_chart_data(report)


@pytest.mark.parametrize(
    "forge",
    [value("plan_actual", 1, 0), value("money_flow", 0, 0, 100_000), value("money_flow", 1, 0)],
)
def test_a_chart_that_the_events_do_not_give_is_named(
    attached: dict[str, dict[str, bytes]], forge: Callable[[Report], None]
) -> None:
    report = json.loads(attached["quarterly"]["bericht.json"])["document"]
    told: Told = read_events(attached["quarterly"]["ereignisse.ndjson"])
    day = last_day_of(report["period_key"])
    assert "5 Werte der Diagramme nachgerechnet" in check_chart_events(report, told, day)
    forge(report)
    with pytest.raises(Fault, match="Diagramm"):
        check_chart_events(report, told, day)


@pytest.mark.parametrize("high", [0, 1, 99, 577_664, 2_280_662, 123_456_789, 7_000_000_000])
@pytest.mark.parametrize("low", [0, -1, -250_000])
def test_a_scale_is_the_one_the_renderer_draws(low: int, high: int) -> None:
    one = {"type": "money", "categories": ["Q1/2026"], "series": [{"values": [low, high, None]}]}
    axis = axis_for([low, high], ValueType.MONEY, steps=4)
    assert ticks_of(one) == list(axis.ticks())
    assert axis_words(one) == [axis.label(tick) for tick in axis.ticks()]


# --- drawing ----------------------------------------------------------------------------------


def figure(key: str, old: bytes, new: bytes, *, last: bool = False) -> Change:
    """What is drawn in the figure of this page with other operators."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            if key.encode() in content:
                start = content.rindex(b"/Figure")
                drawn = content[start : content.index(b"EMC", start)]  # a table may follow
                assert re.search(old, drawn), drawn
                found = list(re.finditer(old, drawn))[-1 if last else 0]
                at, end = start + found.start(), start + found.end()
                page.Contents = pdf.make_stream(content[:at] + found.expand(new) + content[end:])
                return
        raise AssertionError(key)

    return change


_SLOPE = rb"(n [\d.]+ [\d.]+ m [\d.]+) ([\d.]+) (l\nS)"
DRAWN: dict[str, tuple[Change, str]] = {
    "a lower curve": (figure("Q4/2027", _SLOPE, rb"\1 192.3333 \3", last=False), "Legende"),
    "a forecast that falls": (
        figure("Q4/2027", rb"[\d.]+ (l\nS\n\[\] 0 d\n.55 .27 .03 rg)", rb"200.00 \1", last=True),
        "anders läuft als ihre Werte",
    ),
    "a point elsewhere": (
        figure("Q4/2027", rb"n ([\d.]+) [\d.]+ m ([\d.]+) [\d.]+ l ([\d.]+) [\d.]+ l [\d. ]+ l h",
               rb"n \1 252.5 m \2 255 l \3 252.5 l \2 250 l h", last=True),
        "ein Punkt",
    ),
    "no marks": (figure("Q4/2027", rb"f\*", rb"n", last=True), "im Diagramm"),
    "another colour": (
        figure("Q4/2027", rb"\.55 \.27 \.03 RG", rb".04 .2 .42 RG", last=True), "Zeichen"
    ),
    "a dash that shows nothing": (
        figure("Q4/2027", rb"\[1\.2 2\] 0 d", rb"[0 400] 0 d", last=True), "andere Linie der Reihe"
    ),
    "a hairline": (figure("Q4/2027", rb"1\.4 w", rb".01 w", last=True), "andere Linie der Reihe"),
    "one line more": (
        figure("Q4/2027", rb"\.04 \.2 \.42 RG\n1\.4 w", rb".04 .2 .42 RG 1.4 w n 340.00 200.00 m "
               rb"500.00 300.00 l S .04 .2 .42 RG 1.4 w", last=True),
        "im Diagramm",
    ),
    "a number of the scale elsewhere": (
        figure("Q4/2027", rb"(BT [\d.]+) [\d.]+ (Td /F2\+0 7.2 Tf \(10 \))", rb"\1 275.00 \2"),
        "Zahl neben ihrer Linie",
    ),
    "another number of the scale": (
        figure("Q4/2027", rb"\(10 \)", rb"(30 )"), "andere Beschriftung"
    ),
    "a name below another point": (
        figure("Q4/2027", rb"BT [\d.]+ ([\d.]+ Td /F2\+0 7.2 Tf \(Q2/2027)", rb"BT 424.00 \1"),
        "Name",
    ),
    "other names": (figure("Q4/2027", rb"Q2/2027", rb"Q3/2027"), "andere Beschriftung"),
    "a bar in the colour of another": (
        figure("1. Hj. 2026", rb"\.04 \.2 \.42 (RG|rg)", rb".36 .4 .46 \1", last=True),
        "Farbe einer anderen Reihe",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_drawn_otherwise_is_named(files: dict[str, bytes], name: str) -> None:
    change, told = DRAWN[name]
    kind = "cash-flow" if "bar" in name else "quarterly"
    outcome = check_report(forged(files[kind], change), None, Trust())
    found = {step: text for step, state, text in outcome.steps if state == WRONG}
    assert told in found.get("Diagramme", ""), found
