"""Allocation keys and recommendations: what refuses an entry, and who may approve a key."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.budget.domain.allocation_key import (
    NewAllocationKey,
    approval_violations,
    check_allocation_key,
)
from services.budget.domain.recommendation import NewRecommendation, check_recommendation
from tests.unit.budget.domain.examples import codes, some_rules

TODAY = date(2026, 8, 3)
KEY = NewAllocationKey("", "Rechenzentrum", 6_000, "Flächen", TODAY)
ADVICE = NewRecommendation("", TODAY, "Koordinierungsstelle", "Schnittstellen offen legen")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"share_bp": 0}, "share_out_of_range"),
        ({"share_bp": 10_000}, "share_out_of_range"),
        ({"documented_on": date(2026, 8, 4)}, "documented_in_future"),
        ({"status": "verworfen"}, "allocation_key_state"),
        ({"measure_id": "M9"}, "measure_unknown"),
        ({"basis": " "}, "text_missing"),
    ],
)
def test_what_is_no_key(changes: dict[str, Any], code: str) -> None:
    assert codes(check_allocation_key(KEY, ["M1"], some_rules(), TODAY)) == []
    assert codes(check_allocation_key(replace(KEY, **changes), ["M1"], some_rules(), TODAY)) == [
        code
    ]


def test_only_a_second_person_approves_what_was_proposed() -> None:
    approved = replace(KEY, status="approved")
    assert approval_violations(KEY, approved, {"a"}, "b") == []
    assert codes(approval_violations(KEY, approved, {"a", "b"}, "b")) == ["four_eyes_creator"]
    other = replace(approved, share_bp=7_000)
    for before, after in ((None, approved), (KEY, other), (approved, approved)):
        found = codes(approval_violations(before, after, {"a"}, "b"))
        assert found == ["allocation_key_not_proposed"]
    assert approval_violations(approved, replace(KEY, status="ended"), {"a"}, "a") == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"received_on": date(2026, 8, 4)}, "received_in_future"),
        ({"status": "vielleicht"}, "recommendation_state"),
        ({"status": "not_followed"}, "reason_missing"),
        ({"adviser": ""}, "text_missing"),
    ],
)
def test_what_is_no_recommendation(changes: dict[str, Any], code: str) -> None:
    assert codes(check_recommendation(ADVICE, [], some_rules(), TODAY)) == []
    found = check_recommendation(replace(ADVICE, **changes), [], some_rules(), TODAY)
    assert codes(found) == [code]
