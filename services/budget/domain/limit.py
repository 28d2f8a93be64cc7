"""Comparing cents with a limit in basis points: exactly, never through a rounded ratio."""

from __future__ import annotations

from typing import Final

_WHOLE: Final = 10_000


def exceeds(used_cents: int, planned_cents: int, tolerance_bp: int) -> bool:
    """Is more used than planned plus tolerance? Exactly 20.00 % is not (E17)."""
    return used_cents * _WHOLE > planned_cents * (_WHOLE + tolerance_bp)


def reaches(used_cents: int, planned_cents: int, threshold_bp: int) -> bool:
    """Is at least the plan plus threshold used? False where nothing exceeds the plan."""
    return used_cents > planned_cents and (
        used_cents * _WHOLE >= planned_cents * (_WHOLE + threshold_bp)
    )
