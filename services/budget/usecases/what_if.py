"""Was wäre wenn: a command is carried out in a savepoint, looked at, and undone.

The rules, the sums and the notices are those of the command itself: nothing is foretold by a second
calculation that could say something else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.budget.domain.balance import Balance
from services.budget.domain.deadline import Deadline
from services.budget.domain.foreseen import Foreseen, deadline_shifts
from services.budget.store.grant import load_grant
from services.budget.store.notice import notices_of
from services.budget.usecases.balance import balance_of
from services.budget.usecases.deadline_reading import deadlines_of
from services.budget.usecases.means import Means
from shared.clock import local_day
from shared.errors import Conflict, Refused, Violation
from shared.occasion import Occasion


@dataclass(frozen=True)
class WhatIf:
    """What would come of a command: its effect, or (None) the reasons against it."""

    effect: Foreseen | None
    violations: tuple[Violation, ...]


def what_if(
    session: Session,
    grant_id: str,
    run: Callable[[Session], Any],
    *,
    by: Occasion,
    means: Means,
) -> WhatIf:
    """Carries `run` out in a writing transaction of the caller and undoes it.

    No row, no event and no refusal remains. `run` may not end the transaction. Warnings of the
    command stand in `violations`, where its result has `warnings` or `violations`. Raises NotFound,
    Forbidden.
    """
    before = _standing(session, grant_id, local_day(by.now), means)
    attempt = session.begin_nested()
    try:
        result = run(session)
        session.flush()
        effect = _effect(session, grant_id, before, by, means)
    except (Refused, Conflict) as refusal:
        return WhatIf(None, tuple(refusal.violations))
    finally:
        attempt.rollback()
        session.expire_all()
    return WhatIf(effect, _warnings(result))


@dataclass(frozen=True)
class _Standing:
    """How a grant stands before or after."""

    balance: Balance
    deadlines: tuple[Deadline, ...]
    notices: dict[str, str]


def _standing(session: Session, grant_id: str, today: date, means: Means) -> _Standing:
    grant = load_grant(session, grant_id)
    return _Standing(
        balance_of(session, grant_id, today, means=means),
        deadlines_of(session, grant, today, means=means),
        {
            one.notice_id: f"{one.occasion.rule}: {one.occasion.reason}"
            for one in notices_of(session, grant_id)
        },
    )


def _effect(
    session: Session, grant_id: str, before: _Standing, by: Occasion, means: Means
) -> Foreseen:
    today = local_day(by.now)
    after = _standing(session, grant_id, today, means)
    return Foreseen(
        before.balance,
        after.balance,
        load_grant(session, grant_id).terms(today).max_eligible_cents,
        tuple(text for key, text in after.notices.items() if key not in before.notices),
        deadline_shifts(before.deadlines, after.deadlines),
    )


def _warnings(result: Any) -> tuple[Violation, ...]:
    found = getattr(result, "warnings", None) or getattr(result, "violations", None) or ()
    return tuple(found)
