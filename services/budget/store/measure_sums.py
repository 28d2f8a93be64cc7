"""What a measure has used as of a day: the light's criteria look at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.budget.domain.effects import EffectKind
from services.budget.store.expenditure_effect import EffectRow

_USED = (EffectKind.ELIGIBLE.value, EffectKind.EXPECTED_ELIGIBLE.value)


@dataclass(frozen=True)
class MeasureSums:
    """Eligible and expected eligible cents of a measure as of a day; `used` is both by line."""

    eligible_cents: int
    expected_eligible_cents: int
    used: Mapping[str, int]


def sums_of_measure(session: Session, grant_id: str, measure_id: str, as_of: date) -> MeasureSums:
    """As of a day (inclusive)."""
    rows = session.execute(
        select(EffectRow.kind, EffectRow.budget_line, func.sum(EffectRow.cents))
        .where(
            EffectRow.grant_id == grant_id,
            EffectRow.measure_id == measure_id,
            EffectRow.day <= as_of,
            EffectRow.kind.in_(_USED),
        )
        .group_by(EffectRow.kind, EffectRow.budget_line)
    )
    kinds: dict[str, int] = defaultdict(int)
    lines: dict[str, int] = defaultdict(int)
    for kind, line, cents in rows:
        kinds[kind] += int(cents)
        lines[line] += int(cents)
    eligible, expected = (kinds[one] for one in _USED)
    return MeasureSums(eligible, expected, lines)
