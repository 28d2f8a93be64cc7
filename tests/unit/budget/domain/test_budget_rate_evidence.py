"""Which rate has to be proved before money is called at it, and by what (PRG-02)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.budget.domain.evidence import Evidence, EvidenceKind, Gate, gate_violations
from services.budget.domain.grant import Amendment
from services.budget.domain.rate_evidence import Award, is_proved, rate_gate, unproved_rate
from tests.unit.budget.domain.examples import TODAY, codes, some_rules, some_terms

START, LAST = date(2026, 1, 1), date(2026, 6, 30)
AT_90 = some_terms(funding_rate_bp=9000)


def filed(from_day: date, kind: EvidenceKind = EvidenceKind.RATE_EVIDENCE) -> Evidence:
    return Evidence(kind, from_day, "AZ 1")


def to(rate_bp: int, *, has_file: bool, from_day: date = START) -> Amendment:
    changes = {"funding_rate_bp": rate_bp}
    return Amendment("ÄB", from_day, from_day, changes, known_on=from_day, has_file=has_file)


def gate(rate_bp: int, *evidence: Evidence, on: date = TODAY) -> list[Gate]:
    award = Award(some_terms(funding_rate_bp=rate_bp), (), evidence)
    return rate_gate(award, rate_bp, some_rules(), LAST, on)


def test_the_lowest_rate_of_the_programme_is_no_condition() -> None:
    assert gate(6500) == []
    assert gate(6000) == []
    assert [one.kind for one in gate(6501)] == ["rate_evidence"]


def test_the_condition_says_rate_rule_and_value() -> None:
    [one] = gate(9000)
    assert (one.rule, one.stage, one.satisfied) == ("PRG-02", "release", False)
    assert "Beleg der Haushaltslage zum Fördersatz von 90" in one.message
    assert [value.parameter for value in one.values] == ["funding_rates_bp"]
    assert codes(gate_violations([one], "release")) == ["gate_missing"]
    assert gate_violations([one], "receipt") == []


@pytest.mark.parametrize(("days", "satisfied"), [(0, True), (-1, False)])
def test_evidence_counts_from_its_day(days: int, satisfied: bool) -> None:
    [one] = gate(9000, filed(TODAY), on=TODAY + timedelta(days=days))
    assert one.satisfied is satisfied
    assert (unproved_rate([one]) == []) is satisfied


def test_other_evidence_proves_nothing() -> None:
    [one] = gate(9000, filed(START, EvidenceKind.FINANCING_PLAN))
    assert not one.satisfied
    [said] = unproved_rate([one])
    assert (said.code, said.rule, said.severity) == ("rate_evidence_due", "PRG-02", "warning")


@pytest.mark.parametrize("has_file", [True, False])
def test_the_file_of_the_amendment_that_set_the_rate_proves_it(has_file: bool) -> None:
    award = Award(some_terms(), (to(9000, has_file=has_file),), ())
    assert is_proved(award, LAST, TODAY) is has_file


def test_the_file_of_another_amendment_does_not() -> None:
    longer = Amendment("ÄB", START, START, {"period_end": date(2031, 1, 1)}, START, has_file=True)
    assert not is_proved(Award(AT_90, (longer,), ()), LAST, TODAY)
    same = to(9000, has_file=True)
    assert not is_proved(Award(AT_90, (same,), ()), LAST, TODAY)
    twice = (to(8000, has_file=True), to(9000, has_file=False, from_day=START + timedelta(days=1)))
    assert not is_proved(Award(some_terms(), twice, ()), LAST, TODAY)


def test_an_amendment_counts_from_its_day() -> None:
    late = Award(AT_90, (to(6500, has_file=True, from_day=LAST + timedelta(days=1)),), ())
    assert not is_proved(late, LAST, TODAY)
    assert is_proved(late, LAST + timedelta(days=1), TODAY)
