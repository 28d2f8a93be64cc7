"""What the assessment of a row depends on besides the row itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.budget.domain.evidence import Evidence
from services.budget.domain.expenditure import Row
from services.budget.domain.grant import Terms
from services.budget.domain.plan import Category
from services.budget.domain.relief import NO_RELIEF, Relief
from services.budget.domain.rulepack import Rules
from shared.errors import Violation


@dataclass(frozen=True)
class Split:
    """All active parts of one voucher: the voucher's total and what is recorded of it."""

    total_cents: int
    recorded_cents: int


@dataclass(frozen=True)
class PartInvoice:
    """A part invoice of an order: counts against it from `on`, to before `until` if reversed."""

    gross_cents: int
    on: date
    until: date | None = None


@dataclass(frozen=True)
class NamedFile:
    """The procurement file a row belongs to, as far as the row waits for it (PROC-01)."""

    number: int
    is_complete: bool

    @property
    def wait_reason(self) -> str | None:
        """Why its rows wait; None once it is complete."""
        if self.is_complete:
            return None
        return (
            f"Die Vergabeakte Nr. {self.number} ist noch nicht vollständig und freigegeben. Bitte "
            "die fehlenden Unterlagen dort ablegen und die Akte freigeben lassen."
        )


@dataclass(frozen=True)
class Context:
    """What a row's assessment depends on besides the row and its movements.

    `terms` and `rules` are those in force on the day of the assessment; `order` is the order the
    row names in `commitment_id`; `part_invoices` are those of the row if it is an order; `split` is
    set for every part of a split voucher; `replaces_called` says that the row replaces a reversed
    one that had been called, so that it counts from the day of recording (semantics 4); `findings`
    were found by rules that look at more than one row (near duplicates, line overruns); `relief`
    softens what is found (a transition of the rule pack, a waiver); `procurement` is the file the
    row or its order names.
    """

    terms: Terms
    rules: Rules
    category: Category
    evidence: tuple[Evidence, ...] = ()
    order: Row | None = None
    part_invoices: tuple[PartInvoice, ...] = ()
    split: Split | None = None
    replaces_called: bool = False
    findings: tuple[Violation, ...] = ()
    relief: Relief = NO_RELIEF
    procurement: NamedFile | None = None
