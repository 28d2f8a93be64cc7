"""Budget years of the sample: what the council appropriates, what of it moves to the next year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from services.budget.domain.authorisation import (
    Authorisation,
    AuthorisationKind,
    Nature,
    transferable_cents,
)
from services.budget.domain.plan import Category, PlanLine
from services.budget.store.grant import load_grant
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.authorisation import (
    AuthorisationResult,
    propose_authorisation,
    release_authorisation,
)
from services.budget.usecases.budget_year import budget_years_of, standing_of
from services.sample.agenda import Agenda
from services.sample.city import PHASE_B
from services.sample.desk import FINANCE, OFFICER, Desk
from services.sample.timeline import Timeline
from shared.clock import local_day
from shared.occasion import Occasion

_WHOLE_CENTS: Final = 1_000_000
"""Budgets are made in tens of thousands of euros."""
_AHEAD: Final = {Nature.CONSUMPTIVE: (1, 1), Nature.INVESTIVE: (3, 2)}
"""Share of the plan of the year that is appropriated: orders of equipment reach into the next."""
_FIRST: Final = timedelta(days=20)
"""After the start of the phase: until then its plan is released."""
_CHECKED: Final = timedelta(days=7)


@dataclass(frozen=True)
class BudgetYears:
    """The officer enters budget and transfers, the treasurer releases them a week later."""

    desk: Desk
    agenda: Agenda
    line: Timeline

    def plan_all(self) -> None:
        """Every budget decided by today, and the transfer out of every year that ended."""
        for year in range(self.line.b_start.year, self.line.today.year + 1):
            decided = max(date(year, 1, 20), self.line.b_start + _FIRST)
            for nature in Nature:
                self.agenda.add(decided, partial(self._appropriate, year, nature))
            self.agenda.add(date(year + 1, 2, 10), partial(self._transfer, year))

    def _appropriate(self, year: int, nature: Nature) -> None:
        """The plan of that year."""

        def run(session: Session, by: Occasion) -> AuthorisationResult:
            plan = plan_in_force(session, PHASE_B)
            planned = _planned(plan.lines.values() if plan else (), year, nature)
            more, of = _AHEAD[nature]
            cents = -(-planned * more // of // _WHOLE_CENTS) * _WHOLE_CENTS
            new = Authorisation(
                year,
                nature,
                AuthorisationKind.APPROPRIATION,
                cents,
                f"Haushaltsplan {year}, Produkt 571010",
                "Jahresscheibe des Finanzierungsplans",
            )
            return propose_authorisation(session, PHASE_B, new, by=by, means=self.desk.means)

        self._release_later(self.desk.do(OFFICER, "propose_authorisation", run))

    def _transfer(self, year: int) -> None:
        """What open orders of equipment bind, as far as it was appropriated."""

        def run(session: Session, by: Occasion) -> AuthorisationResult | None:
            means, today = self.desk.means, local_day(by.now)
            new = Authorisation(
                year,
                Nature.INVESTIVE,
                AuthorisationKind.TRANSFER,
                0,
                f"Übertragungsliste {year}",
                "Bestellte Ausstattung, noch nicht geliefert",
            )
            standing = standing_of(budget_years_of(session, PHASE_B, today, means=means), new)
            rules = load_grant(session, PHASE_B).rules(means.packs, today)
            left = transferable_cents(standing, new.nature, rules)
            cents = min(left, standing.committed_cents)
            if cents <= 0:
                return None
            return propose_authorisation(
                session, PHASE_B, replace(new, amount_cents=cents), by=by, means=means
            )

        if made := self.desk.do(OFFICER, "propose_authorisation", run):
            self._release_later(made)

    def _release_later(self, made: AuthorisationResult) -> None:
        authorisation_id = made.record.authorisation_id
        self.agenda.add(
            local_day(self.desk.clock.at) + _CHECKED,
            lambda: self.desk.do(
                FINANCE,
                "release_authorisation",
                lambda session, by: release_authorisation(
                    session, authorisation_id, by=by, means=self.desk.means
                ),
            ),
        )


def _planned(lines: Iterable[PlanLine], year: int, nature: Nature) -> int:
    """Cents of the lines of that nature in a calendar year."""
    return sum(
        line.years.get(year, 0)
        for line in lines
        if (line.category is Category.INVEST) is (nature is Nature.INVESTIVE)
    )
