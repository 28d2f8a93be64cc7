"""The budget years of a grant, consumptive and investive apart, as of a day (MUN-13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from contracts.roles import READERS
from services.budget.domain.authorisation import (
    Authorisation,
    AuthorisationKind,
    Nature,
    transferable_cents,
    year_violations,
)
from services.budget.domain.balance import Entry
from services.budget.domain.effects import EffectKind, sum_of
from services.budget.domain.personnel_checks import sum_is_shown
from services.budget.domain.plan import Category
from services.budget.domain.year_figures import YearFigures, year_figures
from services.budget.store.authorisation import authorisation_records
from services.budget.store.balance import summed_entries
from services.budget.store.grant import load_grant
from services.budget.store.personnel import posts_of
from services.budget.store.plan_in_force import plan_in_force
from services.budget.usecases.means import Means
from shared.access import Principal
from shared.errors import Violation


@dataclass(frozen=True)
class BudgetYear:
    """One year of one nature; `transferable_cents` is what it could hand on. `salaries_only`: all
    that was spent and ordered is on lines of personnel; `is_hidden`: not to be shown what it is;
    `violations`: what is missing of it."""

    nature: Nature
    figures: YearFigures
    transferable_cents: int
    salaries_only: bool = False
    is_hidden: bool = False
    violations: tuple[Violation, ...] = ()


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
    lines = plan.plan.lines if plan else ()
    investive = {one.budget_line for one in lines if one.category is Category.INVEST}
    salaries = {one.budget_line for one in lines if one.category is Category.PERSONAL}
    entries = summed_entries(session, grant_id, as_of)
    found = []
    for nature in Nature:
        # a line that no plan knows is consumptive: nothing says that it buys an asset
        rows = [
            one for one in entries if (one.budget_line in investive) is (nature is Nature.INVESTIVE)
        ]
        granted = [one for one in counting if one.nature is nature]
        found += [
            BudgetYear(
                nature,
                one,
                transferable_cents(one, nature, rules),
                salaries_only=_rests_on(rows, one.budget_year, as_of, salaries),
                violations=tuple(year_violations(one, nature)),
            )
            for one in year_figures(
                _granted(granted, AuthorisationKind.APPROPRIATION),
                _granted(granted, AuthorisationKind.TRANSFER),
                _used(rows, EffectKind.PAID, as_of),
                _used(rows, EffectKind.COMMITTED, as_of),
            )
        ]
    return sorted(found, key=lambda one: (one.figures.budget_year, one.nature.value))


def budget_years_for(
    session: Session, grant_id: str, who: Principal, as_of: date, *, means: Means
) -> list[BudgetYear]:
    """The same as somebody reads it. From the council is hidden what was spent where that is the
    pay of fewer persons than the pack wants in a sum (PERS-06, decision 0031). Raises NotFound."""
    years = budget_years_of(session, grant_id, as_of, means=means)
    rules = load_grant(session, grant_id).rules(means.packs, as_of)
    persons, least = len(posts_of(session, grant_id)), rules.personnel.personnel_sum_persons
    if sum_is_shown(persons, least, sees_all=who.holds(READERS, grant_id)):
        return years
    return [replace(one, is_hidden=one.salaries_only) for one in years]


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


def _rests_on(rows: Iterable[Entry], budget_year: int, as_of: date, lines: set[str]) -> bool:
    """Whether something was spent or ordered in the year, and all of it on these lines."""
    kinds = (EffectKind.PAID, EffectKind.COMMITTED)
    found = {
        row.budget_line
        for row in rows
        if row.budget_year == budget_year
        and any(sum_of(row.effects, kind, as_of) for kind in kinds)
    }
    return bool(found) and found <= lines


def _used(rows: Iterable[Entry], kind: EffectKind, as_of: date) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in rows:
        cents = sum_of(row.effects, kind, as_of)
        if cents:
            found[row.budget_year] = found.get(row.budget_year, 0) + cents
    return found
