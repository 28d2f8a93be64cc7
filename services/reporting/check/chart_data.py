"""Do charts show the numbers of the table beside them? Each chart of ours stands for columns of one
table, or is recomputed from the events; a chart nobody knows is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .omitted import State
from .outcome import Fault
from .printed import blocks, shown
from .told import Told, effects

_QUARTER_MONTHS = 3
_PAID, _RECEIVED, _FORECAST = "Bezahlt", "Vom Bund erhalten", "Prognose"
FLOW, _PLAN_ACTUAL = "money_flow", "plan_actual"
_PAY = "PERSONAL"


@dataclass(frozen=True)
class Beside:
    """Table with the numbers of a chart: its key, the column of the names, one column a series."""

    kind: str
    table: str
    names: str
    columns: dict[str, str]


_BESIDE = {
    "years_chart": Beside(
        "bar",
        "years",
        "year",
        {"Geplant": "planned", "Zuwendungsfähig": "eligible", _FORECAST: "forecast"},
    ),
    "half_years_chart": Beside(
        "column",
        "half_years",
        "half_year",
        {
            _PAID: "paid",
            _FORECAST: "forecast",
            "Eingegangen": "received",
            "Noch abrufbar": "potential",
        },
    ),
    "certification_ages": Beside("bar", "certification_ages", "age", {"Belege": "rows"}),
    "plan_forecast": Beside(
        "bar", "measures", "measure", {"Geplant": "planned", "Voraussichtlich": "forecast"}
    ),
}


def check_chart_data(document: dict[str, Any]) -> str:
    """Raises Fault naming the first value of a chart that its table does not have. What it says
    begins with "; ", empty without charts."""
    tables = {one["key"]: one for one in blocks(document, "table")}
    checked = 0
    for chart in blocks(document, "chart"):
        beside = _BESIDE.get(chart["key"])
        if beside is not None:
            _demand_kind(chart, beside.kind, list(beside.columns))
            checked += _compare(chart, beside, tables.get(beside.table))
        elif chart["key"] in _OF_QUARTER:
            checked += _OF_QUARTER[chart["key"]](chart, tables)
        else:
            raise Fault(f"Das Diagramm „{chart['title']}“ kennt das Prüfprogramm nicht")
    return f"; {checked} Werte der Diagramme stehen so in den Tabellen" if checked else ""


def _demand_kind(chart: dict[str, Any], kind: str, labels: list[str]) -> None:
    if chart["kind"] != kind or [one["label"] for one in chart["series"]] != labels:
        raise Fault(f"Diagramm „{chart['title']}“: die Reihen sind andere als die seiner Art")


def _compare(chart: dict[str, Any], beside: Beside, table: dict[str, Any] | None) -> int:
    if table is None:
        raise Fault(f"Diagramm „{chart['title']}“: die Tabelle mit seinen Zahlen fehlt")
    names = [_short(one) for one in column_of(table, beside.names)]
    if chart["categories"] != names:
        raise Fault(f"Diagramm „{chart['title']}“: es zeigt andere Zeilen als seine Tabelle")
    for series in chart["series"]:
        due = column_of(table, beside.columns[series["label"]])
        _demand(chart, series["label"], series["values"], due)
    return len(names) * len(beside.columns)


def _short(name: Any) -> str:
    return str(name).replace("Halbjahr", "Hj.")


def column_of(table: dict[str, Any], key: str) -> list[Any]:
    """The cells of a column, of data rows only. Raises Fault where the table has no such column."""
    keys = [one["key"] for one in table["columns"]]
    if key not in keys:
        raise Fault(f"Tabelle „{table['caption']}“: eine Spalte fehlt, die das Diagramm zeigt")
    return [row["cells"][keys.index(key)] for row in table["rows"] if row["kind"] == "data"]


def _demand(chart: dict[str, Any], label: str, stated: Sequence[Any], due: Sequence[Any]) -> None:
    for name, one, wanted in zip(chart["categories"], stated, due, strict=True):
        if one != wanted:
            found, own = (shown(chart["type"], each) or "nichts" for each in (one, wanted))
            where = f"Diagramm „{chart['title']}“, {label}, {name}"
            raise Fault(f"{where}: gezeigt {found}, daneben steht {own}")


def _plan_actual(chart: dict[str, Any], tables: dict[str, dict[str, Any]]) -> int:
    """Measures of the page beside it, planned cost of the lines of the plan where they are told."""
    _demand_kind(chart, "bar", ["Geplant", _PAID])
    if chart["categories"] != [title for title, _ in _measures(tables)]:
        raise Fault(f"Diagramm „{chart['title']}“: es zeigt andere Maßnahmen als ihre Tabelle")
    if "lines" not in tables:
        return 0
    planned: dict[str, int] = {}
    lines = tables["lines"]
    pairs = zip(column_of(lines, "measure"), column_of(lines, "planned"), strict=True)
    for measure, cents in pairs:
        planned[measure] = planned.get(measure, 0) + cents
    due = [planned.get(measure, 0) for _, measure in _measures(tables)]
    _demand(chart, "Geplant", chart["series"][0]["values"], due)
    return len(due)


def _measures(tables: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    """Title and id of each measure of the quarterly report, in its order."""
    table = tables.get("measures", {"rows": (), "columns": ()})
    found = [row for row in table["rows"] if row["kind"] == "data"]
    return [(row["cells"][0], row["facts"][0]) for row in found]


def _money_flow(chart: dict[str, Any], tables: dict[str, dict[str, Any]]) -> int:
    """The curves end at what the quarter comes to; the forecast goes straight on from there."""
    _demand_kind(chart, "line", [_PAID, _RECEIVED, _FORECAST])
    _demand_quarters(chart)
    paid, received, forecast = (one["values"] for one in chart["series"])
    known = sum(one is not None for one in paid)
    if not known or "development" not in tables:
        raise Fault(f"Diagramm „{chart['title']}“: die Tabelle mit seinen Zahlen fehlt")
    table = tables["development"]
    keys = [one["key"] for one in table["columns"]]
    now = dict(zip(keys, table["rows"][-1]["cells"], strict=True))
    gap = [None] * (len(paid) - known)
    _demand(chart, _PAID, paid, [*paid[: known - 1], now["paid"], *gap])
    _demand(chart, _RECEIVED, received, [*received[: known - 1], now["received"], *gap])
    if any(one is None for one in (*paid[:known], *received[:known])):
        raise Fault(f"Diagramm „{chart['title']}“: eine Kurve hat eine Lücke")
    _demand(chart, _FORECAST, forecast, list(_straight_on(paid, forecast, known)))
    return 2


def _straight_on(paid: list[Any], forecast: list[Any], known: int) -> Iterator[int | None]:
    """A straight line from the last known point to where the forecast ends."""
    steps = len(paid) - known
    if not steps:
        yield from [None] * known
        return
    yield from [None] * (known - 1)
    start, end = paid[known - 1], forecast[-1] or 0
    yield from (start + (end - start) * step // steps for step in range(steps + 1))


def _demand_quarters(chart: dict[str, Any]) -> None:
    places = [_quarter(one) for one in chart["categories"]]
    if not places or places != list(range(places[0], places[0] + len(places))):
        raise Fault(f"Diagramm „{chart['title']}“: die Quartale folgen einander nicht")


def _quarter(name: str) -> int:
    """Quarters since the year 0 of `Q3/2026`."""
    number, _, year = name.removeprefix("Q").partition("/")
    return int(year) * 4 + int(number) - 1


def _last_day(quarter: int) -> str:
    """A day that no day of the quarter is behind, to compare with."""
    return f"{quarter // 4}-{quarter % 4 * _QUARTER_MONTHS + _QUARTER_MONTHS:02d}-31"


def check_chart_events(document: dict[str, Any], told: Told, last_day: str) -> str:
    """Charts of the quarterly report against the events. Raises Fault naming the first value that
    they do not give."""
    own = told.of_grant(document["grant_id"])
    tables = {one["key"]: one for one in blocks(document, "table")}
    checked = 0
    for chart in blocks(document, "chart"):
        if chart["key"] == _PLAN_ACTUAL:
            stated = chart["series"][1]["values"]
            due = _told_of_measures(own, last_day, [one for _, one in _measures(tables)], stated)
            _demand(chart, _PAID, stated, due)
            checked += len(due)
        elif chart["key"] == FLOW:
            checked += _compare_flow(chart, own, last_day)
    return f"; {checked} Werte der Diagramme nachgerechnet" if checked else ""


def _told_of_measures(
    own: Told, last_day: str, measures: Sequence[str], stated: Sequence[Any]
) -> list[int | None]:
    """What was paid in each measure. None where the report shows none and may: at least one of
    those without a bar has nothing but pay, the others have something to hide it among."""
    due: list[int | None] = [_paid(own, last_day, one) for one in measures]
    left_out = [
        one
        for one, shown_cents, cents in zip(measures, stated, due, strict=True)
        if shown_cents is None and cents
    ]
    if any(_is_pay(own, last_day, one) for one in left_out):
        return [
            None if one in left_out else cents for one, cents in zip(measures, due, strict=True)
        ]
    return due


def _is_pay(own: Told, last_day: str, measure: str) -> bool:
    paid = [one for one in own.states.values() if effects(one, "paid", last_day)]
    return all(one["category"] == _PAY for one in paid if one["measure_id"] == measure)


def _compare_flow(chart: dict[str, Any], own: Told, last_day: str) -> int:
    paid, received, _ = (one["values"] for one in chart["series"])
    known = sum(one is not None for one in paid)
    days = [min(_last_day(_quarter(one)), last_day) for one in chart["categories"][:known]]
    gap = [None] * (len(paid) - known)
    _demand(chart, _PAID, paid, [*(_paid(own, one) for one in days), *gap])
    _demand(chart, _RECEIVED, received, [*(_received(own, one) for one in days), *gap])
    return 2 * known


def _paid(own: Told, last_day: str, measure: str | None = None) -> int:
    def counts(row: State) -> bool:
        return measure is None or row["measure_id"] == measure

    return sum(effects(one, "paid", last_day) for one in own.states.values() if counts(one))


def _received(own: Told, last_day: str) -> int:
    found = [one for one in own.calls.values() if one["received_cents"] and one["received_on"]]
    return sum(one["received_cents"] for one in found if one["received_on"] <= last_day)


_OF_QUARTER: dict[str, Callable[[dict[str, Any], dict[str, dict[str, Any]]], int]] = {
    FLOW: _money_flow,
    _PLAN_ACTUAL: _plan_actual,
}
"""Charts of the quarterly report, which stand on a page without their table."""
