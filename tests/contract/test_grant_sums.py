"""One table of cases for the law of a grant's sums, run by budget and by reporting.

The services share no code for it; whoever changes one side only, or a case, fails here.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from contracts.events.snapshots import Effect as ToldEffect
from services.budget.domain import balance as budget
from services.budget.domain.effects import Effect, EffectKind
from services.budget.domain.expenditure import Status
from services.budget.domain.income import Income
from services.budget.domain.plan import SourceKind
from services.reporting.domain.facts import GrantFacts, IncomeFact, RowFact
from services.reporting.domain.sums import grant_sums
from tests.integration.reporting.story import call, grant, terms
from tests.unit.budget.domain.examples import some_rules, some_terms

TABLE = tomllib.loads(Path(__file__).with_name("grant_sums.toml").read_text("utf-8"))
CASES = [TABLE["default"] | case for case in TABLE["case"]]
KINDS = {
    "paid": "paid",
    "eligible": "eligible",
    "committed": "committed",
    "expected": "expected_eligible",
    "vat": "deductible_vat",
}


def told(value: Any) -> Any:
    """TOML has no null: `none` is no value."""
    return None if value == "none" else value


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def effects_of(row: dict[str, Any], as_of: str) -> list[tuple[date, str, int]]:
    on = date.fromisoformat(row.get("on", as_of))
    return [(on, kind, row[name]) for name, kind in KINDS.items() if name in row]


def by_budget(case: dict[str, Any]) -> dict[str, Any]:
    """The case as `/balance` adds it up."""
    as_of = date.fromisoformat(case["as_of"])
    entries = [
        budget.Entry(
            "1",
            "M1",
            2026,
            Status.CLAIMABLE if row.get("claimable", True) else Status.RECORDED,
            tuple(
                Effect(on, EffectKind(kind), cents)
                for on, kind, cents in effects_of(row, case["as_of"])
            ),
        )
        for row in case["rows"]
    ]
    calls = [
        budget.CalledAmount(
            date.fromisoformat(one["released"]),
            one["cents"],
            one.get("approved"),
            day(one.get("decided")),
        )
        for one in case["calls"]
    ]
    incomes = [
        Income(
            SourceKind(one["kind"]), "X", date.fromisoformat(one.get("on", case["as_of"])),
            one["cents"],
        )
        for one in case["incomes"]
    ]  # fmt: skip
    sums = budget.balance(
        as_of,
        entries,
        None,
        calls,
        [],
        incomes,
        some_terms(
            funding_rate_bp=case["funding_rate_bp"],
            max_eligible_cents=told(case["max_eligible_cents"]),
            max_grant_cents=told(case["max_grant_cents"]),
        ),
        some_rules(cap_basis=case["cap_basis"], income_treatment=case["income_treatment"]),
    )
    return {
        "paid": sums.paid_cents,
        "committed": sums.committed_cents,
        "eligible": sums.eligible_cents,
        "claimable": sums.claimable_cents,
        "base": sums.entitlement.base_cents,
        "entitlement": sums.entitlement.amount_cents,
        "called": sums.called_cents,
        "overdrawn": sums.overdrawn_cents,
        "own_share": sums.own_share_cents,
        "municipal_extra": sums.municipal_extra_cents,
        "remaining": sums.remaining_cents,
        "use_bp": sums.use_bp,
        "preliminary": sums.preliminary,
    }


def by_reporting(case: dict[str, Any]) -> dict[str, Any]:
    """The case as `/figures` and the reports add it up."""
    as_of = date.fromisoformat(case["as_of"])
    rows = [
        RowFact(
            str(number), number, "voucher",
            "claimable" if row.get("claimable", True) else "recorded",
            "1", "M1", "SACH", 2026, None, False,
            tuple(
                ToldEffect(on, kind, cents)  # type: ignore[arg-type]
                for on, kind, cents in effects_of(row, case["as_of"])
            ),
        )
        for number, row in enumerate(case["rows"])
    ]  # fmt: skip
    calls = [
        call(
            str(number), number, "2026-H1", "decided" if "approved" in one else "released",
            amount_cents=one["cents"], approved_cents=one.get("approved"),
            released_on=day(one["released"]), decided_on=day(one.get("decided")),
        )
        for number, one in enumerate(case["calls"])
    ]  # fmt: skip
    incomes = [
        IncomeFact(
            str(number), one["kind"], "X", date.fromisoformat(one.get("on", case["as_of"])),
            one["cents"],
        )
        for number, one in enumerate(case["incomes"])
    ]  # fmt: skip
    award = terms(
        funding_rate_bp=case["funding_rate_bp"],
        max_eligible_cents=told(case["max_eligible_cents"]),
        max_grant_cents=told(case["max_grant_cents"]),
        cap_basis=case["cap_basis"],
        income_treatment=case["income_treatment"],
    )
    facts = GrantFacts(
        grant(award), tuple(rows), (), tuple(calls), tuple(incomes), ()  # type: ignore[arg-type]
    )  # fmt: skip
    sums = grant_sums(facts, as_of)
    return {
        "paid": sums.rows.paid.cents,
        "committed": sums.rows.committed.cents,
        "eligible": sums.rows.eligible.cents,
        "claimable": sums.rows.claimable.cents,
        "base": sums.entitlement.base_cents,
        "entitlement": sums.entitlement.amount_cents,
        "called": sums.called.cents,
        "overdrawn": sums.overdrawn_cents,
        "own_share": sums.own_share_cents,
        "municipal_extra": sums.municipal_extra_cents,
        "remaining": sums.remaining_cents,
        "use_bp": sums.use_bp,
        "preliminary": sums.preliminary,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_both_services_say_what_the_table_says(case: dict[str, Any]) -> None:
    expected = {name: told(value) for name, value in case["expect"].items()}
    for found in (by_budget(case), by_reporting(case)):
        assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_the_table_leaves_out_is_the_same_in_both(case: dict[str, Any]) -> None:
    assert by_budget(case) == by_reporting(case)


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names)) > 30
