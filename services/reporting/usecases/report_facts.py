"""Which kinds of facts each report type reads: what can outdate it and what its change page lists.

Beside `report_types`: a type that is not here is not made (a test compares both).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.reporting.domain.changes import ShownState
from services.reporting.domain.fact_kind import FactKind
from services.reporting.domain.kept_kinds import (
    AUDITS,
    DEADLINES,
    EXCHANGE,
    GATE_EVIDENCE,
    INDICATOR,
    INVENTORY,
    NOTE,
    NOTICES,
    PERSONNEL,
    PROCUREMENTS,
    PROOF,
    RECOMMENDATION,
    RECONCILIATIONS,
    REGISTERS,
    SHORT_TEXTS,
    SOFTWARE,
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
    LAST_STATUS,
    MEASURE,
    PLAN,
    STATUS,
)
from services.reporting.domain.printed_fields import CERTIFIED, DECIDED, LISTED


@dataclass(frozen=True)
class ReportFacts:
    """The kinds beside the vouchers, whether vouchers are read, and which of their fields are
    printed beside their sums. Paid and eligible cost every report prints that reads vouchers;
    `shows_committed`: what is ordered too; `shows_claimable`: what may be called, alone or in the
    entitlement that rests on it; `shows_status`: how far a voucher has come.

    A closed half-year is no kind of its own: it says something only about vouchers that come later,
    and those outdate by themselves.
    """

    kinds: tuple[FactKind, ...]
    reads_vouchers: bool = True
    fields: frozenset[str] = frozenset()
    shows_committed: bool = False
    shows_claimable: bool = False
    shows_status: bool = False

    @property
    def shown(self) -> ShownState:
        """What of a voucher's state it prints."""
        return ShownState(self.shows_committed, self.shows_claimable, self.shows_status)

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
_TOLD = (SOFTWARE, INDICATOR)
"""Of the registers what stands beside the measures; the others only the register itself prints."""
_SUMS = (GRANT, PLAN, CALL, INCOME, DETERMINATION, NOTE, WAIVER)
_MEASURES = (*_SUMS, MEASURE, STATUS)
_LAST_MEASURES = (*_SUMS, MEASURE, LAST_STATUS)
_PROOF = (*_LAST_MEASURES, TEXTS, INTEREST, *PROOF)


def _kept(
    *kinds: FactKind,
    reads_vouchers: bool = False,
    shows_status: bool = False,
    fields: frozenset[str] = frozenset(),
) -> ReportFacts:
    """A report about what is kept beside the money; of the grant it prints the heading. One that
    reads no vouchers relies on no waiver; every one prints what is said about its figures."""
    waivers = (WAIVER,) if reads_vouchers else ()
    return ReportFacts(
        (HEADING, NOTE, *kinds, *waivers),
        reads_vouchers,
        fields,
        shows_committed=shows_status,
        shows_status=shows_status,
    )


REPORT_FACTS: Final[dict[str, ReportFacts]] = {
    "quarterly": ReportFacts(_MEASURES, fields=DECIDED, shows_committed=True, shows_claimable=True),
    "call-package": ReportFacts(
        (*_SUMS, GATE_EVIDENCE, *RECONCILIATIONS), fields=LISTED, shows_claimable=True
    ),
    "voucher-list": ReportFacts((GRANT, PLAN, CALL, INCOME, NOTE, WAIVER), fields=LISTED),
    "voucher-list-summary": ReportFacts(_SUMS),
    "financial-statement": ReportFacts((*_SUMS, MEASURE, INTEREST), shows_claimable=True),
    "factual-report": ReportFacts((GRANT, PLAN, MEASURE, LAST_STATUS, TEXTS, NOTE, WAIVER, *_TOLD)),
    "proof-of-use-a": ReportFacts((*_PROOF, *_TOLD), fields=LISTED, shows_claimable=True),
    "proof-of-use-b": ReportFacts(
        (*_PROOF, *REGISTERS, *INVENTORY), fields=LISTED, shows_claimable=True
    ),
    "interim-proof": ReportFacts((*_LAST_MEASURES, SHORT_TEXTS), shows_claimable=True),
    "change-notice": _kept(*NOTICES),
    "measure-sheets": ReportFacts(
        (*_MEASURES, *_TOLD, EXCHANGE, RECOMMENDATION), shows_committed=True
    ),
    "portfolio": ReportFacts(_MEASURES, shows_committed=True),
    "cash-flow": ReportFacts(_SUMS, shows_committed=True, shows_claimable=True),
    "inventory": _kept(*INVENTORY),
    OVERVIEW: _kept(
        *PROCUREMENTS, reads_vouchers=True, fields=frozenset({"gross_cents", "invoice_date"})
    ),
    "personnel-proof": _kept(*PERSONNEL, reads_vouchers=True),
    "interest-sheet": _kept(INTEREST),
    "audit-package": ReportFacts(
        (
            *(GRANT, PLAN, CALL, INCOME, MEASURE, NOTE, WAIVER),
            *(*PROCUREMENTS, *PERSONNEL, *INVENTORY),
        ),
        fields=LISTED | CERTIFIED,
        shows_committed=True,
        shows_status=True,
    ),
    "audit-note": _kept(
        *AUDITS,
        reads_vouchers=True,
        shows_status=True,
        fields=frozenset({"budget_line", "voucher_number", "creditor", "gross_cents"}),
    ),
    "deadline-calendar": _kept(*DEADLINES),
    "software-register": _kept(*REGISTERS),
    "data-quality": ReportFacts(
        (HEADING, NOTE, WAIVER),
        fields=DECIDED | {"voucher_number", "measure_id", "gross_cents"},
        shows_committed=True,
        shows_status=True,
    ),
    "accessibility-statement": _kept(),
}
