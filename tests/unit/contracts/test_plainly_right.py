"""What is plainly right is encoded without a second look, to the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from bench.event_check import event
from contracts.canonical import canonical_bytes
from contracts.schema import SAFE_INTEGER, check_payload, is_plainly_right, to_payload


@dataclass(frozen=True)
class Named:
    """One field of each kind that the first look has to judge."""

    number: int
    names: dict[str, int]
    day: date | None = None


def test_a_whole_event_is_plainly_right_and_has_the_same_bytes() -> None:
    recorded = event()
    payload = to_payload(recorded)
    assert is_plainly_right(type(recorded), payload)
    assert canonical_bytes(payload, plain=True) == canonical_bytes(payload)


@pytest.mark.parametrize(
    ("value", "plain", "right"),
    [
        (Named(1, {"a": 2}, date(2026, 1, 1)), True, True),
        (Named(SAFE_INTEGER, {}), True, True),
        (Named(SAFE_INTEGER + 1, {}), False, False),
        (Named(1, {"ü": 2}), False, True),  # sorted otherwise by UTF-16: another look is needed
        (Named(1.0, {}), False, False),  # type: ignore[arg-type]
        (Named(True, {}), False, False),
    ],
)
def test_only_the_plain_pass_at_first_sight(value: Named, plain: bool, right: bool) -> None:
    payload = to_payload(value)
    assert is_plainly_right(Named, payload) is plain
    assert (not check_payload(Named, payload)) is right
