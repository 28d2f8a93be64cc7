"""Budget years as a table: the file for the council, and what a city takes along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from contracts.rulebook.finding_remedies import remedy_sentence
from services.budget.domain.authorisation import Nature
from services.budget.domain.rules import rule
from services.budget.usecases.budget_year import BudgetYear
from shared.csv_text import Cell, Cents
from shared.errors import Violation

COLUMNS: Final = (
    "Haushaltsjahr", "Haushalt", "Ansatz", "Übertragen aus dem Vorjahr", "Ausgegeben", "Gebunden",
    "Übertragen in das Folgejahr", "Verfügbar", "Übertragbar", "Hinweis", "Regel", "Was zu tun ist",
)  # fmt: skip
NATURES: Final = {Nature.CONSUMPTIVE: "konsumtiv", Nature.INVESTIVE: "investiv"}


def year_row(one: BudgetYear) -> tuple[Cell, ...]:
    """One year and its nature in the order of `COLUMNS`; empty cells where `is_hidden`, and where
    nothing is to be said of it."""
    figures = one.figures
    used = (
        figures.spent_cents,
        figures.committed_cents,
        figures.available_cents,
        one.transferable_cents,
    )
    shown = [None if one.is_hidden else Cents(cents) for cents in used]
    return (
        figures.budget_year,
        NATURES[one.nature],
        Cents(figures.appropriation_cents),
        Cents(figures.transferred_in_cents),
        *shown[:2],
        Cents(figures.transferred_out_cents),
        *shown[2:],
        *_said(one.violations),
    )


def _said(found: Sequence[Violation]) -> tuple[str | None, str | None, str | None]:
    """What is to be said of a year, the rules with their source, and what would help."""
    if not found:
        return None, None, None
    return (
        " ".join(one.message for one in found),
        "; ".join(f"{one.rule}, {rule(one.rule).citation}" for one in found),
        " ".join(remedy_sentence(one.code) for one in found),
    )
