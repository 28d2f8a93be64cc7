"""The preview of an entry says what its booking says, where a line blocks and beside an order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.budget.scene import Scene, add_grant
from tests.integration.budget.test_expenditures_api import BODY
from tests.integration.budget.web_scene import WebScene, make_web

BLOCKING = "G-BLOCK"
TOLERATED = 12_000_000
"""Exactly 20 % above the line of 100,000 EUR."""
ORDER = {
    **{name: value for name, value in BODY.items() if not name.startswith(("payment", "invoice"))},
    "voucher_number": None,
    "vat_cents": 0,
}


@pytest.fixture
def web(both: Scene, tmp_path: Path) -> Iterator[WebScene]:
    add_grant(both, BLOCKING, rule_settings={"line_excess": "block"})
    made = make_web(both, tmp_path)
    yield made
    made.sessions.close()


def body(number: int, **changes: Any) -> dict[str, Any]:
    numbers = {"voucher_number": f"B-{number}", "invoice_number": f"R-{number}"}
    return {**BODY, **numbers, "vat_cents": 0, **changes}


def booked_as_told(web: WebScene, new: dict[str, Any]) -> dict[str, Any]:
    """Asks, then books; both say the same of violations, amounts, state and sums."""
    at = f"/grants/{BLOCKING}"
    before = web.get(f"{at}/balance").get_json()
    told = web.post(f"{at}/expenditures?dry_run=true", new).get_json()
    assert web.get(f"{at}/balance").get_json() == before
    answer = web.post(f"{at}/expenditures", new)
    done: dict[str, Any] = answer.get_json()
    assert told["violations"] == done["violations"]
    if answer.status_code == 422:
        assert told["effect"] is None
        assert "error" in {one["severity"] for one in told["violations"]}
        return done
    assert answer.status_code == 201
    for name in set(done) & set(told) - {"expenditure_id", "number", "effect", "version"}:
        assert told[name] == done[name], name
    after = web.get(f"{at}/balance").get_json()
    left = {one["budget_line"]: one["remaining_cents"] for one in after["lines"]}
    for one in told["effect"]["lines"]:
        assert one["remaining_after_cents"] == left[one["budget_line"]]
    own = after["own_share_cents"] - before["own_share_cents"]
    assert told["effect"]["own_share_cents"] == own
    return done


def codes(answer: dict[str, Any], severity: str) -> list[str]:
    return [one["code"] for one in answer["violations"] if one["severity"] == severity]


def test_up_to_the_limit_of_a_blocking_line(web: WebScene) -> None:
    found = booked_as_told(web, body(1, gross_cents=TOLERATED))
    assert codes(found, "error") == []
    found = booked_as_told(web, body(2, gross_cents=1))
    assert codes(found, "error") == ["line_exceeded"]


def test_a_cent_above_a_blocking_line(web: WebScene) -> None:
    found = booked_as_told(web, body(1, gross_cents=TOLERATED + 1))
    assert codes(found, "error") == ["line_exceeded"]


def test_a_part_invoice_takes_its_amount_off_the_order(web: WebScene) -> None:
    order = booked_as_told(web, {**ORDER, "gross_cents": TOLERATED})
    named = {"commitment_id": order["expenditure_id"]}
    first = booked_as_told(web, body(1, gross_cents=4_000_000, **named))
    assert codes(first, "error") == []
    rest = booked_as_told(web, body(2, gross_cents=8_000_000, **named))
    assert codes(rest, "error") == []
    above = booked_as_told(web, body(3, gross_cents=1, **named))
    assert codes(above, "error") == ["line_exceeded"]


def test_the_same_invoice_beside_its_order_is_too_much(web: WebScene) -> None:
    booked_as_told(web, {**ORDER, "gross_cents": TOLERATED})
    found = booked_as_told(web, body(1, gross_cents=1))
    assert codes(found, "error") == ["line_exceeded"]
