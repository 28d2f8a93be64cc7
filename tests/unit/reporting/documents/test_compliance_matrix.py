"""The matrix as a table: one row per rule, each with its place, its state and what proves it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contracts.rulebook.matrix import NO_PACK, MatrixRow, Result, load_matrix
from contracts.rulebook.record import Record, read_record, record_of, record_text
from services.reporting.check.outcome import Fault, Unseen
from services.reporting.check.rule_list import check_rules, has_rules
from services.reporting.documents import Document, Part, Row, Table
from services.reporting.documents.compliance_matrix import (
    brief_table,
    matrix_table,
    results_note,
    scenario_table,
    where_all_stands,
)
from services.reporting.documents.content import canonical_bytes
from services.reporting.render.pdf import render_pdf
from services.reporting.usecases import rules_file as rules_file_module
from tests.unit.reporting.render import samples

HOLDS = MatrixRow(
    id="PLAN-02",
    title="Überschreitung",
    citation="ANBest-P Nr. 1.2",
    confidence="M",
    active=True,
    inactive=None,
    decided_in=("a.b:c",),
    packs=("anbest-p 2019.1: line_excess", "anbest-p 2019.1: line_tolerance_bp"),
    scenarios=("plan.feature: eins", "plan.feature: zwei", "fristen.feature: drei"),
    proof=("tests/unit/test_a.py",),
)
RESTS = MatrixRow("VN-06", "Frist", "ANBest-Gk Nr. 6.1", "M", False, "verdrängt", (), (), (), ())


def test_a_row_says_state_pack_and_proof() -> None:
    first, second = matrix_table([HOLDS, RESTS]).rows
    proofs = "fristen.feature: 1 Szenario, plan.feature: 2 Szenarien, test_a.py"
    assert first.cells[4:] == ("gilt", "anbest-p 2019.1", "b: c", proofs)
    assert second.cells[4:] == ("ruht: verdrängt", "", "", "")


RECORD = Record("abc123", {"plan.feature: eins": True, "plan.feature: zwei": False})


def test_where_the_last_results_are_seen_is_told_in_one_sentence() -> None:
    for record, told in (
        (None, "nicht mitgeliefert"),
        (RECORD, "1 bestanden, 1 fehlgeschlagen, 1 nicht gelaufen (Ausgabe abc123)"),
    ):
        said = "".join(run.text for run in results_note(record, [HOLDS, RESTS]).runs)
        assert told in said
        assert "„Regeln“" in said and "make matrix" in said
        assert said.count(". ") == 0 and said.endswith(".")


def test_a_rule_prints_how_many_of_its_scenarios_did_not_pass() -> None:
    plain = "fristen (1), plan (2), test_a"
    table = brief_table([HOLDS, RESTS], RECORD)
    odd = "1 fehlgeschlagen, 1 nicht gelaufen"
    assert [row.cells[-1] for row in table.rows] == [f"{plain}, {odd}", ""]
    sound = replace(RECORD, passed=dict.fromkeys(HOLDS.scenarios, True))
    assert [row.cells[-1] for row in brief_table([HOLDS], sound).rows] == [plain]


def test_a_record_is_of_one_edition_and_of_all_its_scenarios(tmp_path: Path) -> None:
    results = {
        "a.feature: eins": Result(True, "2026-01-01T00:00:00Z", "e1"),
        "a.feature: zwei": Result(False, "2026-01-02T00:00:00Z", "e1"),
        "a.feature: drei": Result(True, "2026-01-02T00:00:00Z", "e0"),
    }
    record = record_of(results, ["a.feature: zwei", "a.feature: eins"], "e1")
    later = {key: replace(one, at="2027-01-01T00:00:00Z") for key, one in results.items()}
    again = record_of(later, ["a.feature: eins", "a.feature: zwei"], "e1")
    assert record_text(record) == record_text(again)  # neither the time nor the order
    path = tmp_path / "record.json"
    assert read_record(path) is None
    path.write_text(record_text(record), "utf-8")
    assert read_record(path) == record
    with pytest.raises(ValueError, match="1 Szenarien"):
        record_of(results, list(results), "e1")


def proof(record: Record | None, monkeypatch: pytest.MonkeyPatch) -> tuple[Document, bytes]:
    """A document with the annex and the file that goes with it."""
    monkeypatch.setattr(rules_file_module, "load_record", lambda: record)
    rules = load_matrix().values()
    part = Part(
        "rules", blocks=(results_note(record, rules), brief_table(rules, record)), title="R"
    )
    document = replace(samples.quarterly(), parts=(part,))
    content = rules_file_module.rules_file(document)
    assert content is not None
    return document, content


@pytest.mark.parametrize("has_record", [False, True])
def test_the_file_names_every_function_and_scenario_and_agrees_with_the_annex(
    has_record: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = {one for row in load_matrix().values() for one in row.scenarios}
    record = Record("abc123", dict.fromkeys(every, True)) if has_record else None
    document, content = proof(record, monkeypatch)
    found = json.loads(content)
    assert found["recorded_edition"] == ("abc123" if has_record else None)
    for rule in found["rules"]:
        row = load_matrix()[rule["id"]]
        assert rule["decided_in"] == list(row.decided_in)
        assert [f"{one['file']}: {one['name']}" for one in rule["scenarios"]] == [*row.scenarios]
    told = {one["result"] for rule in found["rules"] for one in rule["scenarios"]}
    assert told == {"bestanden" if has_record else None}
    assert content == rules_file_module.rules_file(document)
    report = json.loads(canonical_bytes(document))
    files = {"regeln.json": content}
    assert has_rules(report, files)
    assert f"{len(every)} Szenarien" in check_rules(report, files)
    with pytest.raises(Unseen):
        check_rules(report, {})
    for forge in (
        forged_title,
        forged_function,
        forged_pack,
        forged_scenario,
        forged_order,
        forged_edition,
        forged_result,
        forged_results,
    ):
        changed = json.loads(content)
        forge(changed)
        with pytest.raises(Fault):
            check_rules(report, {"regeln.json": json.dumps(changed).encode()})


def forged_title(content: dict[str, Any]) -> None:
    content["rules"][3]["title"] += " X"


def forged_function(content: dict[str, Any]) -> None:
    next(one for one in content["rules"] if one["decided_in"])["decided_in"][0] += "_x"


def forged_pack(content: dict[str, Any]) -> None:
    content["rules"][0]["packs"] = ["anderes-paket 1: wert"]


def forged_scenario(content: dict[str, Any]) -> None:
    next(one for one in content["rules"] if one["scenarios"])["scenarios"].pop()


def forged_order(content: dict[str, Any]) -> None:
    content["rules"].reverse()


def forged_edition(content: dict[str, Any]) -> None:
    content["recorded_edition"] = "fffffff"


def forged_result(content: dict[str, Any]) -> None:
    rule = next(one for one in content["rules"] if one["scenarios"])
    rule["scenarios"][0]["result"] = "fehlgeschlagen"


def forged_results(content: dict[str, Any]) -> None:
    """All alike, so that no rule tells on another."""
    for rule in content["rules"]:
        for one in rule["scenarios"]:
            one["result"] = None if one["result"] else "bestanden"


def test_a_report_of_before_the_record_gets_no_results_that_it_did_not_print(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, _ = proof(None, monkeypatch)
    every = {one for row in load_matrix().values() for one in row.scenarios}
    now, _ = proof(Record("abc123", dict.fromkeys(every, True)), monkeypatch)
    table, same = next(before.tables()), next(now.tables())
    assert table.rows == same.rows  # alike but for the sentence before them
    assert rules_file_module.rules_file(before) is None
    assert rules_file_module.rules_file(now) is not None


def test_only_the_annex_of_these_rules_gets_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    document, _ = proof(None, monkeypatch)
    assert rules_file_module.rules_file(samples.quarterly()) is None
    older = replace(document.parts[0], blocks=(results_note(None), brief_table([HOLDS, RESTS])))
    assert rules_file_module.rules_file(replace(document, parts=(older,))) is None


def test_on_paper_a_row_names_functions_and_counts_proofs() -> None:
    more = replace(RESTS, decided_in=("x.m:f", "x.m:g", "y.n:h"), packs=(NO_PACK,))
    first, second = brief_table([HOLDS, more]).rows
    assert first.cells[:4] == ("PLAN-02", "Überschreitung", "ANBest-P Nr. 1.2", "M")
    assert first.cells[4:] == ("gilt", "anbest-p 2019.1", "b: c", "fristen (1), plan (2), test_a")
    assert second.cells[4:] == ("ruht: verdrängt", "Programm", "m: f, g; n: h", "")


def test_the_whole_names_every_rule_and_scenario() -> None:
    rules = load_matrix().values()
    named = {(row.cells[0], one) for row in _data(scenario_table(rules)) for one in _names(row)}
    assert named == {(row.id, one.partition(": ")[2]) for row in rules for one in row.scenarios}
    assert [row.cells[0] for row in _data(matrix_table(rules))] == [row.id for row in rules]


def _data(table: Table) -> list[Row]:
    return list(table.rows)


def _names(row: Row) -> list[str]:
    return str(row.cells[2]).split(" · ")


def test_on_paper_the_whole_directory_takes_no_more_than_ten_pages() -> None:
    rules = load_matrix().values()
    every = {one for row in rules for one in row.scenarios}
    record = Record("0123456789ab", dict.fromkeys(every, True))  # the wider of both forms
    blocks = (where_all_stands(), results_note(record, rules), brief_table(rules, record))
    part = Part("rules", blocks=blocks, title="Regelverzeichnis", annex="Anlage 4")
    document = replace(samples.quarterly(), parts=(part,))
    assert render_pdf(document, samples.frame(document), io.BytesIO()).pages <= 10


def test_scenarios_are_named_by_rule_and_file() -> None:
    rows = scenario_table([HOLDS, RESTS]).rows
    assert [one.cells for one in rows] == [
        ("PLAN-02", "plan.feature", "eins · zwei"),
        ("PLAN-02", "fristen.feature", "drei"),
    ]
