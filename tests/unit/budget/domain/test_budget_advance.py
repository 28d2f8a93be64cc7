"""Calls ahead of payments: needs, the use window, how far parts were used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.budget.domain.advance import (
    MOST_NEEDS,
    Advance,
    Need,
    check_advance,
    use_until,
    uses_of,
    window_findings,
)
from services.budget.web.advance_text import parse_needs
from tests.unit.budget.domain.examples import TODAY, codes, some_rules

AHEAD = some_rules(call_mode="advance")
NEED = Need("Schlussrechnung", date(2026, 9, 1), 100_000)
ADVANCE = Advance(date(2026, 8, 15), "fällige Rechnungen", (NEED,))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "need_reason_missing"),
        ({"needs": ()}, "needs_missing"),
        ({"needs": (NEED,) * (MOST_NEEDS + 1)}, "needs_missing"),
        ({"expected_on": date(2026, 7, 14)}, "payout_in_past"),
        ({"needs": (replace(NEED, purpose=" "),)}, "need_purpose_missing"),
        ({"needs": (replace(NEED, amount_cents=0),)}, "amount_out_of_range"),
        ({"needs": (replace(NEED, due_on=date(2026, 10, 16)),)}, "need_beyond_window"),
    ],
)
def test_every_fault_of_an_advance_is_named(changes: dict[str, object], code: str) -> None:
    assert check_advance(ADVANCE, AHEAD, TODAY) == []
    assert code in codes(check_advance(replace(ADVANCE, **changes), AHEAD, TODAY))  # type: ignore[arg-type]


def test_a_payout_today_is_not_in_the_past() -> None:
    assert check_advance(replace(ADVANCE, expected_on=TODAY), AHEAD, TODAY) == []
    full = replace(ADVANCE, needs=(NEED,) * MOST_NEEDS)
    assert check_advance(full, AHEAD, TODAY) == []


def test_reimbursement_refuses_an_advance_and_takes_none() -> None:
    assert check_advance(None, some_rules(), TODAY) == []
    assert codes(check_advance(ADVANCE, some_rules(), TODAY)) == ["advance_not_allowed"]


def test_the_window_is_data_and_ends_with_the_month() -> None:
    weeks = some_rules(call_mode="advance", use_window_length=6, use_window_unit="weeks")
    assert use_until(date(2026, 12, 31), AHEAD) == date(2027, 2, 28)
    assert use_until(date(2026, 8, 15), weeks) == date(2026, 9, 26)


def test_the_oldest_part_is_used_first() -> None:
    spent = {date(2026, 2, 28): 50, date(2026, 3, 1): 120, date(2026, 6, 1): 170}

    def properly_used(day: date) -> int:
        return max((cents for on, cents in spent.items() if on <= day), default=0)

    receipts = [(date(2026, 4, 10), 100), (date(2025, 12, 31), 100)]
    first, second = uses_of(receipts, properly_used, date(2026, 6, 10), AHEAD)
    assert (first.used_cents, first.used_in_time_cents, first.unused_cents) == (100, 50, 0)
    assert (second.used_cents, second.used_in_time_cents, second.unused_cents) == (70, 70, 30)
    assert window_findings((first, second), second.use_until) == []
    late = window_findings((first, second), date(2026, 6, 11))
    assert [one.code for one in late] == ["use_window_expired"]


def test_needs_are_typed_in_rows() -> None:
    found = parse_needs("Rate 1; 01.09.2026; 1.000,00\n\nRate 2\t2026-10-01\t5,00 €")
    assert found == (
        Need("Rate 1", date(2026, 9, 1), 100_000),
        Need("Rate 2", date(2026, 10, 1), 500),
    )
    with pytest.raises(ValueError, match=r"Zeile 1.*Zeile 2"):
        parse_needs("Rate 1; 01.09.2026\nRate 2; heute; 5,00")
