"""Naive answers about shifts of the plan, calls with a final instalment, and reductions.

Written from the rules (PLAN-02, PLAN-05, PLAN-06, CALL-02, CALL-04, CALL-09), not from the code:
exact fractions, one dictionary, every sum computed anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tests.unit.budget.naive_model import rounded

Places = dict[tuple[str, int], int]


def shifted(places: Places, shifts: Sequence[tuple[str, int, str, int, int]]) -> Places | None:
    """Cents by line and year after all shifts; None where a place would fall below nothing."""
    after = dict(places)
    for source, from_year, target, to_year, cents in shifts:
        after[source, from_year] = after.get((source, from_year), 0) - cents
        after[target, to_year] = after.get((target, to_year), 0) + cents
    return None if any(cents < 0 for cents in after.values()) else after


def goes_in_circles(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether some line can be reached from itself by walking along the shifts."""

    def reachable(start: str) -> set[str]:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            here = waiting.pop()
            for source, target in pairs:
                if source == here and target not in found:
                    found.add(target)
                    waiting.append(target)
        return found

    return any(source in reachable(source) for source, _ in pairs)


def worth(eligible: int, cap: int, rate_bp: int) -> int:
    """The grant for a sum of eligible cost."""
    return rounded(Fraction(min(eligible, cap) * rate_bp, 10_000))


def call(
    eligible: int, cap: int, rate_bp: int, called: int, held_bp: int, step: int, *, is_final: bool
) -> int:
    """Amount of a call: everything earned, less what waits for the proof of use, less what was
    called, in whole steps; the final call takes the rest to the cent."""
    earned = worth(eligible, cap, rate_bp)
    if is_final:
        return earned - called
    whole = worth(cap, cap, rate_bp)
    allowed = min(earned, whole - rounded(Fraction(whole * held_bp, 10_000)))
    amount = allowed - called
    return amount // step * step if step and amount > 0 else amount


def reduced(final: int, cap: int, rate_bp: int, threshold: int) -> int:
    """The grant after a fall of the cost; a fall of no more than the threshold changes nothing."""
    return worth(cap if cap - final <= threshold else final, cap, rate_bp)
