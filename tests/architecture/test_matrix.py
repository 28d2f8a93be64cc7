"""The compliance matrix has no hole: every rule that holds is decided and proven."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contracts.rulebook import RULEBOOK
from contracts.rulebook.matrix import MATRIX, NO_PACK, Result
from services.budget.domain.parameters import SPECS
from services.budget.rulepacks import load
from tests.architecture.code_base import ROOT
from tests.architecture.test_rulebook import COLLECTED
from tests.contract.computed_rules import COMPUTED
from tests.contract.matrix import SWITCHES, is_off, matrix_text, printed, rows
from tests.contract.said_codes import said
from tests.contract.scenarios import rules_in, scenarios

SOURCE = ROOT.parent / "shared" / "rulebook.md"


def test_the_committed_matrix_is_the_one_of_these_sources() -> None:
    hint = "The matrix is out of date: make goldens"
    assert MATRIX.read_text("utf-8") == matrix_text(), hint


@pytest.mark.skipif(not SOURCE.exists(), reason="SKIPPED: no ../shared/rulebook.md here")
def test_the_list_of_ids_is_the_one_of_the_collection() -> None:
    collection = SOURCE.read_text("utf-8").partition("# (a)")[2].partition("# (b)")[0]
    found = re.findall(r"^\| ([A-Z]{2,4}-[0-9]{2}) \|", collection, re.MULTILINE)
    assert set(found) == set(COLLECTED)


def test_every_rule_that_holds_is_decided_and_proven() -> None:
    holes = [
        row.id
        for row in rows()
        if row.active and not (row.decided_in and (row.scenarios or row.proof))
    ]
    assert not holes, f"no scenario under a line 'Regel: ID' and no proof: {holes}"


def test_every_rule_names_its_pack_or_that_it_is_code() -> None:
    ids = {pack.id for pack in load().values()}
    for row in rows():
        assert row.packs, row.id
        named = {one.partition(" ")[0] for one in row.packs}
        assert row.packs == (NO_PACK,) or named <= ids, row.id
        assert row.citation.strip(), row.id


def test_the_matrix_reads_the_reason_of_a_rule_that_rests_from_its_pack() -> None:
    found = {row.id: row for row in rows()}
    for pack in load().values():
        for one in pack.inactive:
            row = found[one.rule]
            assert (row.active, row.inactive) == (False, one.reason)
            assert f"{pack.id} {pack.version}: ruht" in row.packs
    assert all((row.inactive is None) is row.active for row in found.values())


def test_every_scenario_proves_a_rule_that_holds() -> None:
    found = scenarios()
    assert len(found) > 80
    unruled = [one.key for one in found if not one.rules]
    assert not unruled, "a scenario stands under a line 'Regel: ID: text (source)'"
    wrong = [
        f"{one.key}: {rule_id}"
        for one in found
        for rule_id in one.rules
        if rule_id not in RULEBOOK.rules or not RULEBOOK.rules[rule_id].active
    ]
    assert not wrong, "unknown, or inactive in the register"


NO_LAW = (
    *("services/audit/", "services/reporting/", "shared/", "services/budget/store/files"),
    *("services/budget/web/session", "services/budget/usecases/invitation"),
    *("services/budget/usecases/login", "services/budget/usecases/password"),
)
"""Modules that say what the program itself cannot do: log-in, storage, stream, log."""


def test_no_code_of_the_law_is_without_its_rule() -> None:
    found = list(said())
    ruled = {one.code for one in found if one.rules}
    lost = {
        (one.code, one.module)
        for one in found
        if not one.rules and one.code not in ruled and re.fullmatch("[a-z][a-z0-9_]+", one.code)
    }
    assert sorted(one for one in lost if not one[1].startswith(NO_LAW)) == []
    assert COMPUTED.keys() <= {one.code for one in found}


def test_a_rule_that_depends_on_what_is_judged_is_in_the_matrix() -> None:
    codes = {row.id: row.findings for row in rows()}
    assert "value_limit_exceeded" in codes["PROC-02"] and "value_limit_exceeded" in codes["PROC-03"]
    assert "gate_missing" in codes["PRG-07"] and "clause_missing" in codes["OSS-02"]
    assert "gate_missing" not in codes["PROC-03"] and "clause_missing" not in codes["PROC-02"]


@pytest.mark.parametrize(
    ("headline", "ids"),
    [
        ("MUN-09, GOB-01: Storno", ("MUN-09", "GOB-01")),
        ('PLAN-02, Pack mit "block": abgelehnt', ("PLAN-02",)),
        ("Ohne Regel (PLAN-02)", ()),
    ],
)
def test_ids_stand_at_the_head_of_a_rule(headline: str, ids: tuple[str, ...]) -> None:
    assert rules_in(headline) == ids


def test_a_scenario_outside_a_rule_is_found(tmp_path: Path) -> None:
    text = "# language: de\nFunktionalität: F\n  Szenario: S\n    Wenn etwas\n"
    (tmp_path / "a.feature").write_text(text, "utf-8")
    assert [(one.key, one.rules) for one in scenarios(tmp_path)] == [("a.feature: S", ())]


def test_the_terminal_shows_reasons_and_results() -> None:
    found = rows()
    proven = next(row for row in found if row.scenarios)
    results = {proven.scenarios[0]: Result(False, "2026-01-01T00:00:00Z")}
    text = "\n".join(printed(found, results))
    assert "fehlgeschlagen" in text
    assert "nicht gelaufen" in text
    assert all(re.search(rf"^{row.id}\b", text, re.MULTILINE) for row in found)
    assert "ruht: gilt nur in Schleswig-Holstein" in text


def test_without_any_run_the_terminal_says_once_how_to_get_one() -> None:
    text = "\n".join(printed(rows(), {}))
    assert "nicht gelaufen" not in text
    assert text.count("make features") == 1


def test_a_pack_that_says_a_duty_is_off_switches_it_off_and_no_other_zero_does() -> None:
    """What a pack says in words and the mark in the matrix are one; an empty list is no switch."""
    said = [
        one
        for pack in load().values()
        for one in pack.parameters
        if re.search("(aus|nicht ein)geschaltet|ruht|kein Zwischennachweis", one.citation)
    ]
    assert {one.key for one in said} >= {"allocation_keys", "final_rate_bp", "call_min_cents"}
    assert [one.key for one in said if not is_off(one)] == []
    text = matrix_text()
    marked = {key for key in SPECS if f": {key} (ausgeschaltet)" in text}
    assert marked <= SWITCHES.keys() <= SPECS.keys()
    assert {"open_source_duty", "phase_b_gates", "publication_marks"} <= marked
    for unset in ("binding_years", "eligible_account_classes", "tariff_monthly_cents"):
        assert f": {unset}" in text and unset not in marked
    for zero in ("call_signatories", "first_measures_cap_cents", "tax_relevant"):
        assert f": {zero}" in text and zero not in marked
