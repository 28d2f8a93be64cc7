"""The matrix as a table: one row per rule, each with its place, its state and what proves it."""

from __future__ import annotations

import io
from dataclasses import replace

from contracts.rulebook.matrix import NO_PACK, MatrixRow, load_matrix
from services.reporting.documents import Part, Row, Table
from services.reporting.documents.compliance_matrix import (
    brief_table,
    matrix_table,
    results_note,
    scenario_table,
    where_all_stands,
)
from services.reporting.render.pdf import render_pdf
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


def test_where_the_last_results_are_seen_is_told_in_one_sentence() -> None:
    said = "".join(run.text for run in results_note().runs)
    assert "„Regeln“" in said and "make matrix" in said
    assert said.count(". ") == 0 and said.endswith(".")


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
    blocks = (where_all_stands(), results_note(), brief_table(load_matrix().values()))
    part = Part("rules", blocks=blocks, title="Regelverzeichnis", annex="Anlage 4")
    document = replace(samples.quarterly(), parts=(part,))
    assert render_pdf(document, samples.frame(document), io.BytesIO()).pages <= 10


def test_scenarios_are_named_by_rule_and_file() -> None:
    rows = scenario_table([HOLDS, RESTS]).rows
    assert [one.cells for one in rows] == [
        ("PLAN-02", "plan.feature", "eins · zwei"),
        ("PLAN-02", "fristen.feature", "drei"),
    ]
