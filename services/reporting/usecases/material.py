"""What a report is made of: the facts of one grant below a cut-off, for one period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from services.reporting.documents import Document
from services.reporting.documents.source import Heading
from services.reporting.domain.calculation import AssessedRow
from services.reporting.domain.facts import GrantFacts
from services.reporting.domain.told_texts import ToldTexts
from services.reporting.store import assessments, grant_facts
from services.reporting.store.narrative_facts import told_texts
from services.reporting.usecases.means import Means
from shared.periods import Period


@dataclass(frozen=True)
class Material:
    """One grant below a cut-off, for one period; `frame` are its facts without any row.

    `version` is the number of the version being made; earlier ones, and what of them was released
    by `drafted_at` (None: now), are what a reader of that day had in hand.
    """

    session: Session
    means: Means
    frame: GrantFacts
    period: Period
    offset: int
    call_numbers: dict[str, int] = field(default_factory=dict)
    version: int = 1
    drafted_at: datetime | None = None

    @cached_property
    def facts(self) -> GrantFacts:
        """All facts, the rows read when first asked for: a list streams its own instead."""
        return replace(
            self.frame, rows=grant_facts.rows_of(self.session, self.grant_id, self.offset)
        )

    @property
    def heading(self) -> Heading:
        return Heading(self.means.city, self.frame.grant, self.period)

    @cached_property
    def texts(self) -> ToldTexts:
        """What people wrote for this period, as the cut-off knows it."""
        return told_texts(self.session, self.grant_id, str(self.period), self.offset)

    @property
    def grant_id(self) -> str:
        return self.frame.grant.grant_id


Build = Callable[[Material], Document]
"""Makes the document of one report type. Raises Refused when there is nothing to report."""


def assessed_rows(given: Material, only: frozenset[str] | None = None) -> list[AssessedRow]:
    """Every row, or those of some ids, with what budget decided about it."""
    rows = {row.expenditure_id: row for row in given.facts.rows}
    day = given.period.last_day
    return list(assessments.assessed(given.session, given.grant_id, given.offset, rows, day, only))
