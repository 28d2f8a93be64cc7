"""Budget years as a table: the file for the council, and what a city takes along."""

from __future__ import annotations

from typing import Final

from services.budget.domain.authorisation import Nature
from services.budget.usecases.budget_year import BudgetYear
from shared.csv_text import Cell, Cents

COLUMNS: Final = (
    "Haushaltsjahr", "Haushalt", "Ansatz", "Übertragen aus dem Vorjahr", "Ausgegeben", "Gebunden",
    "Übertragen in das Folgejahr", "Verfügbar", "Übertragbar",
)  # fmt: skip
NATURES: Final = {Nature.CONSUMPTIVE: "konsumtiv", Nature.INVESTIVE: "investiv"}


def year_row(one: BudgetYear) -> tuple[Cell, ...]:
    """One year and its nature in the order of `COLUMNS`; empty cells where `is_hidden`."""
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
    )
