"""A corrected payment day: late for the closing of its half-year, not for the records (GOB-01)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from services.budget.store.expenditure import ExpenditureRow
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.expenditure_change import change_expenditure
from services.budget.usecases.payment import record_payment
from tests.integration.budget.scene import GRANT, TODAY, Scene, expenditure, sqlite_scene

LONG_AFTER = datetime(2027, 2, 10, 9, 0, tzinfo=UTC)
"""225 days after the last day of the half-year; 214 are granted."""

JUNE, JULY = date(2026, 6, 30), date(2026, 7, 1)
DAYS = pytest.mark.parametrize(("before", "after"), [(JULY, JUNE), (JUNE, JULY), (JULY, JULY)])


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


def entered(scene: Scene, day: date | None) -> str:
    found = scene.run(record_expenditure, GRANT, expenditure(payment_date=day))
    return str(found.expenditure_id)


def changed(scene: Scene, row: str, day: date | None, at: datetime = LONG_AFTER) -> bool:
    """Whether the row bears the hint once its payment has that day."""
    found = scene.run(change_expenditure, row, {"payment_date": day}, at=at)
    return "entered_late" in {one.code for one in found.violations}


def known_since(scene: Scene, row: str) -> datetime | None:
    """What the closing of a half-year looks at (MUN-14)."""
    with scene.sessions.read() as session:
        return session.get_one(ExpenditureRow, row).payment_recorded_at


@DAYS
def test_a_payment_that_came_with_its_row_stays_in_time(
    scene: Scene, before: date, after: date
) -> None:
    row = entered(scene, before)
    assert not changed(scene, row, after)
    assert known_since(scene, row) == (LONG_AFTER if before != after else None)


@DAYS
def test_a_payment_that_came_to_its_row_in_time_stays_so(
    scene: Scene, before: date, after: date
) -> None:
    row = entered(scene, None)
    scene.run(record_payment, row, before, "Z-1")
    assert not changed(scene, row, after)
    assert known_since(scene, row) == (LONG_AFTER if before != after else TODAY)


@pytest.mark.parametrize(
    ("day", "is_late"), [(date(2026, 7, 10), True), (date(2026, 7, 11), False)]
)
def test_a_first_payment_added_by_a_change_counts_from_it(
    scene: Scene, day: date, is_late: bool
) -> None:
    row = entered(scene, None)
    assert changed(scene, row, day) is is_late


@pytest.mark.parametrize("before", [JUNE, JULY])
def test_a_payment_taken_away_and_brought_again_counts_anew(scene: Scene, before: date) -> None:
    row = entered(scene, before)
    assert not changed(scene, row, None)
    assert changed(scene, row, JUNE)
