"""Which version of the financing plan a report speaks of (semantics 5): two may count at once."""

from __future__ import annotations

from services.reporting.documents.text import Hint, HintKind, Paragraph
from services.reporting.domain.facts import PlanFact
from shared.periods import german_date

_NO_PLAN = "Es gibt noch keinen freigegebenen Finanzierungsplan; alle Ansätze stehen mit null."


def plan_version(plan: PlanFact | None, binding: PlanFact | None) -> Hint:
    """A hint with the version shown; where the funder knows another one, that one too."""
    if plan is None:
        return Hint(Paragraph.of(_NO_PLAN), HintKind.WARNING)
    shown = f"Geplant nach Plan Fassung {plan.version} vom {german_date(plan.released_on)}."
    return Hint(Paragraph.of(shown + internal_note(plan, binding)))


def internal_note(plan: PlanFact, binding: PlanFact | None) -> str:
    """What is to be added where the version shown is not the one the funder knows, else nothing."""
    if binding is None or binding.version == plan.version:
        return ""
    return (
        f" Diese Fassung gilt intern; dem Zuwendungsgeber liegt Fassung {binding.version} vor, "
        "nach der Abruf und Nachweis rechnen."
    )
