"""Was wäre wenn: a command is carried out in a savepoint, looked at, and undone.

The rules, the sums and the notices are those of the command itself: nothing is foretold by a second
calculation that could say something else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from services.budget.domain.balance import Balance
from services.budget.domain.foreseen import Foreseen
from services.budget.store.grant import load_grant
from services.budget.store.notice import notices_of
from services.budget.usecases.balance import balance_of
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
    today = local_day(by.now)
    before = balance_of(session, grant_id, today, means=means)
    known = {one.notice_id for one in notices_of(session, grant_id)}
    attempt = session.begin_nested()
    try:
        result = run(session)
        session.flush()
        effect = _effect(session, grant_id, before, known, by, means)
    except (Refused, Conflict) as refusal:
        return WhatIf(None, tuple(refusal.violations))
    finally:
        attempt.rollback()
        session.expire_all()
    return WhatIf(effect, _warnings(result))


def _effect(
    session: Session, grant_id: str, before: Balance, known: set[str], by: Occasion, means: Means
) -> Foreseen:
    today = local_day(by.now)
    grant = load_grant(session, grant_id)
    opened = [one for one in notices_of(session, grant_id) if one.notice_id not in known]
    return Foreseen(
        before,
        balance_of(session, grant_id, today, means=means),
        grant.terms(today).max_eligible_cents,
        tuple(f"{one.occasion.rule}: {one.occasion.reason}" for one in opened),
    )


def _warnings(result: Any) -> tuple[Violation, ...]:
    found = getattr(result, "warnings", None) or getattr(result, "violations", None) or ()
    return tuple(found)
