"""Was wäre wenn: a command is carried out in a savepoint, looked at, and undone.

The rules, the sums and the notices are those of the command itself: nothing is foretold by a second
calculation that could say something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.budget.domain.balance import Balance
from services.budget.domain.deadline import Deadline
from services.budget.domain.foreseen import Foreseen, deadline_shifts
from services.budget.store.grant import list_grants, load_grant
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


@dataclass(frozen=True)
class WhatIfEverywhere:
    """What would come of a command for all grants: its effect by grant, where it has one, or (None)
    the reasons against it."""

    effects: Mapping[str, Foreseen] | None
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
    effects, violations = _tried(session, [grant_id], run, by, means)
    return WhatIf(effects[grant_id] if effects is not None else None, violations)


def what_if_everywhere(
    session: Session, run: Callable[[Session], Any], *, by: Occasion, means: Means
) -> WhatIfEverywhere:
    """`what_if` for a command that belongs to no grant and may change something in every one."""
    effects, violations = _tried(session, _all_grants(session), run, by, means)
    if effects is None:
        return WhatIfEverywhere(None, violations)
    changed = {grant_id: one for grant_id, one in effects.items() if one.changes_something}
    return WhatIfEverywhere(changed, violations)


def _tried(
    session: Session,
    grant_ids: Iterable[str],
    run: Callable[[Session], Any],
    by: Occasion,
    means: Means,
) -> tuple[dict[str, Foreseen] | None, tuple[Violation, ...]]:
    today = local_day(by.now)
    before = {one: _standing(session, one, today, means) for one in grant_ids}
    attempt = session.begin_nested()
    try:
        result = run(session)
        session.flush()
        effects = {one: _effect(session, one, was, by, means) for one, was in before.items()}
    except (Refused, Conflict) as refusal:
        return None, tuple(refusal.violations)
    finally:
        attempt.rollback()
        session.expire_all()
    return effects, _warnings(result)


def _all_grants(session: Session) -> list[str]:
    found: list[str] = []
    while page := list_grants(session, after=found[-1] if found else None):
        found += [one.grant_id for one in page]
    return found


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
