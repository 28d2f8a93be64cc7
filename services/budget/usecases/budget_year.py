"""The budget years of a grant, consumptive and investive apart, as of a day (MUN-13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.budget.domain.authorisation import (
    Authorisation,
    AuthorisationKind,
    Nature,
    transferable_cents,
)
from services.budget.domain.balance import Entry
from services.budget.domain.effects import EffectKind, sum_of
from services.budget.domain.plan import Category
from services.budget.domain.year_figures import YearFigures, year_figures
from services.budget.store.authorisation import authorisation_records
from services.budget.store.balance import summed_entries
from services.budget.store.grant import load_grant
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.means import Means


@dataclass(frozen=True)
class BudgetYear:
    """One year of one nature; `transferable_cents` is what it could hand on."""

    nature: Nature
    figures: YearFigures
    transferable_cents: int


def budget_years_of(
    session: Session, grant_id: str, as_of: date, *, means: Means
) -> list[BudgetYear]:
    """All years that plan, money or orders name, by year, consumptive first. Raises NotFound."""
    rules = load_grant(session, grant_id).rules(means.packs, as_of)
    counting = [
        one.authorisation
        for one in authorisation_records(session, grant_id)
        if one.released_on is not None and one.released_on <= as_of
    ]
    plan = plan_in_force(session, grant_id, as_of)
    investive = {
        line.budget_line
        for line in (plan.plan.lines if plan else ())
        if line.category is Category.INVEST
    }
    entries = summed_entries(session, grant_id, as_of)
    found = []
    for nature in Nature:
        # a line that no plan knows is consumptive: nothing says that it buys an asset
        rows = [
            one for one in entries if (one.budget_line in investive) is (nature is Nature.INVESTIVE)
        ]
        granted = [one for one in counting if one.nature is nature]
        found += [
            BudgetYear(nature, one, transferable_cents(one, nature, rules))
            for one in year_figures(
                _granted(granted, AuthorisationKind.APPROPRIATION),
                _granted(granted, AuthorisationKind.TRANSFER),
                _used(rows, EffectKind.PAID, as_of),
                _used(rows, EffectKind.COMMITTED, as_of),
            )
        ]
    return sorted(found, key=lambda one: (one.figures.budget_year, one.nature.value))


def standing_of(years: Iterable[BudgetYear], new: Authorisation) -> YearFigures:
    """The figures of the year and nature of an authorisation; zeros where nothing is known."""
    for one in years:
        if one.nature is new.nature and one.figures.budget_year == new.budget_year:
            return one.figures
    return YearFigures(new.budget_year)


def _granted(granted: Iterable[Authorisation], kind: AuthorisationKind) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in granted:
        if one.kind is kind:
            found[one.budget_year] = found.get(one.budget_year, 0) + one.amount_cents
    return found


def _used(rows: Iterable[Entry], kind: EffectKind, as_of: date) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in rows:
        cents = sum_of(row.effects, kind, as_of)
        if cents:
            found[row.budget_year] = found.get(row.budget_year, 0) + cents
    return found
