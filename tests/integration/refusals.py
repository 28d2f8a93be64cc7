"""What the tests of bad input have in common: the question sent, the refusal expected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.answer import Answer
from tests.driver import AUDITOR, OFFICER, House
from tests.integration.conftest import GRANT

ENTER = f"/grants/{GRANT}/expenditures"
SAMPLES = Path(__file__).parents[1] / "samples" / "invoices"


@pytest.fixture(autouse=True)
def nothing_is_lost_and_nothing_added(funded: House) -> Iterator[None]:
    """Whatever a test sends: rows and sums stay as they were, and no answer was a 500."""
    before = rows(funded)
    yield
    assert rows(funded) == before


def rows(house: House) -> Any:
    listed = house.budget(AUDITOR, "GET", f"{ENTER}?limit=500").expect(200).body["items"]
    return [(one["expenditure_id"], one["status"]) for one in listed], house.balance(GRANT)


def refused(answer: Answer, *allowed: int) -> Answer:
    """A problem (RFC 9457) with at least one German reason."""
    answer.expect(*allowed)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.body["violations"], answer.body
    assert all(one["code"] and one["message"] for one in answer.body["violations"])
    return answer


def send(house: House, path: str, body: bytes | str, kind: str = "application/json") -> Answer:
    """Raw bytes as the body of a POST of the grant officer."""
    data = body.encode() if isinstance(body, str) else body
    return house.send_raw(OFFICER, f"/budget/api/v1{path}", data, kind)
