"""Any sequence of use cases leaves sums in the database that equal the naive model, to the cent.

Entries, payments, credits, reversals, calls, receipts, plan changes, amendments, pack changes,
repayments and interest, in one random order. The sums of the domain have a property test of their
own (tests/unit/budget/domain); this one goes through the transactions, the stored effects and the
queries that add them up.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.budget.domain.base_rate import BaseRate, half_years
from services.budget.domain.plan import SourceKind
from services.budget.rulepacks import load
from services.budget.store.creditor import CreditorIndex
from services.budget.store.files import FileStore
from services.budget.store.grant import load_grant
from services.budget.store.tables import KEYS
from services.budget.usecases.balance import balance_of
from services.budget.usecases.base_rate import confirm_base_rate, propose_base_rate
from services.budget.usecases.interest_items import interest_at
from services.budget.usecases.means import Means
from services.budget.usecases.repayment import claims_with_payments
from shared.database import Sessions
from shared.keyring import Keyring
from tests.integration.budget.both_books import TODAY, Both
from tests.integration.budget.each_alone import assert_judged_alike
from tests.integration.budget.scene import (
    BUILDING,
    DATA_KEY,
    HEAD,
    PROGRAMME,
    TRAVEL,
    Scene,
    make_scene,
)
from tests.unit.budget.naive import NEVER, Voucher
from tests.unit.budget.naive_own_share import extra, overdrawn, own_share

FIRST_RATE, LAST_RATE = date(2026, 1, 1), date(2033, 12, 31)
days = st.dates(date(2026, 3, 1), TODAY)


def base_rate(day: date) -> int:
    """Made up, another one each half-year and some below zero, in basis points."""
    return (-88, 127, 312, 227, -12)[(day.year * 2 + (day.month > 6)) % 5]


@st.composite
def vouchers(draw: st.DrawFn) -> Voucher:
    gross = draw(st.integers(1_000, 90_000))
    invoice_on = draw(days)
    first = draw(st.dates(date(2026, 1, 1), invoice_on))
    discount = draw(st.integers(0, gross // 10))
    return Voucher(
        line=draw(st.sampled_from([TRAVEL, BUILDING])),
        gross=gross,
        service_from=first,
        service_to=first,
        invoice_on=invoice_on,
        paid_on=draw(st.one_of(st.just(NEVER), st.dates(invoice_on, TODAY))),
        vat=draw(st.integers(0, gross // 6)),
        owed=draw(st.one_of(st.just(0), st.integers(1, gross // 5))),
        vat_bp=draw(st.sampled_from([0, 10_000, 3_333])),
        discount=discount,
        retention=draw(st.integers(0, (gross - discount) // 4)),
        ineligible=draw(st.one_of(st.just(0), st.integers(1, gross))),
        share_bp=draw(st.one_of(st.just(10_000), st.integers(1, 9_999))),
    )


def compare(both: Both, *more: date) -> None:
    """Every sum today and on the last day of the call, then what is owed and what it costs."""
    model, scene = both.model, both.scene
    for day in sorted({date(2026, 6, 30), model.today, *more}):
        found = scene.look(balance_of, both.grant_id, day, means=scene.means)
        assert (found.paid_cents, found.committed_cents) == model.books(day), day
        assert found.eligible_cents == model.eligible(day), day
        assert found.claimable_cents == model.eligible(day, True), day
        assert found.entitlement.amount_cents == model.worth(day, day, True), day
        called = sum(cents for _, on, cents in both.calls if on <= day)
        assert found.called_cents == called, day
        assert found.own_share_cents == own_share(model, day), day
        assert found.municipal_extra_cents == extra(model, day), day
        assert found.overdrawn_cents == overdrawn(model, day, called), day
    compare_interest(both)


def moments(both: Both) -> set[date]:
    """The days on which a sum may change."""
    model = both.model
    moved = [one for voucher in model.vouchers for one in (*voucher.credits, *voucher.releases)]
    found = {on for on, _ in (*moved, *model.tied, *model.public, *model.plans[1:])}
    found |= {one.paid_on for one in model.vouchers} - {NEVER}
    return found | {on for _, on, _ in both.calls}


def compare_interest(both: Both) -> None:
    """What is to be paid back, and interest on it and on money used late, as of today."""
    with both.scene.sessions.read() as session:
        grant = load_grant(session, both.grant_id)
        means, today = both.scene.means, both.model.today
        owed = claims_with_payments(session, grant, today, means=means)
        found = interest_at(session, grant, today, means=means)
    assert found.missing == ()
    assert [(a.principal_cents, a.paid_out_on, a.repaid_on) for a in owed] == both.claims()
    items = [one.item for one in found.worked]
    late = [one.interest_cents for one in items if one.kind == "late_use"]
    assert late == both.model.late_interest(base_rate, is_final=both.is_final)
    back = [one.interest_cents for one in items if one.kind == "repayment"]
    assert back == (both.model.claim_interest(base_rate) if both.is_final else [])


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with the base rates of many years."""
    folder = tmp_path_factory.mktemp("sums")
    scene = make_scene(f"sqlite:///{folder}/budget.db", folder)
    for start in half_years(FIRST_RATE, LAST_RATE):
        with scene.sessions.write() as session:
            propose_base_rate(session, BaseRate(start, base_rate(start), "S"), by=scene.by(HEAD))
            confirm_base_rate(session, start, by=scene.by(PROGRAMME))
    scene.sessions.close()
    return folder


@contextmanager
def scene_of(template: Path) -> Iterator[Scene]:
    """A database of its own: a change of a rule pack concerns the whole installation."""
    with TemporaryDirectory() as folder:
        shutil.copyfile(template / "budget.db", f"{folder}/budget.db")
        sessions, keyring = Sessions(f"sqlite:///{folder}/budget.db"), Keyring(KEYS, DATA_KEY)
        index = CreditorIndex.of_installation(sessions, keyring)
        try:
            yield Scene(sessions, Means(load(), keyring, FileStore(Path(folder)), index))
        finally:
            sessions.close()


WANTED = (
    "record_expenditure", "certify_expenditure", "record_payment", "record_credit_note",
    "record_retention_release", "reverse_expenditure", "release_drawdown", "receive_drawdown",
    "release_plan", "release_change", "record_income", "confirm_determination", "record_repayment",
    "confirm_amendment",
)  # fmt: skip
INDEXES = st.integers(0, 2)
ABOUT_ONE = ("complete", "pay", "credit", "release", "reverse")
CHANGES = st.one_of(
    st.tuples(st.just("payment_proof"), st.sampled_from(["file", "reference"])),
    st.tuples(st.just("plan_total"), st.sampled_from(["cap", "warn"])),
    st.tuples(st.just("final_rate_bp"), st.sampled_from([0, 500, 3_333])),
    st.tuples(st.just("call_round_to_cents"), st.sampled_from([0, 100, 1_000])),
    st.tuples(st.just("first_measures_cap_cents"), st.integers(1, 90_000)),
    st.tuples(st.just("day_count"), st.sampled_from(["act/365", "act/act", "30/360"])),
    st.tuples(st.just("interest_margin_bp"), st.sampled_from([0, 333, 500])),
)
BOOKS = st.one_of(
    st.tuples(st.just("complete"), INDEXES),
    st.tuples(st.just("pay"), INDEXES, st.integers(0, 90)),
    st.tuples(st.just("credit"), INDEXES, st.integers(1, 20_000), days),
    st.tuples(st.just("release"), INDEXES, st.integers(1, 110), st.integers(0, 60)),
    st.tuples(st.just("reverse"), INDEXES),
)
AMENDMENTS = st.one_of(
    st.tuples(st.just("cap"), st.integers(20_000, 150_000)),
    st.tuples(st.just("rate_bp"), st.sampled_from([5_000, 6_500, 7_777])),
    st.tuples(st.just("payments_until"), INDEXES, st.sampled_from([-1, 0])),
)
INCOMES = st.tuples(
    st.just("income"),
    st.sampled_from([SourceKind.PRIVATE, SourceKind.OTHER_PUBLIC]),
    st.integers(1, 20_000),
    st.integers(0, 60),
)
GRANTS = st.one_of(
    st.tuples(st.just("call")),
    st.tuples(st.just("receive"), st.integers(50, 100)),
    st.tuples(st.just("plan"), st.integers(0, 150)),
    INCOMES,
    st.tuples(st.just("change"), CHANGES),
    st.tuples(st.just("amend"), AMENDMENTS),
    st.tuples(st.just("wait"), st.integers(1, 200)),
    st.tuples(st.just("repay"), st.integers(1, 100)),
)
COMMANDS = st.one_of(BOOKS, GRANTS)


@st.composite
def lives(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    """Random commands with the way of the money between them: without it nothing is owed."""
    return [
        *draw(st.lists(COMMANDS, max_size=5)),
        draw(st.tuples(st.just("credit"), st.just(1), st.integers(1, 2_000), days)),
        ("call",),
        draw(st.tuples(st.just("receive"), st.integers(50, 100))),
        *draw(st.lists(COMMANDS, max_size=3)),
        draw(st.tuples(st.just("wait"), st.integers(1, 200))),
        draw(st.tuples(st.just("plan"), st.integers(0, 150))),
        draw(st.tuples(st.just("change"), CHANGES)),
        draw(st.tuples(st.just("amend"), AMENDMENTS)),
        ("complete", 1),
        ("final",),
        draw(INCOMES),
        ("receive", 100),
        draw(st.tuples(st.just("reverse"), INDEXES)),
        *draw(st.lists(COMMANDS, max_size=3)),
        draw(st.tuples(st.just("repay"), st.integers(1, 100))),
        *draw(st.lists(COMMANDS, max_size=2)),
        draw(st.tuples(st.just("wait"), st.integers(1, 200))),
    ]


def test_stored_sums_agree_with_the_naive_model(template: Path) -> None:
    done: Counter[str] = Counter()

    @settings(
        max_examples=15,
        derandomize=True,  # so few lives reach every command by choice, not by luck
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(entered=st.lists(vouchers(), min_size=2, max_size=3), commands=lives())
    def run(entered: list[Voucher], commands: list[tuple[Any, ...]]) -> None:
        with scene_of(template) as scene:
            both = Both(scene, done)
            for one in entered:
                both.record(one)
            both.complete(0)
            both.pay(0, 10)
            both.pay(1, 10)
            both.release(1, 60, 20)
            for name, *arguments in commands:
                if arguments and name in ABOUT_ONE and arguments[0] >= len(entered):
                    continue
                if name in ("change", "amend"):
                    getattr(both, name)(*arguments[0])
                else:
                    getattr(both, name)(*arguments)
                compare(both)
            compare(both, *moments(both))
            assert_judged_alike(scene, both.grant_id, both.model.today)

    run()
    # a sequence that is always refused would agree with anything
    assert min(done[name] for name in WANTED) >= 3, done


@pytest.mark.parametrize("kind", [SourceKind.PRIVATE, SourceKind.OTHER_PUBLIC])
def test_money_of_others_leaves_what_was_received_unused_from_its_day(
    template: Path, kind: SourceKind
) -> None:
    """It lowers the grant on a day without any cost (INT-03, ELG-10, PRG-09)."""
    day = date(2026, 5, 4)
    dates = dict.fromkeys(("service_from", "service_to", "invoice_on", "paid_on"), day)
    with scene_of(template) as scene:
        both = Both(scene, Counter())
        both.record(Voucher(line=TRAVEL, gross=50_000, **dates))
        both.complete(0)
        both.call()
        both.receive(100)
        both.wait(10)
        both.income(kind, 40_000, 0)
        both.wait(60)
        assert both.model.late_interest(base_rate, is_final=False)[0] > 0
        compare(both)


def test_a_final_call_ends_on_the_day_an_amendment_names_that_came_after_it(template: Path) -> None:
    """Entered late, the amendment is unknown on the call's own last day (CALL-02)."""
    day = date(2026, 5, 4)
    dates = dict.fromkeys(("service_from", "service_to", "invoice_on", "paid_on"), day)
    with scene_of(template) as scene:
        both = Both(scene, Counter())
        both.record(Voucher(line=TRAVEL, gross=50_000, **dates))
        both.complete(0)
        both.amend("payments_until", 0)
        both.final()
        assert [cents for _, _, cents in both.calls] == [both.model.worth(day, day, True)]
