"""Everything the page of retention shows of a grant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.deciding_values import Values, deciding
from services.budget.domain.retention import next_read_test_on
from services.budget.store.annual_accounts import (
    Resolution,
    StatedResolution,
    resolutions,
    waiting_resolutions,
)
from services.budget.store.deletion import DeletionRecord, deletions_of
from services.budget.store.grant import GrantRecord, load_grant
from services.budget.store.retention import (
    HoldRecord,
    ReadTestRow,
    holds_of,
    last_read_test,
)
from services.budget.usecases.deadline_reading import reading_of
from services.budget.usecases.means import Means
from services.budget.usecases.retention import KeptGroup, kept_groups
from shared.clock import local_day
from shared.occasion import Occasion


@dataclass(frozen=True)
class Retention:
    """Documents with their periods, and what was done about them."""

    grant: GrantRecord
    groups: tuple[KeptGroup, ...]
    resolutions: tuple[Resolution, ...]
    waiting: tuple[StatedResolution, ...]
    holds: tuple[HoldRecord, ...]
    deletions: tuple[DeletionRecord, ...]
    read_test: ReadTestRow | None
    next_read_test_on: date | None
    read_test_values: Values
    today: date


def retention_of(session: Session, grant_id: str, *, by: Occasion, means: Means) -> Retention:
    """How long what stays. Raises NotFound."""
    grant, today = load_grant(session, grant_id), local_day(by.now)
    last, reading = last_read_test(session, grant_id), reading_of(session, grant_id)
    rules = grant.rules(means.packs, today)
    return Retention(
        grant=grant,
        groups=kept_groups(session, grant_id, by=by, means=means),
        resolutions=tuple(resolutions(session).values()),
        waiting=tuple(waiting_resolutions(session).values()),
        holds=tuple(holds_of(session, grant_id)),
        deletions=tuple(deletions_of(session, grant_id)),
        read_test=last,
        next_read_test_on=next_read_test_on(reading.last_on, reading.first_filed_on, rules),
        read_test_values=deciding(("read_test_months",), rules),
        today=today,
    )
