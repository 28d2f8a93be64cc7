"""Reallocations and the register of who may sign: circles, cover, validity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.budget.domain.plan import Basis, Category, NewPlanVersion, PlanVersion
from services.budget.domain.reallocation import (
    MOST_SHIFTS,
    Ground,
    Reallocation,
    Shift,
    check_reallocation,
    plan_after,
)
from services.budget.domain.signatory import (
    NewSignatory,
    Signatory,
    check_end,
    check_signatory,
    check_signing,
)
from tests.unit.budget.domain.examples import a_line, codes, some_rules

LINES = (a_line("1", 100), a_line("2", 200), a_line("3", 300, measure_id="M2"))
PLAN = PlanVersion(1, NewPlanVersion(Basis.AWARD, "Bescheid", LINES, ()), date(2026, 1, 1))
GROUND = Ground(PLAN, ("M1", "M2", "M3"), {}, (), 2026)
SHIFT = Shift("1", 2026, "2", 2026, 40)
MOVE = Reallocation("Mehrbedarf", (SHIFT,))
DAY = date(2026, 8, 3)
MAYOR = Signatory(
    "S1", NewSignatory("Name", "Bürgermeister", date(2026, 1, 1), date(2026, 8, 3), "Blatt 1")
)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"shifts": ()}, "shifts_missing"),
        ({"shifts": (SHIFT,) * (MOST_SHIFTS + 1)}, "shifts_missing"),
        ({"shifts": (replace(SHIFT, from_line="9"),)}, "budget_line_unknown"),
        ({"shifts": (replace(SHIFT, to_line="9"),)}, "budget_line_unknown"),
        (
            {"shifts": (replace(SHIFT, to_line="9", to_measure="M9", to_category=Category.SACH),)},
            "measure_unknown",
        ),
        ({"shifts": (replace(SHIFT, amount_cents=101),)}, "line_short"),
    ],
)
def test_every_fault_of_a_reallocation_is_named(changes: dict[str, object], code: str) -> None:
    assert check_reallocation(MOVE, GROUND, some_rules()) == []
    found = check_reallocation(replace(MOVE, **changes), GROUND, some_rules())  # type: ignore[arg-type]
    assert code in codes(found)


def test_the_same_measure_is_free_where_the_pack_says_so() -> None:
    rules = some_rules(reallocation_free="same_measure")
    across = replace(MOVE, shifts=(replace(SHIFT, to_line="3"),))
    assert codes(check_reallocation(MOVE, GROUND, rules)) == []
    assert codes(check_reallocation(across, GROUND, rules)) == ["approval_missing"]


def test_used_money_is_refused_where_the_pack_blocks() -> None:
    ground = replace(GROUND, used={"1": 61})
    assert codes(check_reallocation(MOVE, replace(GROUND, used={"1": 60}), some_rules())) == []
    assert codes(check_reallocation(MOVE, ground, some_rules(line_excess="block"))) == [
        "line_below_use"
    ]


def test_the_plan_after_adds_up_and_names_why() -> None:
    after = plan_after(MOVE, PLAN)
    assert {one.budget_line: one.planned_cents for one in after.lines} == {
        "1": 60,
        "2": 240,
        "3": 300,
    }
    assert after.planned_cents == PLAN.plan.planned_cents
    assert all(sum(one.years.values()) == one.planned_cents for one in after.lines)
    assert "PRG-13" in (after.reference or "")


def test_who_may_sign_is_checked_to_the_day() -> None:
    rules = some_rules()
    assert check_signing([MAYOR], None, DAY, rules) == []
    late = date(2026, 8, 4)
    assert codes(check_signing([MAYOR], None, late, rules)) == ["signatory_expired"]
    assert codes(check_signing([MAYOR], ["S1"], late, rules)) == ["signatory_expired"]
    assert codes(check_signing([MAYOR], ["S9"], DAY, rules)) == ["signatory_unknown"]
    assert check_signing([], None, DAY, rules) == []
    two = some_rules(call_signatories=2)
    assert codes(check_signing([], None, DAY, two)) == ["signatory_missing"]


def test_every_fault_of_an_entry_is_named() -> None:
    entry = MAYOR.entry
    assert check_signatory(entry, has_file=True) == []
    wrong = replace(entry, name=" ", function="", reference="", valid_to=date(2025, 1, 1))
    assert codes(check_signatory(wrong, has_file=False)) == [
        "name_missing",
        "function_missing",
        "reference_missing",
        "document_missing",
        "period_reversed",
    ]
    assert codes(check_end(MAYOR, date(2025, 1, 1), " ")) == ["reason_missing", "period_reversed"]
    assert check_end(MAYOR, DAY, "Wechsel im Amt") == []
