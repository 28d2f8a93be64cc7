"""Do the vouchers say what the log's events say? Each row against the event it rests on."""

from __future__ import annotations

import calendar
import re
from typing import Any

from .added_up import check_added_up
from .amounts import check_amounts, money_of
from .audit_rows import check_audits
from .call_rows import check_calls
from .change_page import NOT_COMPARED, check_changes, demand_known, is_of_changes
from .chart_data import check_chart_events
from .checklist import check_checklist
from .duties import check_duties
from .entitled import check_entitled
from .forecast import check_forecast
from .interest_rows import check_interest
from .kept_lists import check_kept
from .named import check_named
from .named_rows import check_named_rows
from .numbering import check_numbering
from .omitted import TABLES, check_complete
from .one_thing import check_things
from .open_points import check_points
from .outcome import Fault
from .overviews import check_overviews
from .package_lists import check_package
from .personnel_rows import check_personnel
from .printed import blocks, money
from .procurement_rows import check_procurements
from .registers import check_registers
from .report_findings import check_findings
from .sampled import check_sampled
from .told import Told
from .told_lists import check_lists
from .told_texts import check_texts
from .told_values import check_values
from .voucher_fields import KNOWN, wanted
from .waived import check_waived

_VOUCHERS = ({"number", "voucher_number"}, {"number", "gross", "allocation"})
"""Columns that make a table one of vouchers: the list, and what else each of them says."""
_BY_FINDING = "rows"
"""Key of the table with a row for each finding, so that a voucher may stand there several times."""
_LINE = "Planposition "
_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)))?")


def check_vouchers(document: dict[str, Any], told_of: Told) -> str:
    """Every figure names only things the events tell of; every voucher row agrees with its event.

    A row without an event is as wrong as one that differs from it, and so is a voucher left out.
    Words that the events seal are a step of their own (`voucher_words`). Raises Fault naming the
    first that does not agree.
    """
    states, told = told_of.states, told_of.ids
    checked = 0
    last_day = last_day_of(document["period_key"])
    for table in blocks(document, "table"):
        for row in table["rows"]:
            _demand_told(table, row, told)
        checked += _check_table(table, states, last_day, document["grant_id"])
        if is_of_changes(table):
            demand_known(table, states, document["grant_id"])
    return (
        f"{checked} Belegzeilen stimmen mit ihren Ereignissen überein"
        + check_complete(document, told_of, last_day)
        + check_amounts(document, money_of(told_of, document["grant_id"], last_day))
        + check_changes(document, told_of, last_day)
        + check_lists(document, told_of, last_day)
        + check_added_up(document, told_of, last_day)
        + check_things(document, told_of, last_day)
        + check_named(document, told_of)
        + check_chart_events(document, told_of, last_day)
        + check_forecast(document, told_of, last_day)
        + check_entitled(document, told_of, last_day)
        + check_overviews(document, told_of, last_day)
        + check_checklist(document, told_of, last_day)
        + check_package(document, told_of, last_day)
        + check_kept(document, told_of, last_day)
        + check_calls(document, told_of, last_day)
        + check_texts(document, told_of)
        + check_named_rows(document, told_of, last_day)
        + check_registers(document, told_of, last_day)
        + check_procurements(document, told_of, last_day)
        + check_personnel(document, told_of, last_day)
        + check_interest(document, told_of, last_day)
        + check_audits(document, told_of, last_day)
        + check_sampled(document, told_of)
        + check_duties(document, told_of, last_day)
        + check_points(document, told_of, last_day)
        + check_findings(document, told_of, last_day)
        + check_values(document, told_of)
        + check_waived(document, told_of)
        + check_numbering(document["grant_id"], told_of)
        + (NOT_COMPARED if any(map(is_of_changes, blocks(document, "table"))) else "")
    )


def _demand_told(table: dict[str, Any], row: dict[str, Any], told: set[str]) -> None:
    for facts in (row["facts"], *row.get("column_facts", {}).values()):
        unknown = [one for one in facts if one not in told] if isinstance(facts, list) else []
        if unknown:
            where = f"Tabelle „{table['caption']}“"
            raise Fault(f"{where}: zu {unknown[0]} liegt kein Ereignis aus dem Protokoll bei")


def has_vouchers(document: dict[str, Any]) -> bool:
    """Whether it lists single vouchers at all."""
    return any(_is_of_vouchers(one) for one in blocks(document, "table"))


def _is_of_vouchers(table: dict[str, Any]) -> bool:
    keys = {one["key"] for one in table["columns"]}
    if is_of_changes(table):
        return False
    return table["key"] in TABLES or any(due <= keys for due in _VOUCHERS)


def _check_table(
    table: dict[str, Any], states: dict[str, Any], last_day: str, grant_id: str
) -> int:
    """How many vouchers the table has, each once, of this grant and under its plan line."""
    keys = [one["key"] for one in table["columns"]]
    if not _is_of_vouchers(table):
        return 0
    strange = sorted(set(keys) - KNOWN) if table["key"] in TABLES else ()
    if strange:
        label = table["columns"][keys.index(strange[0])]["label"]
        raise Fault(f"Tabelle „{table['caption']}“: die Spalte „{label}“ ist unbekannt")
    seen: set[int] = set()
    line = ""
    for row in table["rows"]:
        if row["kind"] == "group":
            line = row["label"]
        if row["kind"] != "data":
            continue
        state = _state(table, keys, row, states)
        number = state["number"]
        if number in seen and table["key"] != _BY_FINDING:
            raise Fault(f"Tabelle „{table['caption']}“: Beleg {number} steht dort mehrmals")
        _demand_place(state, line, grant_id)
        seen.add(number)
        _compare(table["columns"], row["cells"], state, states, last_day)
    return len(seen)


def _demand_place(state: dict[str, Any], line: str, grant_id: str) -> None:
    number = state["number"]
    if state["told_of"] != grant_id:
        raise Fault(f"Beleg {number} gehört nach seinem Ereignis zu einer anderen Zuwendung")
    if line and line != _LINE + state["budget_line"]:
        raise Fault(f"Beleg {number} steht unter {line}, nicht unter {state['budget_line']}")


def _state(
    table: dict[str, Any], keys: list[str], row: dict[str, Any], states: dict[str, Any]
) -> dict[str, Any]:
    facts = row["facts"]
    state = states.get(facts[0]) if isinstance(facts, list) and len(facts) == 1 else None
    if state is None:
        number = row["cells"][keys.index("number")]
        where = f"Tabelle „{table['caption']}“, Beleg {number}"
        raise Fault(f"{where}: dazu liegt kein Ereignis aus dem Protokoll bei")
    return state  # type: ignore[no-any-return]  # read from JSON


def _compare(
    columns: list[dict[str, Any]],
    cells: list[Any],
    state: dict[str, Any],
    states: dict[str, Any],
    last_day: str,
) -> None:
    for column, value in zip(columns, cells, strict=True):
        due = wanted(column["key"], state, states, last_day, value)
        if value != due or type(value) is not type(due):
            place = f"Beleg {state['number']}, {column['label']}"
            stated, told = (_said(column["type"], one) for one in (value, due))
            raise Fault(f"{place}: im Bericht {stated}, im Ereignis des Protokolls {told}")


def _said(kind: str, value: Any) -> str:
    """A value as a reader knows it, whatever it is."""
    if value is None:
        return "nichts"
    if isinstance(value, bool):
        return "wahr" if value else "falsch"
    return money(value) if kind == "money" and isinstance(value, int) else f"„{value}“"


def last_day_of(period: str) -> str:
    """The last day of a period by its key (`2026-H1`), inclusive. Raises Fault."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise Fault(f"Der Zeitraum {period} ist unbekannt")
    year, quarter, half, single = match.groups()
    month = int(quarter or 0) * 3 or int(half or 0) * 6 or int(single or 12)
    return f"{year}-{month:02d}-{calendar.monthrange(int(year), month)[1]:02d}"
