"""Measures, their status, and the light the system proposes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.budget.domain.measure import (
    Light,
    Milestone,
    NewMeasure,
    NewStatus,
    check_measure,
    check_status,
)
from services.budget.domain.traffic_light import LineUse, MeasureFacts, propose_light
from tests.unit.budget.domain.examples import END, START, codes, some_rules, some_terms

MEASURE = NewMeasure(
    "M1", "Sensoren", "Mobilität", "Denklabor 3", "projektleitung", START, END, "S. 12",
    charta_reference="Leitlinie 2",
)  # fmt: skip
DAY = date(2026, 3, 31)
FACTS = MeasureFacts(START, END, 100_000, 60_000, 40_000)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"title": ""}, ["text_missing"]),
        ({"strategy_reference": " "}, ["text_missing"]),
        ({"measure_id": "M0"}, ["measure_exists"]),
        ({"period_end": date(2023, 6, 30)}, ["period_reversed"]),
    ],
)
def test_a_measure_stands_in_the_strategy(changes: dict[str, Any], expected: list[str]) -> None:
    assert codes(check_measure(replace(MEASURE, **changes), some_terms(), ["M0"])) == expected


def test_a_measure_without_its_place_in_the_charta_warns() -> None:
    blank = replace(MEASURE, charta_reference=" ")
    assert codes(check_measure(blank, some_terms(), []), "warning") == ["charta_reference_missing"]


def test_a_measure_beyond_the_period_warns() -> None:
    longer = replace(MEASURE, period_end=date(2027, 1, 1))
    assert codes(check_measure(longer, some_terms(), []), "warning") == ["measure_outside_period"]


def test_a_status_is_for_a_quarter_and_says_why() -> None:
    green = NewStatus("2026-Q1", Light.GREEN, "")
    assert check_status(green, Light.GREEN) == []
    assert codes(check_status(replace(green, period="2026-H1"), Light.GREEN)) == ["period_invalid"]
    assert codes(check_status(replace(green, period="Q1"), Light.GREEN)) == ["period_invalid"]
    assert codes(check_status(replace(green, light=Light.RED), Light.RED)) == ["reason_missing"]
    better = check_status(green, Light.AMBER)
    assert codes(better) == ["reason_missing"]
    assert codes(better, "warning") == ["light_better_than_proposed"]
    worse = NewStatus("2026-Q1", Light.RED, "Lieferant insolvent")
    assert check_status(worse, Light.GREEN) == []


@pytest.mark.parametrize(
    ("expected_cents", "light"),
    [(40_000, "green"), (54_999, "green"), (55_000, "amber"), (60_000, "amber"), (60_001, "red")],
)
def test_cost_sets_the_light(expected_cents: int, light: str) -> None:
    facts = replace(FACTS, expected_eligible_cents=expected_cents)
    found = propose_light(facts, DAY, some_rules())
    assert found.light == light
    assert found.criteria


@pytest.mark.parametrize(
    ("due", "light"),
    [
        (date(2026, 3, 31), "green"),
        (date(2026, 3, 30), "amber"),
        (date(2026, 3, 1), "amber"),
        (date(2026, 2, 28), "red"),
    ],
)
def test_an_overdue_milestone_sets_the_light(due: date, light: str) -> None:
    facts = replace(FACTS, milestones=(Milestone("Betrieb", due),))
    assert propose_light(facts, DAY, some_rules()).light == light
    done = replace(FACTS, milestones=(Milestone("Betrieb", due, done_on=DAY),))
    assert propose_light(done, DAY, some_rules()).light is Light.GREEN
    not_yet = replace(FACTS, milestones=(Milestone("Betrieb", due, done_on=date(2026, 4, 1)),))
    assert propose_light(not_yet, DAY, some_rules()).light == light


def test_little_spent_late_is_amber() -> None:
    slow = replace(FACTS, eligible_cents=24_999, expected_eligible_cents=0)
    assert propose_light(slow, DAY, some_rules()).light is Light.AMBER
    enough = replace(slow, eligible_cents=25_000)
    assert propose_light(enough, DAY, some_rules()).light is Light.GREEN
    assert propose_light(slow, date(2026, 2, 1), some_rules()).light is Light.GREEN
    assert propose_light(slow, date(2027, 1, 1), some_rules()).light is Light.GREEN


@pytest.mark.parametrize(
    ("used", "light"), [(57_499, "green"), (57_500, "amber"), (60_000, "amber"), (60_001, "red")]
)
def test_a_line_beyond_its_plan_sets_the_light_of_a_measure_within_its_own(
    used: int, light: str
) -> None:
    """15 % of the line warn, more than 20 % are too much (PLAN-02)."""
    lines = (LineUse("Dienste", 50_000, used), LineUse("Technik", 50_000, 0))
    facts = replace(FACTS, eligible_cents=used, expected_eligible_cents=0, lines=lines)
    found = propose_light(facts, DAY, some_rules())
    assert found.light == light
    assert any("„Dienste“" in one.message for one in found.criteria) == (light != "green")
    lone = replace(facts, planned_cents=50_000, lines=lines[:1])
    assert len(propose_light(lone, DAY, some_rules()).criteria) == 1


def test_the_worst_criterion_decides_and_all_are_named() -> None:
    facts = replace(
        FACTS,
        expected_eligible_cents=55_000,
        milestones=(Milestone("Betrieb", date(2025, 1, 1)),),
    )
    found = propose_light(facts, DAY, some_rules())
    assert found.light is Light.RED
    assert [one.light for one in found.criteria] == [Light.AMBER, Light.RED]
