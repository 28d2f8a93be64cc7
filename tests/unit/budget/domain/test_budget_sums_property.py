"""Any sequence of commands keeps every sum equal to the naive model, to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.domain.effects import Effect, EffectKind, sum_of
from services.budget.domain.expenditure import Family, Kind, Movement, Status
from services.budget.domain.income import Income
from services.budget.domain.movement import check_credit_note, check_retention_release
from services.budget.domain.plan import SourceKind
from services.budget.domain.reversal import taken_along
from services.budget.domain.states import is_conflict
from shared.errors import errors_only
from shared.periods import Period
from tests.unit.budget.domain.examples import (
    CERTIFIED,
    END,
    PAYMENTS_UNTIL,
    a_movement,
    a_row,
    a_twin,
    an_entry,
)
from tests.unit.budget.domain.ledger import FIRST_LINE, Ledger
from tests.unit.budget.naive import NEVER, Model, Voucher
from tests.unit.budget.naive_own_share import extra, own_share

FIRST = date(2026, 1, 1)
LAST = date(2029, 6, 30)
days = st.dates(FIRST, LAST)
cents = st.integers(1, 3_000_000)
shares = st.one_of(st.just(10_000), st.integers(1, 10_000))


LAST_PAYMENTS = st.sampled_from([PAYMENTS_UNTIL + timedelta(n) for n in (-1, 0, 1)])
LAST_SERVICES = st.sampled_from([END + timedelta(n) for n in (-1, 0, 1)])
"""The days on which one day more or less decides."""


@st.composite
def vouchers(draw: st.DrawFn, lines: tuple[str, ...] = ("1.1", FIRST_LINE)) -> Voucher:
    gross = draw(cents)
    first = draw(st.dates(FIRST, END - timedelta(1)))
    invoice_on = draw(st.dates(FIRST, PAYMENTS_UNTIL - timedelta(1)))
    # One in four is paid after the last day on which payments count.
    paid_on = draw(st.one_of(st.just(NEVER), st.dates(invoice_on, LAST), LAST_PAYMENTS))
    discount = draw(st.integers(0, gross // 10))
    lasting = st.integers(0, 1500).map(lambda n: first + timedelta(n))
    return Voucher(
        line=draw(st.sampled_from(lines)),
        gross=gross,
        service_from=first,
        service_to=draw(st.one_of(lasting, LAST_SERVICES)),
        invoice_on=invoice_on,
        paid_on=paid_on,
        vat=draw(st.integers(0, gross // 6)),
        owed=draw(st.one_of(st.just(0), st.integers(1, gross // 4 + 1))),
        vat_bp=draw(st.one_of(st.just(0), shares)),
        discount=discount,
        retention=draw(st.one_of(st.just(0), st.integers(0, (gross - discount) // 4))),
        ineligible=draw(st.one_of(st.just(0), st.integers(0, gross))),
        share_bp=draw(shares),
    )


def recorded(one: Voucher, number: int) -> Family:
    """The same voucher as the product stores it; not certified yet."""
    facts = an_entry(
        budget_line=one.line,
        gross_cents=one.gross,
        vat_cents=one.vat,
        reverse_charge_vat_cents=one.owed,
        vat_deductible_bp=one.vat_bp,
        discount_cents=one.discount,
        retention_cents=one.retention,
        ineligible_cents=one.ineligible,
        allocation_bp=one.share_bp,
        contract_date=None,
        service_from=one.service_from,
        service_to=one.service_to,
        invoice_date=one.invoice_on,
        payment_date=None if one.paid_on == NEVER else one.paid_on,
    )
    return Family(a_row(facts, expenditure_id=f"E{number}", number=number, certifications=()))


def cheap(gross: int, **changes: Any) -> Voucher:
    dates = dict.fromkeys(("service_from", "service_to", "invoice_on"), FIRST)
    return Voucher(line="1.1", gross=gross, **dates, **changes)


class Both:
    """Runs every command on the product and on the model."""

    def __init__(self, cap: int | None, cap_of_first: int | None = None) -> None:
        """`cap_of_first` is that of the measure with line 1.2; None: no measure is marked."""
        self.ledger = Ledger(cap, cap_of_first)
        self.model = Model(6500, cap, END, PAYMENTS_UNTIL)
        if cap_of_first is not None:
            self.model.first = FIRST_LINE
            self.model.laws.append((date.min, "first_measures_cap_cents", cap_of_first))

    def record(self, one: Voucher) -> None:
        self.model.vouchers.append(one)
        self.ledger.families.append(recorded(one, self.ledger.number()))

    def pay(self, index: int, on: date) -> None:
        one, family = self.model.vouchers[index], self.ledger.families[index]
        if one.paid_on == NEVER and one.reversed_on == NEVER and on >= one.invoice_on:
            one.paid_on = on
            facts = replace(family.original.facts, payment_date=on)
            self._put(index, replace(family, original=replace(family.original, facts=facts)))

    def certify(self, index: int) -> None:
        one, family = self.model.vouchers[index], self.ledger.families[index]
        if one.reversed_on == NEVER and not one.called:
            one.certified = 2
            original = replace(family.original, certifications=CERTIFIED)
            self._put(index, replace(family, original=original))

    def move(self, index: int, kind: Kind, amount: int, on: date) -> None:
        family = self.ledger.families[index]
        check = check_credit_note if kind is Kind.CREDIT_NOTE else check_retention_release
        found = check(family, Movement(amount, on, reference="GS"), "sachbearbeitung", LAST)
        if errors_only(found):
            return
        one = self.model.vouchers[index]
        (one.credits if kind is Kind.CREDIT_NOTE else one.releases).append((on, amount))
        row = a_movement(family.original, kind, amount, on, number=self.ledger.number())
        self._put(index, replace(family, movements=(*family.movements, row)))

    def reverse(self, index: int, on: date) -> None:
        one, family = self.model.vouchers[index], self.ledger.families[index]
        if one.reversed_on != NEVER:
            return
        one.reversed_on = on
        twin_id = f"S{self.ledger.number()}"
        twin = a_twin(family.original, on, expenditure_id=twin_id, number=self.ledger.rows)
        along = {row.expenditure_id for row in taken_along(family, family.original)}
        movements = tuple(
            replace(row, reversed_by=twin_id) if row.expenditure_id in along else row
            for row in family.movements
        )
        original = replace(family.original, reversed_by=twin_id)
        self._put(index, Family(original, movements, (*family.twins, twin)))

    def call(self, period: Period) -> None:
        assert self.ledger.call(period) == self.model.call(period.last_day)

    def income(self, kind: SourceKind, amount: int, on: date) -> None:
        self.ledger.incomes.append(Income(kind, "Land", on, amount))
        (self.model.tied if kind is SourceKind.PRIVATE else self.model.public).append((on, amount))

    def _put(self, index: int, family: Family) -> None:
        self.ledger.families[index] = family

    def compare(self) -> None:
        ledger, model = self.ledger, self.model
        entries = ledger.entries()
        for day in sorted({effect.on for entry in entries for effect in entry.effects} | {LAST}):
            found = ledger.balance(day, entries)
            assert (found.paid_cents, found.committed_cents) == model.books(day)
            assert found.eligible_cents == model.eligible(day)
            assert found.claimable_cents == model.eligible(day, True)
            assert found.entitlement.amount_cents == model.worth(day, day, True)
            assert found.earned_cents == model.worth(day, day)
            assert found.own_share_cents == own_share(model, day)
            assert found.municipal_extra_cents == extra(model, day)
            assert sum(line.eligible_cents for line in found.lines) == found.eligible_cents
        for row, one in ledger.assessed():
            assert sum(step.amount_cents for step in one.steps) == one.eligible_cents
            assert (one.status is Status.CALLED) == row.is_called  # a twin waits for its own call
            if row.facts.is_paid:  # the calculation that is shown is the one that is added up
                assert one.eligible_cents == sum_of(one.effects, EffectKind.ELIGIBLE)
        self._compare_twins()

    def _compare_twins(self) -> None:
        """The twin of a called row counts from its reversal on, any other from the start."""
        found = {row.expenditure_id: one for row, one in self.ledger.assessed()}
        for family, one in zip(self.ledger.families, self.model.vouchers, strict=True):
            for twin in family.twins:
                day = max(one.paid_on, one.reversed_on) if one.called else one.paid_on
                told = found[twin.expenditure_id].effective_on
                assert told == (None if one.paid_on == NEVER else day)


PERIODS = [Period.parse(f"{year}-H{half}") for year in (2026, 2027, 2028, 2029) for half in (1, 2)]
# Few vouchers and many steps: what matters is what happens to the same voucher again and again.
INDEXES = st.integers(0, 2)
CALLS = st.tuples(st.just("call"), st.sampled_from(PERIODS))
COMMANDS = st.one_of(
    st.tuples(st.just("certify"), INDEXES),
    CALLS,
    st.tuples(st.just("move"), INDEXES, st.just(Kind.CREDIT_NOTE), st.integers(1, 50_000), days),
    st.tuples(st.just("pay"), INDEXES, st.one_of(days, LAST_PAYMENTS)),
    st.tuples(
        st.just("move"),
        INDEXES,
        st.just(Kind.RETENTION_RELEASE),
        st.integers(1, 50_000),
        st.one_of(days, LAST_PAYMENTS),
    ),
    CALLS,
    st.tuples(st.just("reverse"), INDEXES, days),
    st.tuples(
        st.just("income"),
        st.sampled_from([SourceKind.PRIVATE, SourceKind.OTHER_PUBLIC]),
        st.one_of(st.integers(1, 40_000), st.integers(1, 400_000)),
        days,
    ),
)


@st.composite
def lives(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    """Random commands; in most lives something is called, corrected and called again."""
    called = [
        ("certify", 0),
        ("pay", 0, draw(st.dates(FIRST, PERIODS[2].last_day))),
        draw(st.tuples(st.just("call"), st.sampled_from(PERIODS[2:4]))),
        *draw(st.lists(COMMANDS, max_size=2)),
        ("reverse", 0, draw(st.dates(PERIODS[2].first_day, PERIODS[5].last_day))),
        *(("pay", index, draw(st.dates(FIRST, PERIODS[4].last_day))) for index in (1, 2)),
        draw(st.tuples(st.just("call"), st.sampled_from(PERIODS[5:]))),
    ]
    before, after = draw(st.lists(COMMANDS, max_size=6)), draw(st.lists(COMMANDS, max_size=6))
    return [*before, *draw(st.sampled_from([called, called, []])), *after]


@settings(max_examples=300, deadline=None)
@given(
    cap=st.one_of(st.none(), st.integers(1, 5_000_000)),
    cap_of_first=st.one_of(st.none(), st.integers(0, 20_000), st.integers(0, 2_000_000)),
    entered=st.tuples(vouchers(), vouchers((FIRST_LINE,)), vouchers()),
    commands=lives(),
)
def test_any_sequence_of_commands_agrees_with_the_naive_model(
    cap: int | None,
    cap_of_first: int | None,
    entered: tuple[Voucher, ...],
    commands: list[tuple[Any, ...]],
) -> None:
    both = Both(cap, cap_of_first)
    for index, one in enumerate(entered):
        both.record(one)
        if index:
            both.certify(index)
    last_call = FIRST
    for name, *arguments in commands:
        if name == "call":
            if arguments[0].last_day <= last_call:
                continue
            last_call = arguments[0].last_day
        getattr(both, name)(*arguments)
        both.compare()


@settings(max_examples=100, deadline=None)
@given(
    one=vouchers(),
    paid_on=st.dates(FIRST, PAYMENTS_UNTIL - timedelta(1)),
    percent=st.integers(1, 100),
    on=LAST_PAYMENTS,
)
def test_what_was_kept_back_counts_if_paid_by_the_last_day_of_payments(
    one: Voucher, paid_on: date, percent: int, on: date
) -> None:
    one.invoice_on = one.paid_on = paid_on
    one.retention = (one.gross - one.discount) // 3
    one.ineligible = one.vat_bp = 0
    both = Both(None)
    both.record(one)
    both.certify(0)
    both.move(0, Kind.RETENTION_RELEASE, max(1, one.retention * percent // 100), on)
    both.compare()


@settings(max_examples=100, deadline=None)
@given(entered=st.lists(vouchers(), min_size=2, max_size=6), data=st.data())
def test_the_order_of_independent_entries_does_not_matter(
    entered: list[Voucher], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(entered))
    results = []
    for order in (entered, shuffled):
        both = Both(None)
        for one in order:
            both.record(Voucher(**vars(one) | {"credits": [], "releases": []}))
            both.certify(len(both.model.vouchers) - 1)
        found = both.ledger.balance(LAST, both.ledger.entries())
        results.append(
            replace(found, lines=tuple(sorted(found.lines, key=lambda line: line.budget_line)))
        )
    assert results[0] == results[1]


@settings(max_examples=150, deadline=None)
@given(
    kept=vouchers(),
    undone=vouchers(),
    credits=st.lists(st.tuples(st.integers(1, 50_000), days), max_size=3),
    on=days,
)
def test_reversing_what_was_never_called_returns_to_the_state_before(
    kept: Voucher, undone: Voucher, credits: list[tuple[int, date]], on: date
) -> None:
    both = Both(None)
    both.record(kept)
    both.certify(0)
    before = {(e.on, e.kind): e.cents for e in _merged(both.ledger)}
    both.record(undone)
    both.certify(1)
    for amount, day in credits:
        both.move(1, Kind.CREDIT_NOTE, amount, day)
    both.reverse(1, on)
    after = {(e.on, e.kind): e.cents for e in _merged(both.ledger)}
    assert after == before
    both.compare()


def _merged(ledger: Ledger) -> list[Any]:
    """All effects, one per day and kind, zeros left out."""
    sums: dict[tuple[date, EffectKind], int] = {}
    for _, found in ledger.assessed():
        for effect in found.effects:
            key = (effect.on, effect.kind)
            sums[key] = sums.get(key, 0) + effect.cents
    return [Effect(day, kind, cents) for (day, kind), cents in sums.items() if cents]


def test_a_share_of_the_whole_is_not_the_sum_of_shares() -> None:
    """Three rows of 0.01 EUR at 65 %: 0.03 in shares, 0.02 in truth (round once)."""
    assert 3 * round(Fraction(65, 100)) == 3
    model = Model(6500, None, END, PAYMENTS_UNTIL)
    for _ in range(3):
        one = cheap(1, paid_on=FIRST, certified=2)
        model.vouchers.append(one)
    assert model.worth(LAST, LAST, True) == 2


def test_refusals_of_the_state_are_told_from_those_of_the_rules() -> None:
    both = Both(None)
    both.record(cheap(100))
    family = both.ledger.families[0]
    wrong = Movement(1_000, FIRST, reference="GS")
    assert not is_conflict(check_credit_note(family, wrong, "sachbearbeitung", LAST))
    both.reverse(0, LAST)
    assert is_conflict(check_credit_note(both.ledger.families[0], wrong, "sachbearbeitung", LAST))
