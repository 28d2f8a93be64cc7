"""PROC: what a procurement file needs, by the law of the day of its contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from services.budget.domain.parameters.specs import choice, parameter, texts, whole, words
from services.budget.domain.procurement_words import CLAUSES, ITEMS, PROCEDURES

LIMITS_OF: Final[Mapping[str, str]] = {
    "services": "procurement_limits",
    "supplies": "procurement_supplies_limits",
    "works": "procurement_works_limits",
}
"""Which table of limits holds for what is bought."""


@dataclass(frozen=True)
class ProcurementParameters:
    """`procurement_regime`: the law that governs a contract of that day (PROC-02, PROC-03).
    `procurement_procedures`: which procedures it knows. `procurement_limits` for services,
    `procurement_supplies_limits` and `procurement_works_limits`: `procedure=cents`, the net value
    up to and including which a procedure is open; without an entry it is that of the next more
    formal procedure that has one, because what is less formal cannot go further. An empty table
    says that no limit was found.
    `procurement_checklist`, `pass_on_checklist`: what is filed (PROC-04, PROC-08).
    `procurement_clauses`: what a contract passes on (PROC-06, OSS-02). `splitting_months`: how far
    back contracts of one creditor on one subject are added up (PROC-05); `procurement_splitting`
    and `procurement_incomplete`: whether that, and an incomplete file, blocks or warns (PROC-01).
    """

    procurement_regime: Literal["komhvo26", "go75a"] = parameter(
        "Vergaberegeln", choice("komhvo26", "go75a")
    )
    procurement_procedures: tuple[str, ...] = parameter(
        "Zulässige Vergabearten", texts(*PROCEDURES)
    )
    procurement_limits: tuple[str, ...] = parameter(
        "Wertgrenze je Vergabeart", words(*PROCEDURES, low=0, high=10**13 - 1)
    )
    procurement_supplies_limits: tuple[str, ...] = parameter(
        "Wertgrenze je Vergabeart, Lieferungen", words(*PROCEDURES, low=0, high=10**13 - 1)
    )
    procurement_works_limits: tuple[str, ...] = parameter(
        "Wertgrenze je Vergabeart, Bauleistungen", words(*PROCEDURES, low=0, high=10**13 - 1)
    )
    procurement_checklist: tuple[str, ...] = parameter("Vergabeunterlagen", texts(*ITEMS))
    pass_on_checklist: tuple[str, ...] = parameter(
        "Unterlagen bei weitergereichten Mitteln", texts(*ITEMS)
    )
    procurement_clauses: tuple[str, ...] = parameter("Vertragsklauseln", texts(*CLAUSES))
    splitting_months: int = parameter("Zeitraum, in dem Aufträge zusammenzählen", whole(1, 60))
    procurement_splitting: Literal["warn", "block"] = parameter(
        "Auftrag unter der Wertgrenze geteilt", choice("warn", "block")
    )
    procurement_incomplete: Literal["warn", "block"] = parameter(
        "Vergabeunterlagen unvollständig", choice("warn", "block")
    )

    def limit_cents(self, procedure: str, kind: str = "services") -> int | None:
        """Up to which net value the procedure is open for what is bought, its own limit or that of
        the next more formal one; None without a limit."""
        tables = {
            "works": self.procurement_works_limits,
            "supplies": self.procurement_supplies_limits,
        }
        found = dict(one.split("=") for one in tables.get(kind, self.procurement_limits))
        order = list(PROCEDURES)  # from the least formal on
        more_formal = order[order.index(procedure) :] if procedure in order else []
        return next((int(found[one]) for one in more_formal if one in found), None)
