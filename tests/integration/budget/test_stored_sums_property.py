"""Any sequence of use cases leaves sums in the database that equal the naive model, to the cent.

The sums of the domain have a property test of their own (tests/unit/budget/domain); this one goes
through the transactions, the stored effects and the queries that add them up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.budget.domain.certification import CertificationKind
from services.budget.domain.drawdown import CallKind
from services.budget.domain.evidence import Phase
from services.budget.domain.expenditure import DocumentKind, Movement
from services.budget.usecases.balance import balance_of
from services.budget.usecases.certification import certify_expenditure
from services.budget.usecases.document import Upload, file_document
from services.budget.usecases.drawdown import draft_drawdown
from services.budget.usecases.drawdown_release import release_drawdown
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.movement import record_credit_note, record_retention_release
from services.budget.usecases.payment import record_payment
from services.budget.usecases.reversal import reverse_expenditure
from shared.errors import DomainError
from shared.periods import Period
from tests.integration.budget.scene import (
    ARITHMETICAL,
    FACTUAL,
    HEAD,
    TRAVEL,
    Scene,
    add_grant,
    expenditure,
    sqlite_scene,
)
from tests.unit.budget.naive_model import Model, Moved, Voucher

TODAY = date(2026, 7, 15)
HALF_YEAR = Period.parse("2026-H1")
days = st.dates(date(2026, 3, 1), TODAY)


@st.composite
def vouchers(draw: st.DrawFn) -> Voucher:
    gross = draw(st.integers(1_000, 90_000))
    invoice_on = draw(days)
    first = draw(st.dates(date(2026, 1, 1), invoice_on))
    discount = draw(st.integers(0, gross // 10))
    return Voucher(
        line=TRAVEL,
        gross=gross,
        service_from=first,
        service_to=first,
        invoice_on=invoice_on,
        paid_on=draw(st.one_of(st.none(), st.dates(invoice_on, TODAY))),
        vat=draw(st.integers(0, gross // 6)),
        vat_bp=draw(st.sampled_from([0, 10_000, 3_333])),
        discount=discount,
        retention=draw(st.integers(0, (gross - discount) // 4)),
        ineligible=draw(st.one_of(st.just(0), st.integers(1, gross))),
        share_bp=draw(st.one_of(st.just(10_000), st.integers(1, 9_999))),
    )


class Both:
    """Every act on the database and, where it was not refused, on the model."""

    grants = 0

    def __init__(self, scene: Scene, done: Counter[str]) -> None:
        Both.grants += 1
        self.scene, self.grant_id = scene, f"P{Both.grants}"
        add_grant(scene, self.grant_id, phase=Phase.A)  # its calls need no evidence
        self.model = Model(6500, 15_000_000, date(2027, 12, 31), date(2029, 1, 1))
        self.ids: list[str] = []
        self.has_called = False
        self.done = done

    def record(self, one: Voucher) -> None:
        number = f"{self.grant_id}-{len(self.ids)}"
        new = expenditure(
            creditor=f"Firma {number}", voucher_number=f"B-{number}", invoice_number=f"R-{number}",
            gross_cents=one.gross, vat_cents=one.vat, vat_deductible_bp=one.vat_bp,
            discount_cents=one.discount, retention_cents=one.retention,
            ineligible_cents=one.ineligible, ineligible_reason="Pfand" if one.ineligible else None,
            allocation_bp=one.share_bp, contract_date=None, no_contract_reason="Kleinbetrag",
            allocation_reason="Schlüssel" if one.share_bp < 10_000 else None,
            service_from=one.service_from, service_to=one.service_to, invoice_date=one.invoice_on,
            payment_date=one.paid_on, payment_reference="Z" if one.paid_on else None,
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
        on = min(one.invoice_on + timedelta(days=later), TODAY)
        if self._act(record_payment, self.ids[index], on, "Z"):
            one.paid_on = on

    def credit(self, index: int, cents: int, on: date) -> None:
        moved = Movement(cents, on, 0, "GS")
        if self._act(record_credit_note, self.ids[index], moved):
            self.model.vouchers[index].moved.append(Moved(-cents, on))

    def release(self, index: int, percent: int, later: int) -> None:
        one = self.model.vouchers[index]
        cents = max(1, one.retention * percent // 100)
        on = min((one.paid_on or one.invoice_on) + timedelta(days=later), TODAY)
        if self._act(record_retention_release, self.ids[index], Movement(cents, on)):
            self.model.vouchers[index].moved.append(Moved(cents, on))

    def reverse(self, index: int) -> None:
        if self._act(reverse_expenditure, self.ids[index], "doppelt"):
            self.model.vouchers[index].reversed_on = TODAY

    def call(self) -> None:
        if self.has_called:
            return
        drafted = self._act(draft_drawdown, self.grant_id, HALF_YEAR, CallKind.INTERIM)
        if drafted is None:
            return
        if self._act(release_drawdown, drafted.row.drawdown_id, actor=HEAD):
            self.has_called = True
            assert drafted.row.amount_cents == self.model.call(HALF_YEAR.last_day)

    def _act(self, use_case: Any, *arguments: Any, **more: Any) -> Any:
        try:
            done = self.scene.run(use_case, *arguments, **more)
        except DomainError:
            return None
        self.done[use_case.__name__] += 1
        return done

    def compare(self) -> None:
        model = self.model
        moments = {one.on for voucher in model.vouchers for one in voucher.moved}
        moments |= {one.paid_on for one in model.vouchers if one.paid_on}
        for day in sorted({*moments, HALF_YEAR.last_day, TODAY}):
            found = self.scene.look(balance_of, self.grant_id, day, means=self.scene.means)
            assert found.paid_cents == model.paid(day), day
            assert found.committed_cents == model.committed(day), day
            assert found.eligible_cents == model.eligible(day), day
            assert found.claimable_cents == model.claimable(day), day
            assert found.entitlement.amount_cents == model.entitlement(day), day
            assert found.called_cents == (sum(model.calls) if day == TODAY else 0), day


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path_factory.mktemp("sums"))


WANTED = (
    "record_expenditure", "certify_expenditure", "record_payment", "record_credit_note",
    "record_retention_release", "reverse_expenditure", "release_drawdown",
)  # fmt: skip
INDEXES = st.integers(0, 2)
COMMANDS = st.one_of(
    st.tuples(st.just("complete"), INDEXES),
    st.tuples(st.just("pay"), INDEXES, st.integers(0, 90)),
    st.tuples(st.just("credit"), INDEXES, st.integers(1, 20_000), days),
    st.tuples(st.just("release"), INDEXES, st.integers(1, 110), st.integers(0, 60)),
    st.tuples(st.just("reverse"), INDEXES),
    st.tuples(st.just("call")),
)


def test_stored_sums_agree_with_the_naive_model(scene: Scene) -> None:
    done: Counter[str] = Counter()

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        entered=st.lists(vouchers(), min_size=2, max_size=3),
        commands=st.lists(COMMANDS, min_size=4, max_size=12),
    )
    def run(entered: list[Voucher], commands: list[tuple[Any, ...]]) -> None:
        both = Both(scene, done)
        for one in entered:
            both.record(one)
        both.complete(0)
        both.pay(1, 10)
        both.release(1, 60, 20)
        for name, *arguments in commands:
            if name == "call" or arguments[0] < len(entered):
                getattr(both, name)(*arguments)
                both.compare()

    run()
    # a sequence that is always refused would agree with anything
    assert min(done[name] for name in WANTED) >= 5, done
