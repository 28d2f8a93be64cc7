"""The matrix as a table: one row per rule, each with its place, its state and what proves it."""

from __future__ import annotations

from contracts.rulebook.matrix import MatrixRow
from services.reporting.documents.compliance_matrix import (
    matrix_table,
    results_note,
    scenario_table,
)

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


def test_scenarios_are_named_by_rule_and_file() -> None:
    rows = scenario_table([HOLDS, RESTS]).rows
    assert [one.cells for one in rows] == [
        ("PLAN-02", "plan.feature", "eins · zwei"),
        ("PLAN-02", "fristen.feature", "drei"),
    ]
