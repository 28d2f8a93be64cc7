"""Gates of a call, early start, and two persons for every release."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.budget.domain.evidence import (
    Evidence,
    EvidenceKind,
    Phase,
    check_evidence,
    early_start,
    gate_violations,
    gates,
)
from services.budget.domain.four_eyes import Origin, ReleaseState, check_release, state_after
from tests.unit.budget.domain.examples import TODAY, codes, some_rules

KINDS = ("council_decision", "committee_decision", "ministry_approval", "phase_b_documents")


def filed(kind: str, **changes: Any) -> Evidence:
    return replace(Evidence(EvidenceKind(kind), date(2023, 6, 29), "AZ 1"), **changes)


def open_gates(phase: Phase, *evidence: Evidence, on: date = TODAY) -> list[str]:
    return [one.kind for one in gates(phase, evidence, some_rules(), on) if not one.satisfied]


def test_phase_b_needs_all_four_documents() -> None:
    assert open_gates(Phase.B) == list(KINDS)
    assert open_gates(Phase.B, *map(filed, KINDS)) == []
    assert open_gates(Phase.B, *map(filed, KINDS), on=date(2023, 6, 29)) == []
    assert open_gates(Phase.B, *map(filed, KINDS), on=date(2023, 6, 28)) == list(KINDS)


def test_e36_the_refusal_names_each_missing_document() -> None:
    found = gates(Phase.B, [filed("council_decision")], some_rules(), TODAY)
    violations = gate_violations(found, "release")
    assert codes(violations) == ["gate_missing"] * 3
    assert [one.rule for one in violations] == ["PRG-06", "PRG-06", "PRG-07"]
    assert "Ministerium" in violations[1].message
    assert gate_violations(found, "receipt") == []


def test_a_delegation_stands_in_for_the_council() -> None:
    assert "council_decision" not in open_gates(Phase.B, filed("delegation_to_committee"))


def test_phase_a_may_be_released_but_not_received() -> None:
    found = gates(Phase.A, [], some_rules(), TODAY)
    assert gate_violations(found, "release") == []
    assert [one.rule for one in gate_violations(found, "receipt")] == ["CALL-03"]
    assert open_gates(Phase.A, filed("proof_of_use_accepted")) == []


def test_evidence_is_checked() -> None:
    def check(one: Evidence) -> list[str]:
        return codes(check_evidence(one, measures=["M1"], today=TODAY))

    good = filed("other", measures=("M1",), decided_on=TODAY)
    assert check(good) == []
    assert check(replace(good, reference=" ")) == ["reference_missing"]
    assert check(replace(good, measures=("M9",))) == ["measure_unknown"]
    assert check(replace(good, decided_on=date(2026, 7, 16))) == ["decided_in_future"]


def test_early_start_begins_with_the_earliest_permission_of_the_measure() -> None:
    first = filed("early_start_permission", valid_from=date(2023, 5, 1), measures=("M1",))
    second = filed("early_start_permission")
    assert early_start([second, first], "M1") == date(2023, 5, 1)
    assert early_start([second, first], "M2") == date(2023, 6, 29)
    assert early_start([filed("other")], "M1") is None


def test_e37_the_creator_never_releases() -> None:
    assert codes(check_release(Origin("a"), [], "a")) == ["four_eyes_creator"]
    assert check_release(Origin("a"), [], "b") == []
    found = check_release(Origin("a"), [], "z", is_service_account=True)
    assert codes(found) == ["four_eyes_no_person"]


def test_a_draft_of_the_service_account_needs_two_different_persons() -> None:
    origin = Origin("zeitplan", by_service_account=True)
    assert state_after(origin, []) is ReleaseState.DRAFT
    assert state_after(origin, ["a"]) is ReleaseState.PARTLY_RELEASED
    assert codes(check_release(origin, ["a"], "a")) == ["four_eyes_same_person"]
    assert state_after(origin, ["a", "a"]) is ReleaseState.PARTLY_RELEASED
    assert state_after(origin, ["a", "b"]) is ReleaseState.RELEASED
    assert state_after(Origin("x"), ["a"]) is ReleaseState.RELEASED
