"""Overviews by line, measure, source and call forged in data that add up: each row is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services.reporting.check.attachments import attachments
from services.reporting.check.outcome import Fault
from services.reporting.check.overviews import check_overviews
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.printed import blocks
from services.reporting.check.sums import check_sums
from services.reporting.check.told import read_events
from services.reporting.check.vouchers import last_day_of
from tests.reported_house import document, draft, reported_house

KINDS = ("factual-report", "financial-statement", "portfolio", "quarterly", "voucher-list-summary")
Report = dict[str, Any]


@pytest.fixture(scope="module")
def attached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, bytes]]]:
    with reported_house(tmp_path_factory.mktemp("overviews")) as house:
        yield {kind: attachments(PdfFile(document(house, draft(house, kind)))) for kind in KINDS}


def table(report: Report, key: str) -> dict[str, Any]:
    return next(one for one in blocks(report, "table") if one["key"] == key)


def cell(key: str, column: str, value: Any = None) -> Callable[[Report], None]:
    """The first row says something else; an amount a cent more, as does the sum below it."""

    def forge(report: Report) -> None:
        found = table(report, key)
        place = [one["key"] for one in found["columns"]].index(column)
        rows = found["rows"]
        if value is not None:
            rows[0]["cells"][place] = value
            return
        rows[0]["cells"][place] += 1
        for row in rows:
            if row["kind"] == "total" and row["cells"][place] is not None:
                row["cells"][place] += 1

    return forge


def row_left_out(key: str) -> Callable[[Report], None]:
    def forge(report: Report) -> None:
        found = table(report, key)
        gone = found["rows"].pop(0)
        for row in found["rows"]:
            if row["kind"] == "total":
                row["cells"] = [
                    one - gone["cells"][at] if isinstance(one, int) else one
                    for at, one in enumerate(row["cells"])
                ]

    return forge


def own_share(report: Report) -> None:
    figures = (one for block in blocks(report, "key_figures") for one in block["figures"])
    next(one for one in figures if one["label"] == "Eigenanteil")["value"] += 1


FORGED: dict[str, tuple[str, Callable[[Report], None]]] = {
    "plan of a line": ("financial-statement", cell("plan_actual", "planned")),
    "category of a line": ("financial-statement", cell("plan_actual", "category", "Personal")),
    "a line left out": ("financial-statement", row_left_out("plan_actual")),
    "plan of a measure in the proof": ("financial-statement", cell("measures_actual", "planned")),
    "deviation of a measure": ("financial-statement", cell("measures_actual", "deviation")),
    "its percent": ("financial-statement", cell("measures_actual", "deviation_share")),
    "a source": ("financial-statement", cell("sources", "actual")),
    "the own share": ("financial-statement", own_share),
    "a deviation": ("factual-report", cell("deviating_lines", "deviation")),
    "the largest left out": ("factual-report", row_left_out("largest_lines")),
    "cost of a measure": ("factual-report", cell("measure_results", "actual")),
    "plan of a measure": ("factual-report", cell("measure_results", "planned")),
    "light of a measure": ("factual-report", cell("measure_results", "light", "green")),
    "called of a measure": ("portfolio", cell("measures", "called")),
    "left of a measure": ("portfolio", cell("measures", "available")),
    "forecast of a measure": ("portfolio", cell("measures", "coming")),
    "what it leads to": ("portfolio", cell("measures", "forecast")),
    "a light of the quarter": ("quarterly", cell("measures", "light", "green")),
    "measure of a line": ("quarterly", cell("lines", "measure", "M-9")),
    "a line unknown": ("voucher-list-summary", cell("summary", "line", "Reisen")),
}


@pytest.mark.parametrize("name", FORGED)
def test_an_overview_that_the_events_do_not_give_is_named(
    attached: dict[str, dict[str, bytes]], name: str
) -> None:
    kind, forge = FORGED[name]
    report = json.loads(attached[kind]["bericht.json"])["document"]
    told = read_events(attached[kind]["ereignisse.ndjson"])
    day = last_day_of(report["period_key"])
    assert "Übersichten nachgerechnet" in check_overviews(report, told, day)
    forge(report)
    check_sums(report)
    with pytest.raises(Fault):
        check_overviews(report, told, day)


def stand(report: Report, *said: Any) -> None:
    """What the first measure is said to be: light, quarter, milestones."""
    found = table(report, "measure_results")
    keys = [one["key"] for one in found["columns"]]
    for key, value in zip(("light", "reported", "milestones"), said, strict=True):
        found["rows"][0]["cells"][keys.index(key)] = value


def test_a_measure_stands_where_it_was_last_told_to_stand_by_the_day(
    attached: dict[str, dict[str, bytes]],
) -> None:
    """Not only if that was in the quarter the report ends with."""
    kind = "factual-report"
    report = json.loads(attached[kind]["bericht.json"])["document"]
    told = read_events(attached[kind]["ereignisse.ndjson"])
    day = last_day_of(report["period_key"])
    steps = [{"title": "Start", "due_on": day, "done_on": one} for one in (day, "2099-01-01", None)]
    before = {"period": "2025-Q2", "light": "red", "listed_milestones": []}
    (measure,) = {key for key, one in told.things.items() if "measure" in one}
    told.statuses = {
        (measure, "2025-Q2"): before,
        (measure, "2025-Q3"): {"period": "2025-Q3", "light": "green", "listed_milestones": steps},
        (measure, "2099-Q1"): before | {"period": "2099-Q1"},
        ("other", "2025-Q4"): before | {"period": "2025-Q4"},
    }
    stand(report, "green", "3. Quartal 2025", "1 von 3, 2 überfällig")
    assert "Übersichten nachgerechnet" in check_overviews(report, told, day)
    for said in (
        ("none", "–", "–"),
        ("red", "2. Quartal 2025", "–"),
        ("red", "1. Quartal 2099", "–"),
        ("green", "3. Quartal 2025", "1 von 3"),
        ("green", "3. Quartal 2025", "2 von 3, 1 überfällig"),
    ):
        stand(report, *said)
        with pytest.raises(Fault):
            check_overviews(report, told, day)
