"""No cell of any report can be forged in silence: a step refuses it, or the check says that nobody
compared it. And the words of the check's own copy are those of the program."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services.reporting.check.not_compared import open_columns, tell_open
from services.reporting.check.outcome import Unseen
from services.reporting.check.printed import blocks
from services.reporting.check.told import read_events
from services.reporting.usecases.report_types import REPORT_TYPES
from tests.contract.cell_forgeries import SILENT, drafts, judged, outcomes
from tests.contract.golden import REPORT_WORDS, words_text
from tests.reported_house import reported_house

Attached = dict[str, dict[str, bytes]]
Report = dict[str, Any]


@pytest.fixture(scope="module")
def attached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attached]:
    with reported_house(tmp_path_factory.mktemp("cells")) as house:
        yield dict(drafts(house))


@pytest.mark.parametrize("kind", REPORT_TYPES)
def test_a_forged_cell_is_refused_or_told_as_not_compared(attached: Attached, kind: str) -> None:
    """One cell of each column; all of them: `python -m tests.contract.cell_forgeries`."""
    document = json.loads(attached[kind]["bericht.json"])["document"]
    named = {(table, column) for table, _, column, _, _ in open_columns(document)}
    passed = {
        (cell.table, cell.column)
        for cell, state in outcomes(attached[kind], sample=True)
        if state == SILENT
    }
    assert not passed - named


def test_what_nobody_compares_is_told_with_table_column_and_number(attached: Attached) -> None:
    document = json.loads(attached["audit-package"]["bericht.json"])["document"]
    table = next(one for one in blocks(document, "table") if one["key"] == "calls")
    table["columns"].append(table["columns"][0] | {"key": "new", "label": "Neues"})
    with pytest.raises(Unseen, match=r"^\d+ Angaben .*Mittelabrufe \([^)]*Neues\).*; ebenso Sätze"):
        tell_open(document)
    with pytest.raises(Unseen, match=r"^Sätze und Überschriften"):
        tell_open({"blocks": []})


def test_the_check_carries_the_words_of_the_program() -> None:
    assert REPORT_WORDS.read_text("ascii") == words_text(), "make goldens, look at the difference"


def table_of(report: Report, key: str) -> dict[str, Any]:
    return next(one for one in blocks(report, "table") if one["key"] == key)


def cell(key: str, column: str, value: Any, row: int = 0) -> Callable[[Report], None]:
    """The value of a data row, counted from its first."""

    def forge(report: Report) -> None:
        table = table_of(report, key)
        place = [one["key"] for one in table["columns"]].index(column)
        rows = [one for one in table["rows"] if one["kind"] == "data"]
        assert rows[row]["cells"][place] != value
        rows[row]["cells"][place] = value

    return forge


def row_left_out(key: str) -> Callable[[Report], None]:
    def forge(report: Report) -> None:
        rows = table_of(report, key)["rows"]
        rows.remove(next(one for one in rows if one["kind"] == "data"))
        for one in rows:
            if one["kind"] == "total":
                one["cells"] = [
                    sum(each["cells"][at] for each in rows if each["kind"] == "data")
                    if isinstance(value, int)
                    else value
                    for at, value in enumerate(one["cells"])
                ]

    return forge


def swapped_roles(report: Report) -> None:
    cell("deadlines", "responsible", "Programmleitung")(report)


FORGERIES: dict[str, tuple[str, Callable[[Report], None], str]] = {
    "a deadline moved": (
        "deadline-calendar", cell("deadlines", "due_on", "2026-07-02"), "im Ereignis 01.07.2026"),
    "a deadline left out": ("deadline-calendar", row_left_out("deadlines"), "im Ereignis|sind es"),
    "another duty done": ("deadline-calendar", cell("done", "done_on", "2026-07-30"), "03.08.2026"),
    "another office": ("deadline-calendar", swapped_roles, "im Ereignis anders"),
    "nobody told": (
        "deadline-calendar", cell("deadlines", "told", "Kämmerei"), "unterrichtet sind"),
    "advice of another duty": (
        "deadline-calendar",
        cell("deadlines", "remedy", "den Mittelabruf anlegen und freigeben lassen"),
        "im Ereignis anders"),
    "a value of the pack": (
        "deadline-calendar", cell("deadline_values", "value", "60 Tage"), "in keinem Ereignis"),
    "a finding at another row": (
        "data-quality", cell("rows", "number", 1), "im Ereignis des Protokolls"),
    "a gap called otherwise": (
        "data-quality", cell("rows", "point", "Belegdatei fehlt"), "nach den Ereignissen"),
    "a finding called passed": (
        "data-quality", cell("points", "kind", "geprüft, ohne Befund"), "nicht ohne Befund"),
    "a hint as a hindrance, row by row": (
        "data-quality", cell("rows", "severity", "Hinderungsgrund"), "nach den Ereignissen"),
    "a finding left out": ("data-quality", row_left_out("rows"), "nach den Ereignissen sind es"),
    "fewer findings": ("data-quality", row_left_out("points"), "nach den Ereignissen sind es"),
    "a younger gap": (
        "data-quality", row_left_out("certification_ages"), "nach den Ereignissen|andere Zeilen"),
    "a hindrance as a mere hint": (
        "quarterly", cell("open_points", "kind", "Hinweis"), "nach den Ereignissen"),
    "an open point left out": ("quarterly", row_left_out("open_points"), "sind es"),
    "a step by another rule": (
        "quarterly", cell("grant_steps", "rule", "ELG-10"), "beruht auf ELG-01"),
    "a rule nobody named": ("quarterly", cell("rules", "id", "PROC-05"), "fehlt|sonst nirgends"),
    "a rule left out of the list": ("quarterly", row_left_out("rules"), "fehlt"),
    "a finding of the report left out": (
        "financial-statement", row_left_out("statement_findings"), "nach den Zahlen sind es"),
    "another finding of the report": (
        "financial-statement", cell("statement_findings", "point", "Maßnahme gestört"),
        "folgt nicht aus den Zahlen"),
    "a finding under another rule": (
        "portfolio", cell("portfolio_findings", "rule", "PLAN-01"), "nach den Zahlen „"),
    "a finding elsewhere": (
        "factual-report", cell("factual_findings", "where", "Anderes"), "nach den Zahlen „"),
    "advice of another finding": (
        "portfolio",
        cell("portfolio_findings", "remedy", "einen Plan anlegen und freigeben lassen"),
        "nach den Zahlen „"),
    "a reason to wait left out": (
        "financial-statement", row_left_out("waiting_points"), "nach den Ereignissen sind es"),
    "a source with another deviation": (
        "financial-statement", cell("sources", "deviation", 1, 1), "genannt"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_a_row_that_the_events_do_not_give_is_refused(attached: Attached, name: str) -> None:
    kind, forge, said = FORGERIES[name]
    whole = json.loads(attached[kind]["bericht.json"])
    forged = copy.deepcopy(whole)
    forge(forged["document"])
    refused, _ = judged(forged, read_events(attached[kind]["ereignisse.ndjson"]))
    assert any(one in refused for one in said.split("|")), refused


UNKNOWN: dict[str, Callable[[Report], None]] = {
    "„Erfundenes“": cell("open_points", "point", "Erfundenes"),
    "„ELG-09“": cell("rules", "citation", "BGBl. I 1, 1", 6),
    "„abzüglich von allem (ELG-10)“": cell("own_share", "step", "abzüglich von allem", 2),
    "13.000.001,00": cell(
        "grant_steps", "step",
        "Höchstbetrag der zuwendungsfähigen Ausgaben (13.000.001,00\u00a0€)", 1),
}  # fmt: skip


@pytest.mark.parametrize("named", UNKNOWN)
def test_a_word_nobody_knows_is_named(attached: Attached, named: str) -> None:
    whole = json.loads(attached["quarterly"]["bericht.json"])
    told = read_events(attached["quarterly"]["ereignisse.ndjson"])
    UNKNOWN[named](whole["document"])
    refused, left_open = judged(whole, told)
    assert named in refused or any(named in one for one in left_open), (refused, left_open)
