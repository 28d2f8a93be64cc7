"""Procurement files as pure rules: edges to the day and the cent, and a naive sum of penalties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.parameters import SPECS
from services.budget.domain.penalty import check_claim, late_days, penalty_due_cents
from services.budget.domain.procurement import Procurement, folded
from services.budget.domain.procurement_checks import (
    check_change,
    check_delivery,
    check_dispensation,
)
from services.budget.domain.procurement_entry import (
    Changed,
    Completed,
    Delivered,
    NewProcurement,
    Released,
    Returned,
    Revised,
)
from services.budget.domain.procurement_facts import check_facts
from services.budget.domain.procurement_findings import findings_of
from services.budget.domain.rulepack import Rules, resolve
from services.budget.domain.splitting import contract_of, splitting_findings
from services.budget.rulepacks import load
from shared.errors import Violation
from shared.money import round_half_away

PACKS = load()
NEW = NewProcurement(
    measure_id="M1",
    subject="Offene Plattform",
    creditor="",
    relation="contract",
    estimate_net_cents=10_000_000,
    procedure="negotiated",
    procedure_reason="drei Angebote",
    contract_date=date(2026, 2, 15),
    award_net_cents=10_000_000,
)
TODAY = date(2026, 8, 3)


def rules(day: date = date(2026, 2, 15), **settings: Any) -> Rules:
    return resolve(PACKS, "kfw436-2020", settings, day)


def a_file(**changes: Any) -> Procurement:
    return Procurement(replace(NEW, **changes), "key", "officer")


def codes(found: list[Violation]) -> list[str]:
    return [one.code for one in found]


def split(file: Procurement, *others: Procurement, **settings: Any) -> list[Violation]:
    named = (contract_of(one, number) for number, one in enumerate(others, start=7))
    law = rules(file.facts.contract_date or TODAY, **settings)
    reason = file.facts.splitting_reason
    return splitting_findings(contract_of(file, 1), [one for one in named if one], law, reason)


def test_a_file_begins_with_its_facts() -> None:
    with pytest.raises(ValueError, match="begins"):
        folded([])
    with pytest.raises(ValueError, match="begins"):
        folded([(Completed(), "officer")])


def test_facts_and_changes_open_a_released_file_again() -> None:
    begun = [(Revised(NEW, "key"), "officer"), (Completed(), "officer"), (Released(), "head")]
    assert folded(begun).status == "released"
    for again in (Revised(NEW, "key", "Grund"), Changed(1, TODAY, "mehr"), Returned("fehlt")):
        file = folded([*begun, (again, "other")])
        assert (file.status, file.entries) == ("open", 4)


@pytest.mark.parametrize(
    ("second", "measure", "subject", "expected"),
    [
        (11_600_000, "M1", "anders", []),
        (11_600_001, "M1", "anders", ["contract_split"]),
        (11_600_001, "M2", "anders", []),
        (11_600_001, "M2", "offene  PLATTFORM!", ["contract_split"]),
    ],
)
def test_one_measure_or_one_subject_is_added_up(
    second: int, measure: str, subject: str, expected: list[str]
) -> None:
    first = a_file(measure_id=measure, subject=subject)
    assert codes(split(a_file(estimate_net_cents=second), first)) == expected


def test_what_is_not_added_up() -> None:
    late = a_file(estimate_net_cents=11_600_001)
    assert split(late, replace(a_file(), key_id="other")) == []
    assert split(late, a_file(relation="pass_on")) == []
    assert split(late, a_file(procedure="eu")) == []
    assert split(late, a_file(contract_date=date(2026, 2, 16))) == []
    assert split(late, a_file(contract_date=None)) == []
    assert split(a_file(estimate_net_cents=21_600_001), a_file()) == []
    assert split(replace(late, key_id=""), replace(a_file(), key_id="")) == []


def test_the_pack_says_how_far_back_and_how_hard() -> None:
    late = a_file(estimate_net_cents=11_600_001, contract_date=date(2027, 2, 15))
    assert split(late, a_file()) == []
    assert codes(split(late, a_file(), splitting_months=13)) == ["contract_split"]
    hard = split(late, a_file(), splitting_months=13, procurement_splitting="block")
    assert [one.severity for one in hard] == ["error"]


@given(
    net=st.integers(1, 10**11),
    bp=st.integers(1, 10_000),
    cap=st.integers(1, 10_000),
    unit=st.integers(1, 31),
    late=st.integers(-5, 400),
)
def test_a_penalty_is_the_naive_one(net: int, bp: int, cap: int, unit: int, late: int) -> None:
    due_on = TODAY - timedelta(days=late)
    file = a_file(
        award_net_cents=net,
        delivery_due_on=due_on,
        penalty_bp=bp,
        penalty_days=unit,
        penalty_cap_bp=max(bp, cap),
    )
    begun = sum(1 for day in range(1, late + 1) if day % unit == 1 or unit == 1)
    share = min(Fraction(begun * bp, 10_000), Fraction(max(bp, cap), 10_000))
    assert penalty_due_cents(file, TODAY) == round_half_away(net * share)


def test_weeks_begin_and_a_delivery_ends_the_delay() -> None:
    file = a_file(
        delivery_due_on=date(2026, 7, 1), penalty_bp=50, penalty_days=7, penalty_cap_bp=500
    )
    weeks = {day: penalty_due_cents(file, date(2026, 7, day)) for day in (1, 2, 8, 9)}
    assert weeks == {1: 0, 2: 50_000, 8: 50_000, 9: 100_000}
    assert penalty_due_cents(file, date(2027, 7, 1)) == 500_000
    delivered = replace(file, delivered_on=date(2026, 7, 2))
    assert (late_days(delivered, TODAY), penalty_due_cents(delivered, TODAY)) == (1, 50_000)
    assert late_days(a_file(), TODAY) == 0
    assert codes(check_claim(a_file(), 1, TODAY)) == ["penalty_not_agreed"]


def test_facts_without_sense_are_named() -> None:
    wrong = replace(
        NEW,
        measure_id="?",
        subject=" ",
        relation="gift",
        procedure="dice",
        award_net_cents=0,
        offers_received=-1,
        clauses=("pizza",),
        delivery_due_on=date(2026, 2, 14),
    )
    assert codes(check_facts(wrong, {"M1"})) == [
        "measure_unknown",
        "subject_missing",
        "relation_unknown",
        "procedure_unknown",
        "clause_unknown",
        "amount_out_of_range",
        "count_out_of_range",
        "delivery_before_contract",
    ]
    assert check_facts(NEW, {"M1"}) == []
    assert codes(check_dispensation("pizza", "Grund")) == ["procurement_item_unknown"]


def test_changes_and_deliveries_need_a_contract_and_sense() -> None:
    bare = a_file(contract_date=None)
    assert codes(check_change(bare, Changed(1, TODAY, "mehr"))) == ["contract_missing"]
    early = Changed(-10_000_001, date(2026, 2, 14), "weniger")
    assert codes(check_change(a_file(), early)) == [
        "change_before_contract",
        "amount_out_of_range",
    ]
    assert codes(check_change(a_file(), Changed(-10_000_000, TODAY, "weniger"))) == []
    for day, expected in (
        (date(2026, 2, 14), ["delivery_out_of_range"]),
        (date(2026, 2, 15), []),
        (TODAY, []),
        (TODAY + timedelta(days=1), ["delivery_out_of_range"]),
    ):
        assert codes(check_delivery(a_file(), Delivered(day), TODAY)) == expected


def test_missing_facts_are_gaps() -> None:
    bare = Procurement(
        NewProcurement("M1", "S", "", "contract", 1), key_id="", revised_by="officer"
    )
    fields = {
        one.field
        for one in findings_of(bare, (), rules(), TODAY)
        if one.code == "procurement_fact_missing"
    }
    assert fields == {
        "creditor", "contract_date", "award_net_cents", "procedure", "procedure_reason",
    }  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [("direct",), ("direct=x",), ("direct=-1",), ("direct=1", "direct=2"), ("dice=1",), 1],
)
def test_a_table_of_limits_names_each_procedure_once(value: Any) -> None:
    table = SPECS["procurement_limits"]
    assert not table.accepts(value)
    assert table.accepts(("direct=1", "free=2"))
