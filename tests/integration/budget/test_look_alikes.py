"""Near duplicates are found by whichever two of creditor, amount and number agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.budget.usecases.expenditure import record_expenditure
from tests.integration.budget.scene import GRANT, Scene, expenditure, sqlite_scene


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


@pytest.mark.parametrize(
    ("changes", "warned"),
    [
        ({"invoice_number": "R-2"}, True),  # creditor and amount; the number nearly
        ({"invoice_number": None}, True),  # creditor and amount; the dates are close
        ({"gross_cents": 120_000}, True),  # creditor and number
        ({"creditor": "Schulz AG"}, True),  # amount and number
        ({"gross_cents": 120_000, "invoice_number": "R-2"}, False),
        ({"creditor": "Schulz AG", "invoice_number": "R-2"}, False),
        ({"creditor": "Schulz AG", "gross_cents": 120_000}, False),
    ],
)
def test_two_that_agree_warn(scene: Scene, changes: dict[str, Any], warned: bool) -> None:
    scene.run(record_expenditure, GRANT, expenditure())
    recorded = scene.run(record_expenditure, GRANT, expenditure(**changes))
    assert ("near_duplicate" in {one.code for one in recorded.violations}) is warned
