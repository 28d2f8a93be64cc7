"""Which kinds of facts each report type reads: what can outdate it and what its change page lists.

Beside `report_types`: a type that is not here is not made (a test compares both).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.reporting.domain.fact_kind import FactKind
from services.reporting.domain.kept_kinds import (
    AUDITS,
    CLOSINGS,
    DEADLINES,
    GATE_EVIDENCE,
    INVENTORY,
    NOTE,
    NOTICES,
    PERSONNEL,
    PROCUREMENTS,
    PROOF,
    RECONCILIATIONS,
    REGISTERS,
    SHORT_TEXTS,
    TEXTS,
    WAIVER,
)
from services.reporting.domain.money_kinds import (
    CALL,
    DETERMINATION,
    GRANT,
    HEADING,
    INCOME,
    INTEREST,
    MEASURE,
    PLAN,
    STATUS,
)
from services.reporting.domain.printed_fields import DECIDED, LISTED


@dataclass(frozen=True)
class ReportFacts:
    """The kinds beside the vouchers, whether vouchers are read, and which of their fields are
    printed beside state and sums."""

    kinds: tuple[FactKind, ...]
    reads_vouchers: bool = True
    fields: frozenset[str] = frozenset()

    @property
    def is_long(self) -> bool:
        """Whether it lists vouchers, so that it is as long as the grant has vouchers."""
        return self.fields == LISTED

    @property
    def stored(self) -> frozenset[str]:
        """The stored kinds."""
        return frozenset(name for kind in self.kinds for name in kind.stored)


_SUMS = (GRANT, PLAN, CALL, INCOME, DETERMINATION, NOTE, WAIVER)
_MEASURES = (*_SUMS, MEASURE, STATUS)
_PROOF = (*_MEASURES, TEXTS, INTEREST, *REGISTERS, *PROOF, *CLOSINGS)


def _kept(*kinds: FactKind, reads_vouchers: bool = False) -> ReportFacts:
    """A report about what is kept beside the money; of the grant it prints the heading."""
    return ReportFacts((HEADING, *kinds, WAIVER), reads_vouchers)


REPORT_FACTS: Final[dict[str, ReportFacts]] = {
    "quarterly": ReportFacts(_MEASURES, fields=DECIDED),
    "call-package": ReportFacts(
        (*_SUMS, GATE_EVIDENCE, *RECONCILIATIONS, *CLOSINGS), fields=LISTED
    ),
    "voucher-list": ReportFacts(
        (GRANT, PLAN, CALL, INCOME, NOTE, WAIVER, *CLOSINGS), fields=LISTED
    ),
    "voucher-list-summary": ReportFacts(_SUMS),
    "financial-statement": ReportFacts((*_SUMS, INTEREST)),
    "factual-report": ReportFacts((*_MEASURES, TEXTS, *REGISTERS)),
    "proof-of-use-a": ReportFacts(_PROOF, fields=LISTED),
    "proof-of-use-b": ReportFacts((*_PROOF, *INVENTORY), fields=LISTED),
    "interim-proof": ReportFacts((*_MEASURES, SHORT_TEXTS)),
    "change-notice": _kept(*NOTICES),
    "measure-sheets": ReportFacts((*_MEASURES, *REGISTERS)),
    "portfolio": ReportFacts(_MEASURES),
    "cash-flow": ReportFacts(_SUMS),
    "inventory": _kept(*INVENTORY),
    "procurement-overview": _kept(*PROCUREMENTS, reads_vouchers=True),
    "personnel-proof": _kept(*PERSONNEL, reads_vouchers=True),
    "interest-sheet": _kept(INTEREST),
    "audit-package": ReportFacts((GRANT, PLAN, CALL, INCOME, MEASURE, NOTE, WAIVER), fields=LISTED),
    "audit-note": _kept(*AUDITS, reads_vouchers=True),
    "deadline-calendar": _kept(*DEADLINES),
    "software-register": _kept(*REGISTERS),
    "data-quality": ReportFacts((HEADING, NOTE, WAIVER), fields=DECIDED),
    "accessibility-statement": _kept(),
}
