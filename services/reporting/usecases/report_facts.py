"""Which kinds of facts each report type reads: what can outdate it and what its change page lists.

Beside `report_types`: a type that is not here is not made (a test compares both).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.reporting.domain.fact_kind import FactKind
from services.reporting.domain.kept_kinds import (
    AUDITS,
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
from services.reporting.domain.printed_fields import CERTIFIED, DECIDED, LISTED


@dataclass(frozen=True)
class ReportFacts:
    """The kinds beside the vouchers, whether vouchers are read, and which of their fields are
    printed beside their sums; `shows_status`: also how far a voucher has come, not only whether it
    may be called.

    A closed half-year is no kind of its own: it says something only about vouchers that come later,
    and those outdate by themselves.
    """

    kinds: tuple[FactKind, ...]
    reads_vouchers: bool = True
    fields: frozenset[str] = frozenset()
    shows_status: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it lists vouchers, so that it is as long as the grant has vouchers."""
        return self.fields >= LISTED

    @property
    def relies_on(self) -> frozenset[str]:
        """What waivers behind this report may be about, as the subjects of events begin."""
        found = {_WAIVED[kind.code] for kind in self.kinds if kind.code in _WAIVED}
        return frozenset(found | (_OF_VOUCHERS if self.reads_vouchers else set()))

    @property
    def stored(self) -> frozenset[str]:
        """The stored kinds."""
        return frozenset(name for kind in self.kinds for name in kind.stored)


OVERVIEW: Final = "procurement-overview"
"""The report that prints every procurement file, named by a voucher or not."""
_OF_VOUCHERS: Final = {"expenditure", "procurement"}
_WAIVED: Final = {CALL.code: "drawdown", PLAN.code: "plan", MEASURE.code: "measure"}
_SUMS = (GRANT, PLAN, CALL, INCOME, DETERMINATION, NOTE, WAIVER)
_MEASURES = (*_SUMS, MEASURE, STATUS)
_PROOF = (*_MEASURES, TEXTS, INTEREST, *REGISTERS, *PROOF)


def _kept(
    *kinds: FactKind, reads_vouchers: bool = False, shows_status: bool = False
) -> ReportFacts:
    """A report about what is kept beside the money; of the grant it prints the heading. One that
    reads no vouchers relies on no waiver; every one prints what is said about its figures."""
    waivers = (WAIVER,) if reads_vouchers else ()
    return ReportFacts((HEADING, NOTE, *kinds, *waivers), reads_vouchers, shows_status=shows_status)


REPORT_FACTS: Final[dict[str, ReportFacts]] = {
    "quarterly": ReportFacts(_MEASURES, fields=DECIDED),
    "call-package": ReportFacts((*_SUMS, GATE_EVIDENCE, *RECONCILIATIONS), fields=LISTED),
    "voucher-list": ReportFacts((GRANT, PLAN, CALL, INCOME, NOTE, WAIVER), fields=LISTED),
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
    OVERVIEW: _kept(*PROCUREMENTS, reads_vouchers=True),
    "personnel-proof": _kept(*PERSONNEL, reads_vouchers=True),
    "interest-sheet": _kept(INTEREST),
    "audit-package": ReportFacts(
        (
            *(GRANT, PLAN, CALL, INCOME, MEASURE, NOTE, WAIVER),
            *(*PROCUREMENTS, *PERSONNEL, *INVENTORY),
        ),
        fields=LISTED | CERTIFIED,
        shows_status=True,
    ),
    "audit-note": _kept(*AUDITS, reads_vouchers=True, shows_status=True),
    "deadline-calendar": _kept(*DEADLINES),
    "software-register": _kept(*REGISTERS),
    "data-quality": ReportFacts((HEADING, NOTE, WAIVER), fields=DECIDED, shows_status=True),
    "accessibility-statement": _kept(),
}
