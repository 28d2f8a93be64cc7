"""Every refusal is an entry, found in the history of the thing it was about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.driver import FACTUAL, OFFICER, House

GRANT = "G-1"


@pytest.fixture
def house(planned: Callable[[str, str], House]) -> House:
    return planned(GRANT, "Beratung")


def last(house: House, expenditure_id: str) -> tuple[str, list[tuple[str, str]]]:
    entry = house.trail(subject=f"expenditure/{expenditure_id}")[-1]
    found: list[dict[str, Any]] = entry["payload"].get("violations", [])
    return entry["outcome"], [(one["code"], one["rule"]) for one in found]


def test_who_comes_second_is_an_entry(house: House) -> None:
    key = house.enter(GRANT).expect(201).body["expenditure_id"]
    house.certify(FACTUAL, key, "factual").expect(200, 201)
    house.certify(FACTUAL, key, "factual").expect(409, 422)
    assert last(house, key) == ("refused", [("already_certified", "MUN-01")])


def test_no_field_of_a_request_is_told_as_a_condition(house: House) -> None:
    """Only what names one of our own conditions is."""
    house.enter(GRANT, budget_line="council_decision").expect(422)
    [refused] = house.trail(outcome="refused")
    assert {one["condition"] for one in refused["payload"]["violations"]} == {None}


def test_an_old_version_is_an_entry(house: House) -> None:
    key = house.enter(GRANT).expect(201).body["expenditure_id"]
    path, headers = f"/expenditures/{key}", {"If-Match": '"0"'}
    house.budget(OFFICER, "PATCH", path, {"purpose": "anders"}, headers=headers).expect(412)
    outcome, _ = last(house, key)
    assert outcome == "refused"


def test_a_missing_role_is_an_entry_of_the_thing(house: House) -> None:
    key = house.enter(GRANT).expect(201).body["expenditure_id"]
    house.certify(OFFICER, key, "factual").expect(403)
    assert last(house, key)[0] == "denied"
