"""What a report says it found in its own figures: none left out, none invented, each under its rule
and with its advice.

The figures are compared with the events elsewhere; here the tables of the report are judged anew.
What a year left, a measure lacks or an item misses follows from their rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .amounts import COUNTS, Money
from .award import Award, award_on
from .forecast import is_foreseeable, outlook
from .known_words import WORDS, is_another
from .outcome import Fault
from .overviews import late_of, measures_of
from .printed import blocks, shown
from .told import State, Told

_FOUND = WORDS["report_findings"]
"""Word, rule and advice by code."""
_MOST = 6
_NO_MEASURE = "ohne Maßnahme"
_OF_SOURCE = {
    "Zuwendung": ("grant_above_plan", "grant_outstanding"),
    "Von der Stadt vorgestreckt": ("grant_advanced", "grant_overpaid"),
    "Eigenmittel": ("own_above_plan", "own_below_plan"),
}
_OF_OTHERS = ("income_above_plan", "income_below_plan")
_LIGHTS = {"red": "measure_red", "yellow": "measure_amber", "none": "measure_untold"}
_LATE = "überfällig"
Found = Iterator[tuple[str, str]]


def check_findings(document: dict[str, Any], whole: Told, last_day: str) -> str:
    """Raises Fault naming the first row that the figures do not give. What it says begins with
    "; ", empty for reports without such tables."""
    award = award_on(whole, document["grant_id"], last_day)
    if award is None:
        return ""
    report = _Report(document, award)
    tables = {one["key"]: one for one in blocks(document, "table")}
    count = 0
    for key, find in TABLES.items():
        if key in tables:  # earlier programs had none
            due = _due(find(report))
            count += len(due)
            _compare(tables[key], due)
    return f"; {count} Befunde des Berichts folgen aus seinen Zahlen" if count else ""


class _Report:
    """Rows of the tables of a report, and the award on its day."""

    def __init__(self, document: dict[str, Any], award: Award) -> None:
        self.tables = {one["key"]: one for one in blocks(document, "table")}
        self.award = award

    def rows(self, key: str) -> Iterator[dict[str, Any]]:
        """Cells of the data rows by column; none without the table."""
        table = self.tables.get(key)
        if table is not None:
            keys = [one["key"] for one in table["columns"]]
            for row in table["rows"]:
                if row["kind"] == "data":
                    yield dict(zip(keys, row["cells"], strict=True))

    @property
    def callable_now(self) -> int:
        """What a call could ask for of certified cost; below 0 more is called already."""
        award = self.award
        rows = tuple(award.told.states.values())
        counts = [one for one in rows if (one["assessment"] or {}).get("status") in COUNTS]
        called = Money(rows, tuple(award.told.calls.values()), set(), award.last_day).called
        return award.entitled(counts) - called


def _due(found: Found) -> dict[str, tuple[str, str, str]]:
    """Places, rule and advice by word."""
    places: dict[str, dict[str, None]] = {}
    for code, where in found:
        places.setdefault(code, {})[where] = None
    return {_FOUND[code][0]: (_named(list(at)), *_FOUND[code][1:]) for code, at in places.items()}


def _named(places: list[str]) -> str:
    shown_ones, rest = ", ".join(places[:_MOST]), len(places) - _MOST
    return f"{shown_ones} und {rest} weitere" if rest > 0 else shown_ones


def _compare(table: dict[str, Any], due: dict[str, tuple[str, str, str]]) -> None:
    where = f"Tabelle „{table['caption']}“"
    rows = [one["cells"] for one in table["rows"] if one["kind"] == "data"]
    if len(rows) != len(due):
        raise Fault(f"{where}: {len(rows)} Befunde, nach den Zahlen sind es {len(due)}")
    words = {one[0] for one in _FOUND.values()}
    for point, *stated in rows:
        if point not in due:
            if point in words:
                raise Fault(f"{where}: „{point}“ folgt nicht aus den Zahlen")
            continue  # of another edition: told where words are compared
        wanted = due[point]
        if stated[0] != wanted[0] or stated[1] != wanted[1] or is_another(stated[2], wanted[2]):
            raise Fault(f"{where}, {point}: nach den Zahlen „{' | '.join(wanted)}“")


def _of_statement(report: _Report) -> Found:
    lines = list(report.rows("plan_actual"))
    planned, actual = (sum(one[key] for one in lines) for key in ("planned", "actual"))
    if not planned:
        yield "plan_unreleased", "Finanzierungsplan"
    elif actual > planned:
        yield "plan_total_exceeded", "Finanzierungsplan"
    yield from _of_lines(report, "plan_actual")
    for one in report.rows("sources"):
        above, below = _OF_SOURCE.get(one["kind"], _OF_OTHERS)
        if one["deviation"]:
            yield above if one["deviation"] > 0 else below, one["source"]
    for one in report.rows("measures_actual"):
        if one["deviation"]:
            over = one["deviation"] > 0
            yield "measure_cost_over" if over else "measure_cost_under", one["measure"]


def _of_lines(report: _Report, key: str) -> Found:
    tolerance = report.award.terms.get("line_tolerance_bp")
    for one in report.rows(key):
        planned, actual = one["planned"], one["actual"]
        if actual <= planned:
            code = "line_under" if actual < planned else ""
        elif not planned:
            code = "line_unplanned"
        elif tolerance is None:
            code = "line_overrun"
        else:
            beyond = actual * 10_000 > planned * (10_000 + tolerance)
            code = "line_exceeded" if beyond else "line_near_limit"
        if code:
            yield code, one["line"]


def _of_flow(report: _Report) -> Found:
    ahead, award = outlook(report.award), report.award
    if not award.reported:
        yield "plan_unreleased", "Finanzierungsplan"
    if report.callable_now < 0:
        yield "call_overdrawn", "Mittelabrufe"
    until = f"bis {shown('date', award.terms['period_end'])}"
    if is_foreseeable(award) and ahead.lapsing:
        yield "money_lapsing", until
    if ahead.coming > ahead.left:
        yield "forecast_above_available", until
    yield from _of_years(report)


def _of_years(report: _Report) -> Found:
    for key, name in (("years", "year"), ("half_years", "half_year")):
        for one in report.rows(key):
            if one["residue"] < 0:
                yield "year_exceeded", one[name]
    for one in report.rows("years"):
        if one["residue"] > 0 and f"{one['year']}-12-31" <= report.award.last_day:
            yield "year_residue", one["year"]


def _of_portfolio(report: _Report) -> Found:
    for one in report.rows("measures"):
        name = one["measure"]
        if name != _NO_MEASURE:
            yield from _standing(name, one["light"], one["standing"])
        elif one["paid"] + one["committed"]:
            yield "measure_unnamed", name
        if one["available"] < 0:
            yield "measure_overspent", name
        if one["forecast"] > one["planned"]:
            yield "measure_forecast_over", name


def _of_told(report: _Report) -> Found:
    """Of reports that show lights in a form of their own: as the events tell them."""
    day = report.award.last_day
    quarter = f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    for key, measure in measures_of(report.award)[0].items():
        status = report.award.told.statuses.get((key, quarter), {})
        late = late_of(status.get("listed_milestones") or (), day)
        yield from _standing(measure["title"], status.get("light", "none"), _LATE if late else "")


def _standing(name: str, light: str, milestones: str) -> Found:
    if light in _LIGHTS:
        yield _LIGHTS[light], name
    if _LATE in milestones:
        yield "milestone_late", name


def _of_texts(report: _Report) -> Found:
    for one in report.rows("texts"):
        if one["version"] is None:
            yield "text_missing", one["section"]
    for one in report.rows("measure_results"):
        if one["measure"] != _NO_MEASURE:
            yield from _standing(one["measure"], one["light"], one["milestones"])
    for one in report.rows("benefit_indicators"):
        if not one["actual"]:
            yield "indicator_unmeasured", one["name"]
    yield from _of_lines(report, "deviating_lines")


def _of_inventory(report: _Report) -> Found:
    """From the events: a proof of use shows these findings without the places of the items."""
    award = report.award
    mine = [one for one in award.told.items.values() if _is_of(one, award)]
    gone = award.told.disposals
    for one in sorted(mine, key=lambda each: each["number"]):
        disposal, name = gone.get(one["item_id"]), f"Nr. {one['number']}"
        if disposal is None or disposal["disposed_on"] > award.last_day:
            yield from _of_item(one, name)
        else:
            yield from _of_disposal(disposal, name)


def _of_item(item: State, name: str) -> Found:
    if item["binding_until"] is None:
        yield "binding_unknown", name
    if item["useful_life_years"] is None:
        yield "life_unknown", name
    if not (item["voucher_number"] and item["place"] and item["responsible_unit"]):
        yield "item_incomplete", name


def _of_disposal(disposal: State, name: str) -> Found:
    if disposal["within_binding"] and not disposal["consent_reference"]:
        yield "consent_missing", name
    if disposal["tied_cents"]:
        yield "proceeds_tied", name


def _is_of(item: State, award: Award) -> bool:
    is_known: bool = item["acquired_on"] <= award.last_day
    return is_known and item["grant_id"] == award.grant["grant_id"]


def _of_interest(report: _Report) -> Found:
    kinds = (
        ("late_items", "late_use_interest", "money_unused", "Auszahlung"),
        ("owed_items", "repayment_interest", "repayment_open", "Erstattung"),
    )
    for key, bears, is_open, kind in kinds:
        for one in report.rows(key):
            name = f"{kind} Nr. {one['number']}"
            if one["interest"] is None:
                yield "rate_missing", name
            elif one["interest"]:
                yield bears, name
            elif one["open"]:
                yield is_open, name


TABLES: dict[str, Callable[[_Report], Found]] = {
    "statement_findings": _of_statement,
    "flow_findings": _of_flow,
    "portfolio_findings": _of_portfolio,
    "measure_findings": _of_told,
    "factual_findings": _of_texts,
    "inventory_findings": _of_inventory,
    "interest_findings": _of_interest,
}
"""By the table of findings: what judges the tables beside it."""
