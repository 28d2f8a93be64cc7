"""Recomputes the cash flow and its forecast (R12) from the events: every cell of both tables, the
pace, what may still be called; and the outlook of the quarterly report.

The pace is that of up to twelve months; what is ordered counts at least; the forecast is spread
evenly over the months that are left, as the report itself says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .award import Award, award_on
from .chart_data import FLOW
from .omitted import State
from .outcome import Fault
from .printed import blocks, money
from .steps import share_of
from .told import Told

_TYPE = "cash-flow"
_TABLES = {"years": 12, "half_years": 6}
"""Months of a row."""
_HALF = re.compile(r"([12])\. Halbjahr (\d{4})")
_MOST_MONTHS = 12
_FEWEST_MONTHS = 3
_LEFT = ("released", "submitted", "decided", "received")
_BY_DAY = ("paid", "eligible")
_EURO = r"([\d.]+,\d\d)\s(?:€|EUR)"
_PACE = (
    re.compile(rf"das Tempo der letzten Monate \({_EURO} im Monat\)"),
    re.compile(rf"im Monat nötig, zuletzt waren es {_EURO}"),
)
_LAPSING = (
    re.compile(rf"Im bisherigen Tempo bleiben {_EURO} ungenutzt"),
    re.compile(rf"wenn es im bisherigen Tempo weitergeht: .*? bleiben {_EURO} ungenutzt"),
)
_LAPSING_GRANT = (
    re.compile(rf"damit verfallen {_EURO} Zuwendung"),
    re.compile(rf"ungenutzt, und {_EURO} Bundesmittel verfallen"),
)
Month = int
"""Months since the year 0."""


@dataclass(frozen=True)
class Outlook:
    """What is still to come, in cents, over so many months."""

    award: Award
    pace: int
    months_left: int
    coming: int
    left: int

    @property
    def lapsing(self) -> int:
        """What stays unused if the pace stays."""
        return max(0, self.left - self.coming)

    def until(self, month: Month) -> int:
        """Of the forecast, what falls before the end of a month."""
        passed = min(max(0, month - _month(self.award.last_day)), self.months_left)
        return self.coming * passed // self.months_left


def outlook(award: Award) -> Outlook:
    """Looks ahead from the day of the award."""
    day, terms = award.last_day, award.terms
    available = terms["max_eligible_cents"] or award.planned
    months_left = max(0, _month(terms["period_end"]) - _month(day))
    count = _months_of_pace(award)
    pace = _rounded(_recent(award, award.told.states.values()), count)
    coming = max(award.sum("expected_eligible"), pace * months_left)
    left = max(0, available - award.sum("eligible"))
    return Outlook(award, pace, months_left, coming, left)


def is_foreseeable(award: Award) -> bool:
    """Whether the pace rests on enough months to say where it leads."""
    return _months_of_pace(award) >= _FEWEST_MONTHS


def _months_of_pace(award: Award) -> int:
    start = _month(award.terms["period_start"])
    return max(1, min(_MOST_MONTHS, _month(award.last_day) - start + 1))


def _recent(award: Award, rows: Iterable[State]) -> int:
    """Eligible cost of these vouchers in the months of the pace."""
    day, since = award.last_day, _since(award.last_day, _months_of_pace(award))
    return sum(
        one["cents"]
        for row in rows
        for one in _effects(row)
        if one["kind"] == "eligible" and since < one["on"] <= day
    )


def coming_of(
    award: Award, groups: Mapping[str | None, list[Any]], measures: Mapping[str, State]
) -> dict[str | None, int]:
    """The forecast by measure: what is ordered, and of what the pace leads to beyond that a part
    by the cost of the months of the pace, but none for a measure that is over."""
    ordered = {key: award.sum("expected_eligible", rows) for key, rows in groups.items()}
    beyond = outlook(award).coming - sum(ordered.values())
    weights = {key: max(0, _recent(award, rows)) for key, rows in groups.items()}
    last = {key: str(one["period_end"]) for key, one in measures.items()}
    running = {
        key: cents if last.get(key or "", "9") > award.last_day else 0
        for key, cents in weights.items()
    }
    found, so_far, given = dict(ordered), 0, 0
    alike = {key: int(bool(rows)) for key, rows in groups.items()}
    used = next((one for one in (running, weights) if any(one.values())), alike)
    whole = sum(used.values()) or 1
    for key in sorted(groups, key=lambda one: one or ""):
        so_far += used[key]
        until = beyond * so_far // whole
        found[key] += until - given
        given = until
    return found


def check_forecast(document: dict[str, Any], told: Told, last_day: str) -> str:
    """Raises Fault naming the first amount that the events do not give. What it says begins with
    "; ", empty for other reports."""
    charts = [one for one in blocks(document, "chart") if one["key"] == FLOW]
    if document["type"] != _TYPE and not charts:
        return ""
    award = award_on(told, document["grant_id"], last_day)
    if award is None:
        raise Fault("Zu der Zuwendung selbst liegt kein Ereignis bei")
    ahead = outlook(award)
    checked = sum(_table(table, ahead) for table in blocks(document, "table"))
    if document["type"] != _TYPE:
        checked = 0
    for chart in charts:
        _end_of_curve(chart, ahead)
    _sentences(document, ahead)
    cells = f"{checked} Beträge des Mittelabflusses und " if checked else ""
    return (
        f"; {cells}die Prognose sind nachgerechnet" if cells else "; die Prognose ist nachgerechnet"
    )


def _table(table: dict[str, Any], ahead: Outlook) -> int:
    if table["key"] not in _TABLES:
        return 0
    keys = [one["key"] for one in table["columns"]]
    due = list(_rows(table, ahead))
    checked = 0
    for row, wanted in zip(
        (one for one in table["rows"] if one["kind"] == "data"), due, strict=True
    ):
        for key, stated in zip(keys[1:], row["cells"][1:], strict=True):
            if key not in wanted or stated != wanted[key]:
                where = f"Tabelle „{table['caption']}“, {row['cells'][0]}, {key}"
                own = money(wanted.get(key, 0))
                raise Fault(f"{where}: genannt {money(stated)}, nach den Ereignissen {own}")
            checked += 1
    return checked


def _rows(table: dict[str, Any], ahead: Outlook) -> Iterator[dict[str, int]]:
    """What the data rows must say, one after the other without a gap."""
    months = _TABLES[table["key"]]
    starts = [_start(one["cells"][0]) for one in table["rows"] if one["kind"] == "data"]
    if not starts or starts != list(range(starts[0], starts[0] + months * len(starts), months)):
        raise Fault(f"Tabelle „{table['caption']}“: die Zeiträume folgen einander nicht")
    halves = {start: _half(start, ahead) for start in range(starts[0], starts[-1] + months, 6)}
    _spread(halves, ahead)
    for start in starts:
        if months == _TABLES["half_years"]:
            yield _closed(halves[start])
        else:
            parts = [halves[start], halves[start + 6]]
            summed = {key: sum(one[key] for one in parts) for key in parts[0]}
            summed["committed"] = _committed(start // 12, ahead.award)
            yield _closed(summed)


def _closed(row: dict[str, int]) -> dict[str, int]:
    return {**row, "residue": row["planned"] - row["eligible"] - row["forecast"]}


def _half(start: Month, ahead: Outlook) -> dict[str, int]:
    """All that the half-year itself says; not what is still to come."""
    award, day = ahead.award, ahead.award.last_day

    def within(on: str | None) -> bool:
        return on is not None and on <= day and start <= _month(on) < start + 6

    found = {
        kind: sum(
            one["cents"]
            for row in award.told.states.values()
            for one in _effects(row)
            if one["kind"] == kind and within(one["on"])
        )
        for kind in _BY_DAY
    }
    calls = award.told.calls.values()
    left = [one for one in calls if one["status"] in _LEFT and within(one["released_on"])]
    came = [one for one in calls if within(one["received_on"])]
    year = sum(one["years"].get(str(start // 12), 0) for one in award.reported)
    ordered = [row for row in award.told.states.values() if _ordered_in(row) == start]
    return found | {
        "planned": year // 2 if start % 12 == 0 else year - year // 2,
        "committed": award.sum("committed", ordered),
        "called": sum(_called(one, day) for one in left),
        "received": sum(one["received_cents"] or 0 for one in came),
    }


def _spread(halves: dict[Month, dict[str, int]], ahead: Outlook) -> None:
    """The forecast, and what a call at the end of each half-year could still ask for."""
    award = ahead.award
    called = sum(
        _called(one, award.last_day)
        for one in award.told.calls.values()
        if one["status"] in _LEFT and (one["released_on"] or "9") <= award.last_day
    )
    now, passed, told = _month(award.last_day), 0, 0
    for start, row in halves.items():
        if ahead.months_left:
            row["forecast"] = ahead.until(start + 5) - ahead.until(start - 1)
        else:
            row["forecast"] = ahead.coming if start <= now < start + 6 else 0
        passed += row["forecast"]
        could = max(0, award.entitled(ahead=passed) - called) if start + 5 >= now else 0
        row["potential"], told = could - told, could


def _called(call: State, day: str) -> int:
    undecided = call["approved_cents"] is None or (call["decided_on"] or "") > day
    cents: int = call["amount_cents"] if undecided else call["approved_cents"]
    return cents


def _ordered_in(row: State) -> Month | None:
    """The half-year of the order, or the nearest to it in the budget year."""
    days = [one["on"] for one in _effects(row) if one["kind"] == "committed"]
    if not days:
        return None
    year = int(row["budget_year"])
    month = min(max(_month(min(days)), year * 12), year * 12 + 11)
    return month - month % 6


def _committed(year: int, award: Award) -> int:
    rows = [one for one in award.told.states.values() if one["budget_year"] == year]
    return award.sum("committed", rows)


def _end_of_curve(chart: dict[str, Any], ahead: Outlook) -> None:
    """Where the line of the forecast ends, and on which quarter."""
    paid, _, forecast = (one["values"] for one in chart["series"])
    known = [one for one in paid if one is not None]
    quarters = len(paid) - len(known)
    end = _month(ahead.award.terms["period_end"]) // 3 - _month(ahead.award.last_day) // 3
    if quarters != max(0, end) or (quarters and forecast[-1] != known[-1] + ahead.coming):
        due = money(known[-1] + ahead.coming)
        raise Fault(
            f"Diagramm „{chart['title']}“: nach den Ereignissen endet die Prognose bei {due}"
        )


def _sentences(document: dict[str, Any], ahead: Outlook) -> None:
    grant = share_of(ahead.lapsing, ahead.award.terms["funding_rate_bp"])
    wanted = ((_PACE, ahead.pace), (_LAPSING, ahead.lapsing), (_LAPSING_GRANT, grant))
    texts = list(_texts(document))
    for patterns, due in wanted:
        for stated in (one for text in texts for each in patterns for one in each.findall(text)):
            if stated != money(due):
                raise Fault(
                    f"Ein Satz zur Prognose nennt {stated}, nach den Ereignissen {money(due)}"
                )


def _texts(document: dict[str, Any]) -> Iterator[str]:
    for block in blocks(document, "paragraph", "hint"):
        runs = block.get("paragraph", block)["runs"]
        yield "".join(one["text"] for one in runs)


def _effects(row: State) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (row["assessment"] or {}).get("effects", [])
    return found


def _start(name: str) -> Month:
    match = _HALF.fullmatch(name)
    if match is not None:
        return int(match[2]) * 12 + (int(match[1]) - 1) * 6
    if not re.fullmatch(r"\d{4}", name):
        raise Fault(f"Den Zeitraum „{name}“ gibt es nicht")
    return int(name) * 12


def _month(day: str) -> Month:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _since(day: str, months: int) -> str:
    """The same day so many months before, at the latest the last of its month."""
    month = _month(day) - months
    return f"{month // 12:04d}-{month % 12 + 1:02d}-{day[8:]}"


def _rounded(cents: int, parts: int) -> int:
    """Half away from zero."""
    found = (2 * abs(cents) + parts) // (2 * parts)
    return found if cents >= 0 else -found
