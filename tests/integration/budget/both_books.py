"""Every act on a database and, where it was not refused, on the naive model; both then compared."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from services.budget.domain.certification import CertificationKind
from services.budget.domain.determination import Determination, DeterminationKind
from services.budget.domain.drawdown import CallKind
from services.budget.domain.evidence import Evidence, EvidenceKind, Phase
from services.budget.domain.expenditure import DocumentKind, Movement
from services.budget.domain.grant import Amendment
from services.budget.domain.income import Income
from services.budget.domain.pack_change import PackChange
from services.budget.domain.plan import (
    Basis,
    Category,
    FundingSource,
    NewPlanVersion,
    PlanLine,
    SourceKind,
)
from services.budget.domain.repayment_payment import NewRepaymentPayment
from services.budget.domain.rulepack import Parameter
from services.budget.store.measure import MeasureRow
from services.budget.usecases.amendment import confirm_amendment, propose_amendment
from services.budget.usecases.certification import certify_expenditure
from services.budget.usecases.daily_reassessment import catch_up
from services.budget.usecases.determination import confirm_determination, propose_determination
from services.budget.usecases.document import Upload, file_document
from services.budget.usecases.drawdown import draft_drawdown, withdraw_drawdown
from services.budget.usecases.drawdown_release import receive_drawdown, release_drawdown
from services.budget.usecases.evidence import file_evidence
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.income import record_income
from services.budget.usecases.movement import record_credit_note, record_retention_release
from services.budget.usecases.pack_change import propose_change, release_change
from services.budget.usecases.payment import record_payment
from services.budget.usecases.plan import draft_plan, release_plan
from services.budget.usecases.repayment_payment import record_repayment
from services.budget.usecases.reversal import reverse_expenditure
from shared.errors import DomainError, Violation
from shared.periods import Period, PeriodKind
from tests.integration.budget.scene import (
    ARITHMETICAL,
    BUILDING,
    FACTUAL,
    HEAD,
    OFFICER,
    PROGRAMME,
    TRAVEL,
    Scene,
    add_grant,
    expenditure,
)
from tests.unit.budget.naive import NEVER, Model, Voucher

TODAY = date(2026, 7, 15)
END, PAYMENTS_UNTIL = date(2027, 12, 31), date(2028, 6, 30)
AMENDED = {"cap": "max_eligible_cents", "rate_bp": "funding_rate_bp"}
OF_CITY = ("payment_proof",)
"""Parameters of the pack of the city's own law; the others are those of the programme."""


class Both:
    """One grant, in the database and in the model."""

    grants = 0

    def __init__(
        self, scene: Scene, done: Counter[str], *, cap: int = 15_000_000, **laws: Any
    ) -> None:
        """`cap` on eligible cost in cents; `laws` the award sets otherwise than the packs."""
        Both.grants += 1
        self.scene, self.grant_id, self.done = scene, f"P{Both.grants}", done
        # Phase A: its calls need no evidence, its money and its final call the proof of use.
        add_grant(
            scene, self.grant_id, phase=Phase.A, payments_until=PAYMENTS_UNTIL,
            max_eligible_cents=cap, rule_settings={"first_measures_cap_active": True, **laws},
        )  # fmt: skip
        mark_first_measure(scene, self.grant_id, "M2")
        self.model = Model(6500, cap, END, PAYMENTS_UNTIL)
        self.model.laws += [(date.min, key, value) for key, value in laws.items()]
        self.model.today, self.model.first = TODAY, BUILDING
        self.model.plans.append((date.min, 15_000_000))
        self.ids: list[str] = []
        self.calls: list[tuple[str, date, int]] = []
        self.is_final = False  # the proof of use is submitted: a correction finds no next call
        self.refused: tuple[Violation, ...] = ()
        self.amended_on = date.min
        self._file(EvidenceKind.PROOF_OF_USE_ACCEPTED, date(2026, 7, 1))
        self._file(EvidenceKind.RATE_EVIDENCE, date(2026, 7, 1))

    def record(self, one: Voucher) -> None:
        number = f"{self.grant_id}-{len(self.ids)}"
        new = expenditure(
            creditor=f"Firma {number}", voucher_number=f"B-{number}", invoice_number=f"R-{number}",
            budget_line=one.line, measure_id="M1" if one.line == TRAVEL else "M2",
            gross_cents=one.gross, reverse_charge_vat_cents=one.owed, vat_cents=one.vat,
            vat_deductible_bp=one.vat_bp,
            discount_cents=one.discount, retention_cents=one.retention,
            ineligible_cents=one.ineligible, ineligible_reason="Pfand" if one.ineligible else None,
            allocation_bp=one.share_bp, contract_date=None, no_contract_reason="Kleinbetrag",
            allocation_reason="Schlüssel" if one.share_bp < 10_000 else None,
            service_from=one.service_from, service_to=one.service_to, invoice_date=one.invoice_on,
            payment_date=None if one.paid_on == NEVER else one.paid_on,
            payment_reference=None if one.paid_on == NEVER else "Z",
        )  # fmt: skip
        made = self._act(record_expenditure, self.grant_id, new)
        assert made is not None
        self.ids.append(made.expenditure_id)
        self.model.vouchers.append(one)

    def complete(self, index: int) -> None:
        one, expenditure_id = self.model.vouchers[index], self.ids[index]
        paper = Upload("beleg.pdf", f"%PDF-1.7 {expenditure_id}".encode())
        self._act(file_document, expenditure_id, DocumentKind.VOUCHER, paper)
        for kind, who in (("factual", FACTUAL), ("arithmetical", ARITHMETICAL)):
            found = self._act(
                certify_expenditure, expenditure_id, CertificationKind(kind), actor=who
            )
            one.certified += found is not None

    def pay(self, index: int, later: int) -> None:
        one = self.model.vouchers[index]
        on = min(one.invoice_on + timedelta(days=later), self.model.today)
        if self._act(record_payment, self.ids[index], on, "Z"):
            one.paid_on = on

    def credit(self, index: int, cents: int, on: date) -> None:
        if self._act(record_credit_note, self.ids[index], Movement(cents, on, 0, "GS")):
            self.model.vouchers[index].credits.append((on, cents))

    def release(self, index: int, percent: int, later: int) -> None:
        one = self.model.vouchers[index]
        cents = max(1, one.retention * percent // 100)
        start = one.invoice_on if one.paid_on == NEVER else one.paid_on
        on = min(start + timedelta(days=later), self.model.today)
        if self._act(record_retention_release, self.ids[index], Movement(cents, on)):
            one.releases.append((on, cents))

    def reverse(self, index: int) -> None:
        if self._act(reverse_expenditure, self.ids[index], "doppelt"):
            self.model.vouchers[index].reversed_on = self.model.today

    def call(self, *, final: bool = False) -> None:
        period = Period.containing(self.model.today, PeriodKind.HALF_YEAR).previous()
        kind, last_day = CallKind.INTERIM, period.last_day
        if final:
            kind, last_day = CallKind.FINAL, self.model.payments_until
            period = Period.containing(last_day, PeriodKind.HALF_YEAR)
        drafted = self._act(draft_drawdown, self.grant_id, period, kind)
        if drafted is None:
            if "nothing_to_call" in {one.code for one in self.refused}:
                assert self.model.call(last_day, final=final) <= 0
            return
        row = drafted.row
        if self._act(release_drawdown, row.drawdown_id, actor=HEAD) is None:
            # PLAN-07: somebody has to say first how new public money counts
            assert {one.code for one in self.refused} == {"cover_undecided"}, self.refused
            assert self._act(_withdraw, row.drawdown_id) is not None
            return
        assert row.amount_cents == self.model.call(last_day, final=final)
        self.calls.append((row.drawdown_id, self.model.today, row.amount_cents))

    def final(self) -> None:
        """The proof of use, and the final call where anything is left to call."""
        self._file(EvidenceKind.PROOF_OF_USE_SUBMITTED, self.model.today)
        self.is_final = True
        self.call(final=True)

    def _file(self, kind: EvidenceKind, on: date) -> None:
        assert self._act(file_evidence, self.grant_id, Evidence(kind, on, "VN"))

    def receive(self, percent: int) -> None:
        """Money for the latest call; at most one receipt a day, so their order is plain."""
        if not self.calls or any(on == self.model.today for on, _ in self.model.receipts):
            return
        drawdown_id, _, called = self.calls[-1]
        cents = max(1, called * percent // 100)
        if self._act(receive_drawdown, drawdown_id, self.model.today, cents):
            self.model.receipts.append((self.model.today, cents))

    def income(self, kind: SourceKind, cents: int, earlier: int) -> None:
        """Money of others; a call waits once somebody must decide about new public money."""
        on = self.model.today - timedelta(days=earlier)
        if self._act(record_income, self.grant_id, Income(kind, "Land", on, cents)):
            tied = kind is SourceKind.PRIVATE
            (self.model.tied if tied else self.model.public).append((on, cents))

    def plan(self, percent: int) -> None:
        """A plan of another total, approved; 0 to 150 % of the first."""
        cents = 50_000 + 100_000 * percent // 100
        lines = (
            PlanLine(TRAVEL, "M1", Category.SACH, cents, {2026: cents}),
            PlanLine(BUILDING, "M2", Category.INVEST, 1_000, {2026: 1_000}),
        )
        funding = (FundingSource(SourceKind.OWN, "Stadt", cents + 1_000),)
        new = NewPlanVersion(Basis.CHANGE_APPROVED, "Änderung", lines, funding, reference="KfW 1")
        drafted = self._act(_draft_plan, self.grant_id, new)
        assert drafted is not None, self.refused
        version = drafted.record.version
        assert self._act(release_plan, self.grant_id, version, actor=PROGRAMME) is not None
        self.model.plans.append((self.model.today, cents + 1_000))

    def change(self, key: str, value: Any) -> None:
        """Another value of a rule pack from today on; the worker looks at the grant."""
        parameter = Parameter(key, value, (), "Erlass", "H")
        pack = "komhvo-nrw" if key in OF_CITY else "kfw436-2020"
        new = PackChange(pack, self.model.today, (parameter,))
        proposed = self._act(propose_change, new, "Erlass")
        assert proposed is not None, self.refused
        assert self._act(release_change, proposed.change_id, actor=HEAD) is not None
        self.model.laws.append((self.model.today, key, value))
        self._act(catch_up, self.grant_id)

    def amend(self, key: str, value: int, days: int = 0) -> None:
        """An amending notice: another cap or rate, or the last day of payments `days` after the
        one on which voucher `value` was paid. At most one a day, so their order is plain."""
        if self.amended_on == self.model.today:
            return
        changes: dict[str, Any] = {AMENDED.get(key, key): value}
        if key == "payments_until":
            paid_on = self.model.vouchers[value % len(self.ids)].paid_on
            if paid_on == NEVER:
                return
            changes = {key: paid_on + timedelta(days=days)}
        new = Amendment("ÄB", self.model.today, self.model.today, changes)
        proposed = self._act(propose_amendment, self.grant_id, new)
        assert proposed is not None, self.refused
        amendment_id = proposed.record.amendment_id
        assert self._act(confirm_amendment, amendment_id, actor=HEAD) is not None
        self.amended_on = self.model.today
        if key == "payments_until":
            self.model.payments_until = changes[key]
        else:
            self.model.laws.append((self.model.today, key, value))

    def wait(self, days: int) -> None:
        self.model.today += timedelta(days=days)
        self._act(catch_up, self.grant_id)

    def repay(self, percent: int) -> None:
        """Claimed by the funder, confirmed, and paid back in part or whole."""
        kind, today = DeterminationKind.REPAYMENT, self.model.today
        new = Determination(kind, today, today, "KfW 2", "zu viel")
        owed = sum(cents for cents, _, back in self.claims() if back is None)
        proposed = self._act(propose_determination, self.grant_id, new)
        assert (proposed is not None) == (owed > 0), self.refused
        if proposed is None:
            return
        record = proposed.record
        assert record.figures["principal_cents"] == owed
        assert self._act(confirm_determination, record.determination_id, actor=HEAD)
        cents = max(1, owed * percent // 100)
        paper = self.scene.means.files.put(b"%PDF-1.7 Zahlung")
        payment = NewRepaymentPayment(today, cents, paper)
        assert self._act(record_repayment, record.determination_id, payment) == owed - cents
        self.model.repaid = sorted([*self.model.repaid, (today, cents)])

    def claims(self) -> list[tuple[int, date, date | None]]:
        """The model's claims: none before the proof of use (CALL-08)."""
        return self.model.claims() if self.is_final else []

    def _act(self, use_case: Any, *arguments: Any, actor: str = OFFICER) -> Any:
        at = datetime.combine(self.model.today, time(9), tzinfo=UTC)
        self.refused = ()
        try:
            done = self.scene.run(use_case, *arguments, actor=actor, at=at)
        except DomainError as error:
            self.refused = tuple(error.violations)
            return None
        self.done[use_case.__name__] += 1
        return done


def mark_first_measure(scene: Scene, grant_id: str, measure_id: str) -> None:
    with scene.sessions.write() as session:
        row = session.get_one(MeasureRow, (grant_id, measure_id))
        row.first_measure = True


def _withdraw(session: Session, drawdown_id: str, *, by: Any, means: Any) -> Any:
    return withdraw_drawdown(
        session, drawdown_id, "PLAN-07", may_withdraw_released=False, by=by, means=means
    )


def _draft_plan(
    session: Session, grant_id: str, new: NewPlanVersion, *, by: Any, means: Any
) -> Any:
    return draft_plan(session, grant_id, new, by=by)
