"""Every type of report says of what it finds which rule, where that is written, and what helps.

What counts as found is read from tables and lights themselves, not from what the report says of
them: a red light, a deviation, money that is missing, an open point, a gap, a missing text.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest

from contracts.rulebook import RULEBOOK
from services.reporting.check.printed import blocks
from services.reporting.store import reports
from services.reporting.usecases.report_types import REPORT_TYPES
from tests.integration.reporting.house import told_house
from tests.integration.reporting.story import tell_everything

Report = dict[str, Any]
Cells = dict[str, Any]
Place = tuple[str, str]
"""What a report calls it, or a row of findings its places; and the rule."""
ID: Final = re.compile(r"\b[A-Z]{2,4}-[0-9]{2}\b")
REGISTERS: Final = ("rules", "matrix")
"""Tables that cite rules: the annex, and in proofs of use the whole register."""
LIGHTS: Final = {"red": "NOTE-03", "yellow": "NOTE-06"}
KINDS: Final = {"late_items": ("Auszahlung", "INT-03"), "owed_items": ("Erstattung", "INT-01")}
"""Tables of the interest sheet: what an item is called, and the rule where it bears interest."""
ADVISED: Final = ("open_points", "waiting_points", "points", "findings", "gaps", "deadlines",
                  "gates", "attachments")  # fmt: skip
"""Tables each row of which is a finding, with its rule and advice beside it."""
SETTLED: Final = {"geprüft, ohne Befund", "liegt vor", "beigefügt"}
"""What such a row says where nothing is to be done."""
INSTEAD: Final = "instead"
"""Column of the statement about the program itself: which way is open meanwhile."""
ENDING: Final = "_findings"
"""Of the keys of tables that say what the report found in its own figures."""
MORE: Final = re.compile(r" und (\d+) weitere$")
ONLY_NUMBERED: Final = ("proof-of-use-b", "inventory_findings")
"""The proof shows items without their periods: what is found of them stands in R13 alone."""
NOTHING_TO_DO: Final = {
    "accessibility-statement", "audit-note", "audit-package", "change-notice", "personnel-proof",
    "voucher-list", "voucher-list-summary",
}  # fmt: skip
"""Types that list what is, or tell in words of persons what somebody else found: they name rules
and cite them, but their rows are no findings of the program."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    found: dict[str, Report] = {}
    with told_house(tmp_path_factory.mktemp("told"), tell_everything) as house:
        for kind, one in REPORT_TYPES.items():
            row = house.draft(kind, one.example_period)
            with house.ports.sessions.read() as session:
                data = reports.content(session, row.report_id, "draft", "full", "json")
            found[kind] = json.loads(data or b"")["document"]
    return found


def rows_of(table: Cells) -> Iterator[tuple[str, Cells]]:
    """Cells of each data row by column, with the group it stands under."""
    keys, group = [one["key"] for one in table["columns"]], ""
    for row in table["rows"]:
        group = row["label"] if row["kind"] == "group" else group
        if row["kind"] == "data":
            yield group, dict(zip(keys, row["cells"], strict=True))


def found_in(report: Report) -> Iterator[Place]:
    """What is wrong or open by the tables and lights themselves, as the report calls it, and the
    rule that is due; empty where it depends on more than the row shows."""
    for table in blocks(report, "table"):
        header = next(one["key"] for one in table["columns"] if one["row_header"])
        for group, cells in rows_of(table):
            name = str(cells[header])
            for light in {cells.get("light"), cells.get("state")} & LIGHTS.keys():
                yield name, LIGHTS[light]
            if table["key"] != "largest_lines" and cells.get("deviation"):
                yield name, ""
            if (cells.get("available") or 0) < 0:
                yield name, "PRG-13"
            if (cells.get("residue") or 0) < 0:
                yield name, "NOTE-06"
            yield from found_by_key(table["key"], group, cells)
    yield from lights_of(report, "")


def found_by_key(key: str, group: str, cells: Cells) -> Iterator[Place]:
    if key == "texts" and cells["version"] is None:
        yield cells["section"], "VN-05"
    if key == "milestones" and cells["state"] == "überfällig":
        yield group, "NOTE-06"
    if key == "years" and cells["residue"] and cells["year"] < "2026":
        yield cells["year"], "PLAN-08" if cells["residue"] > 0 else "NOTE-06"
    if key == "places":
        gaps = {"binding_until": "INV-03", "life": "INV-04"}
        yield from ((f"Nr. {cells['number']}", gaps[one]) for one in gaps if cells[one] is None)
    if key == "disposals":
        consent = cells["within"] == "ja" and not cells["consent"]
        due = {"NOTE-05": consent, "ELG-10": cells["tied"]}
        yield from ((f"Nr. {cells['number']}", one) for one in due if due[one])
    if key in KINDS and (cells["interest"] or cells["open"]):
        kind, rule = KINDS[key]
        yield f"{kind} Nr. {cells['number']}", rule if cells["interest"] else ""


def lights_of(above: Report, heading: str) -> Iterator[Place]:
    """Headings under which a light stands that is not green."""
    for one in above.get("blocks", ()):
        if one["block"] == "status" and one["light"] in LIGHTS:
            yield heading, LIGHTS[one["light"]]
    for below in above.get("parts", above.get("sections", ())):
        yield from lights_of(below, below.get("heading", ""))


def complaints(report: Report) -> Iterator[str]:
    """What of it has no rule, no place where that is written, or no advice."""
    tables = list(blocks(report, "table"))
    yield from citing(report, tables)
    places: list[Place] = []
    for table in tables:
        of_findings = table["key"].endswith(ENDING)
        for _, cells in rows_of(table):
            if of_findings or (table["key"] in ADVISED and INSTEAD not in cells):
                yield from saying(table["key"], cells)
            if of_findings:
                places.append((cells["where"], cells["rule"]))
    unsaid = sorted(
        {one for one in found_in(report) if not any(is_said(one, each) for each in places)}
    )
    counted = sum(int(one) for where, _ in places for one in MORE.findall(where))
    if len(unsaid) > counted:  # long lists name their first and count the others
        yield f"{unsaid}: no row says which rule and what to do"


def is_said(found: Place, said: Place) -> bool:
    """Whether a row of findings names it, under the rule that is due."""
    return found[0] in said[0] and found[1] in ("", said[1])


def citing(report: Report, tables: list[Cells]) -> Iterator[str]:
    cited = {cells["id"]: cells["citation"] for one in tables if one["key"] in REGISTERS
             for _, cells in rows_of(one)}  # fmt: skip
    texts = [one for one in blocks(report, "paragraph", "hint", "list", "details", "approval")]
    named = set(ID.findall(json.dumps(texts, ensure_ascii=False)))
    for table in tables:
        for _, cells in rows_of(table) if table["key"] not in REGISTERS else ():
            named.update(ID.findall(str(cells.get("rule") or "")))
    named &= RULEBOOK.rules.keys()
    if not named:
        yield "it names no rule"
    for one in sorted(named):
        if cited.get(one) != RULEBOOK.rules[one].citation:
            yield f"{one}: where it is written is not said"


def saying(key: str, cells: Cells) -> Iterator[str]:
    rules = ID.findall(str(cells.get("rule") or ""))
    if not rules or not set(rules) <= RULEBOOK.rules.keys():
        yield f"{key}: {cells} names no rule"
    if not cells.get("remedy") and not {cells.get("kind"), cells.get("state")} & SETTLED:
        yield f"{key}: {cells} says not what to do"


@pytest.mark.parametrize("kind", REPORT_TYPES)
def test_each_finding_has_its_rule_its_place_and_its_advice(
    told: dict[str, Report], kind: str
) -> None:
    assert list(complaints(told[kind])) == []


@pytest.mark.parametrize("kind", sorted(set(REPORT_TYPES) - NOTHING_TO_DO))
def test_it_is_noticed_where_a_column_is_missing(told: dict[str, Report], kind: str) -> None:
    """Otherwise the test above could not fail: each column of each table of this type in turn."""
    advised = [one["key"] for one in blocks(told[kind], "table") if is_advised(one)]
    assert advised
    for key in advised:
        for column in ("rule", "remedy"):
            assert list(complaints(without(told[kind], key, column))), (key, column)
    for key in (one for one in advised if one.endswith(ENDING) and (kind, one) != ONLY_NUMBERED):
        assert list(complaints(without(told[kind], key, "where"))), key


@pytest.mark.parametrize("kind", REPORT_TYPES)
def test_it_is_noticed_where_nothing_is_cited(told: dict[str, Report], kind: str) -> None:
    forged = copy.deepcopy(told[kind])
    for table in blocks(forged, "table"):
        if table["key"] in REGISTERS:
            table["rows"] = []
    assert list(complaints(forged))


def is_advised(table: Cells) -> bool:
    """Whether it has a row that needs advice."""
    if not (table["key"].endswith(ENDING) or table["key"] in ADVISED):
        return False
    settled = ({cells.get("kind"), cells.get("state")} & SETTLED for _, cells in rows_of(table))
    return not all(settled)


def without(report: Report, key: str, column: str) -> Report:
    """The same with nothing in this column."""
    forged = copy.deepcopy(report)
    for table in blocks(forged, "table"):
        if table["key"] == key:
            place = [one["key"] for one in table["columns"]].index(column)
            for row in table["rows"]:
                row["cells"][place] = "" if column == "where" else None
    return forged
