"""Ermächtigung: what the council allows a budget year, and what of it moves to the next (MUN-13).

Source: § 22 KomHVO NRW; consumptive and investive money stand apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Final

from services.budget.domain.rulepack import Rules
from services.budget.domain.year_figures import YearFigures
from shared.errors import Violation
from shared.money import format_euro

RULE: Final = "MUN-13"


class Nature(StrEnum):
    """Which of the two budgets bears the money."""

    CONSUMPTIVE = "consumptive"
    INVESTIVE = "investive"


NATURE_WORDS: Final[Mapping[Enum, str]] = {
    Nature.CONSUMPTIVE: "konsumtiv",
    Nature.INVESTIVE: "investiv",
}


class AuthorisationKind(StrEnum):
    """An appropriation (Ansatz, also a supplementary one) or a transfer into the next year."""

    APPROPRIATION = "appropriation"
    TRANSFER = "transfer"


@dataclass(frozen=True)
class Authorisation:
    """`amount_cents` more for a year; negative where a supplementary budget lowers it.

    A transfer takes its amount out of `budget_year` into the next. `reference` names the budget
    or the resolution.
    """

    budget_year: int
    nature: Nature
    kind: AuthorisationKind
    amount_cents: int
    reference: str
    reason: str


def check_authorisation(
    new: Authorisation, standing: YearFigures, rules: Rules, *, waiting: Sequence[Authorisation]
) -> list[Violation]:
    """Every reason against entering or releasing it.

    `standing` are the released figures of its year and nature, `waiting` what others proposed
    there and nobody released yet.
    """
    same = [one for one in waiting if one.kind is new.kind]
    pending = sum(one.amount_cents for one in same)
    if new.kind is AuthorisationKind.TRANSFER:
        return [*_transfer_violations(new, standing, rules, pending)]
    return [*_appropriation_violations(new, standing, pending)]


def release_day_violations(new: Authorisation, on: date) -> Iterator[Violation]:
    """A transfer is released once its year has ended: until then money may still be spent."""
    if new.kind is AuthorisationKind.TRANSFER and on.year <= new.budget_year:
        message = (
            f"Das Haushaltsjahr {new.budget_year} läuft noch. Die Übertragung wird ab dem "
            f"01.01.{new.budget_year + 1} freigegeben."
        )
        yield Violation("budget_year_open", RULE, message, field="budget_year")


def transferable_cents(standing: YearFigures, nature: Nature, rules: Rules) -> int:
    """What a year can hand on: what it was allowed and has neither spent nor handed on.

    Open orders go along. Where the city transfers no authorisation twice, only the year's own
    appropriation can move; spending uses up transferred money first.
    """
    left = standing.authorised_cents - standing.spent_cents
    if nature.value not in rules.budget_year.transfer_again:
        left = min(left, standing.appropriation_cents)
    return max(0, left - standing.transferred_out_cents)


def year_violations(figures: YearFigures, nature: Nature) -> list[Violation]:
    """Why a budget year has nothing left: money was spent or ordered in it, and nobody released
    what the council allows. Names no amount, so that it may stand beside hidden ones (PERS-06)."""
    used = figures.spent_cents or figures.committed_cents
    if not used or figures.authorised_cents:
        return []
    message = (
        f"Für {figures.budget_year} {NATURE_WORDS[nature]} ist kein Ansatz freigegeben und nichts "
        "aus dem Vorjahr übertragen. „Verfügbar“ zieht deshalb nur ab, was ausgegeben, gebunden "
        "und weitergegeben ist; ob der Haushalt es erlaubt, ist hier nicht bekannt."
    )
    return [Violation("appropriation_missing", RULE, message, "warning", "budget_year")]


def _transfer_violations(
    new: Authorisation, standing: YearFigures, rules: Rules, pending: int
) -> Iterator[Violation]:
    if new.amount_cents <= 0:
        message = "Übertragen wird ein Betrag über 0,00 €."
        yield Violation("transfer_not_positive", RULE, message, field="amount_cents")
        return
    left = max(0, transferable_cents(standing, new.nature, rules) - pending)
    if new.amount_cents > left:
        message = (
            f"Aus {new.budget_year} sind höchstens {format_euro(left)} übertragbar, vorgeschlagen "
            f"sind {format_euro(new.amount_cents)}. Bitte den Betrag senken."
        )
        yield Violation("transfer_exceeds_available", RULE, message, field="amount_cents")


def _appropriation_violations(
    new: Authorisation, standing: YearFigures, pending: int
) -> Iterator[Violation]:
    if new.amount_cents == 0:
        message = (
            "Ein Ansatz oder Nachtrag ändert etwas: Bitte einen Betrag ungleich 0,00 € nennen."
        )
        yield Violation("appropriation_empty", RULE, message, field="amount_cents")
    total = standing.appropriation_cents + min(0, pending) + new.amount_cents
    if total < 0:
        message = (
            f"Der Ansatz {new.budget_year} läge mit diesem Nachtrag bei {format_euro(total)}. "
            "Er kann höchstens auf 0,00 € sinken."
        )
        yield Violation("appropriation_negative", RULE, message, field="amount_cents")
    short = standing.available_cents + new.amount_cents
    if new.amount_cents < 0 and short < 0 <= total:
        message = (
            f"Nach diesem Nachtrag fehlen {format_euro(-short)}: Mehr ist ausgegeben, gebunden "
            "oder übertragen, als das Jahr dann erlaubt."
        )
        yield Violation("authorisation_short", RULE, message, "warning", "amount_cents")
