"""Which sums of a quarter tell the pay of few: both sides of every edge (PERS-06)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.snapshots import Effect, EffectKind, MeasureSnapshot
from services.reporting.domain.facts import GrantFacts, MeasureFact, PayFact, RowFact
from services.reporting.domain.hidden_pay import NOTHING_HIDDEN, HiddenPay, hidden_pay
from services.reporting.domain.pay import PayBooked
from shared.periods import Period
from tests.integration.reporting.story import grant

QUARTER = Period.parse("2026-Q3")
EARLY, NOW = date(2026, 4, 15), date(2026, 8, 15)
LONG_AGO = date(2025, 1, 1)
MEASURES = ("M1", "M2", "M3")


def row(
    number: int, measure: str, category: str, cents: int = 100, on: date = NOW, **more: str
) -> RowFact:
    values = {"status": "recorded", "kind": "paid", **more}
    kinds: list[EffectKind] = ["paid", "eligible"] if values["kind"] == "paid" else ["committed"]
    return RowFact(
        f"row-{number}", number, "voucher", values["status"], measure, measure, category, 2026, on,
        opening=False, effects=tuple(Effect(on, kind, cents) for kind in kinds),
    )  # fmt: skip


def pay(*persons: str, least: int | None = 3, enough: bool | None = None) -> PayFact:
    return PayFact(frozenset(persons), len(persons) >= 3 if enough is None else enough, least)


def facts(rows: list[RowFact], booked: Mapping[str, PayFact]) -> GrantFacts:
    measures = tuple(MeasureFact(measure(one), ()) for one in MEASURES)
    return GrantFacts(grant(), tuple(rows), (), (), (), measures, pay=booked)


def measure(name: str) -> MeasureSnapshot:
    return MeasureSnapshot(
        measure_id=name, grant_id="G", title=name, action_field="", participation_origin="",
        lead="", period_start=LONG_AGO, period_end=NOW, strategy_reference="",
    )  # fmt: skip


def looked(rows: list[RowFact], booked: Mapping[str, PayFact], since: date = LONG_AGO) -> HiddenPay:
    return hidden_pay(facts(rows, booked), QUARTER, (), since)


@pytest.mark.parametrize(
    ("booked", "is_told"),
    [
        ([pay("a")], True),
        ([pay("a", "b")], True),
        ([pay("a", "b", "c")], False),
        ([pay("a"), pay("b")], True),
        ([pay("a"), pay("b"), pay("b")], True),
        ([pay("a"), pay("b"), pay("c")], False),
        ([pay("a", least=4), pay("b"), pay("c")], True),
        ([pay(least=None, enough=False), pay("a", "b")], True),
        ([pay(least=None, enough=False), pay(least=None, enough=False)], True),
        ([pay(least=None, enough=True)], False),
    ],
)  # fmt: skip
def test_a_sum_of_pay_is_told_unless_it_is_proven_to_be_over_enough(
    booked: list[PayFact], is_told: bool
) -> None:
    rows = [row(number, "M1", "PERSONAL") for number in range(len(booked))]
    known = {f"row-{number}": one for number, one in enumerate(booked)}
    assert PayBooked(known).is_told_by(rows) is is_told
    # whoever else's pay joins it proves nothing, other cost hides it
    assert PayBooked(known).is_told_by([*rows, row(90, "M1", "PERSONAL")]) is is_told
    assert PayBooked(known).is_told_by([*rows, row(91, "M1", "SACH")]) is False


def test_pay_that_no_booking_explains_is_as_it_was() -> None:
    assert looked([row(1, "M1", "PERSONAL")], {}) == NOTHING_HIDDEN
    assert PayBooked({"row-2": pay("a")}).is_told_by([row(1, "M1", "PERSONAL")]) is False
    assert PayBooked({}).is_told_by([]) is False


def test_nothing_but_pay_hides_everything() -> None:
    assert looked([row(1, "M1", "PERSONAL")], {"row-1": pay("a")}).everything
    other = row(2, "M2", "SACH")
    assert not looked([row(1, "M1", "PERSONAL"), other], {"row-1": pay("a")}).everything
    assert looked([row(1, "M1", "PERSONAL")], {"row-1": pay("a", "b", "c")}) == HiddenPay()


def test_a_measure_of_pay_takes_another_one_along() -> None:
    """Else it were the whole less the other bars. The smallest goes, none that was spent nothing
    on; one that has other cost of its own stays."""
    rows = [
        row(1, "M1", "PERSONAL"),
        row(2, "M2", "SACH", 500),
        row(3, "M3", "SACH", 400),
    ]
    assert looked(rows, {"row-1": pay("a")}).measures == {"M1", "M3"}
    assert looked(rows[:2], {"row-1": pay("a")}).measures == {"M1", "M2"}
    mixed = [*rows, row(4, "M1", "SACH")]
    assert looked(mixed, {"row-1": pay("a")}).measures == frozenset()
    unnamed = [*rows, row(5, "M9", "SACH")]
    assert looked(unnamed, {"row-1": pay("a")}).measures == {"M1"}


def test_two_measures_of_pay_hide_each_other_only_with_enough_persons() -> None:
    rows = [row(1, "M1", "PERSONAL"), row(2, "M2", "PERSONAL"), row(3, "M3", "SACH", 900)]
    few, many = {"row-1": pay("a"), "row-2": pay("b")}, {"row-1": pay("a"), "row-2": pay("b", "c")}
    assert looked(rows, few).measures == {"M1", "M2", "M3"}
    assert looked(rows, many).measures == {"M1", "M2"}


def test_a_quarter_of_pay_hides_what_it_brought() -> None:
    booked = {"row-1": pay("a")}
    before = row(2, "M1", "SACH", on=EARLY)
    found = looked([row(1, "M1", "PERSONAL"), before], booked)
    assert found.movement and found.curve and not found.everything and not found.measures
    found = looked([row(1, "M1", "PERSONAL"), before, row(3, "M2", "SACH")], booked)
    assert not found.movement and not found.curve
    found = looked([row(1, "M1", "PERSONAL", on=EARLY), row(3, "M1", "SACH")], booked)
    assert found.curve and not found.movement


def test_what_waits_and_what_may_be_called_hide_together() -> None:
    booked = {"row-1": pay("a")}
    other = row(2, "M1", "SACH", status="claimable")
    assert looked([row(1, "M1", "PERSONAL"), other], booked).claimable
    assert looked(
        [row(1, "M1", "PERSONAL", status="claimable"), row(2, "M1", "SACH")], booked
    ).claimable
    assert not looked([row(1, "M1", "PERSONAL", status="claimable"), other], booked).claimable


def test_a_line_of_pay_does_not_say_how_far_it_is_over_its_plan() -> None:
    rows = [row(1, "M1", "PERSONAL"), row(2, "M2", "SACH")]
    assert looked(rows, {"row-1": pay("a")}).lines == {"M1"}
    assert looked([*rows, row(3, "M1", "SACH")], {"row-1": pay("a")}).lines == frozenset()
    assert looked(rows, {"row-1": pay("a", "b", "c")}).lines == frozenset()


def test_an_order_and_the_pace_of_pay_are_hidden() -> None:
    booked = {"row-1": pay("a")}
    other = row(2, "M1", "SACH", on=EARLY)
    assert looked([row(1, "M1", "PERSONAL", kind="order"), other], booked).ordered
    assert not looked([row(1, "M1", "PERSONAL"), other], booked).ordered
    assert looked([row(1, "M1", "PERSONAL"), other], booked, since=EARLY).pace
    assert not looked([row(1, "M1", "PERSONAL"), other], booked, EARLY - timedelta(days=1)).pace


def test_what_was_entered_late_is_hidden_as_a_quarter_is() -> None:
    rows = [
        row(1, "M1", "PERSONAL", on=EARLY),
        row(2, "M1", "SACH", on=EARLY),
        row(3, "M1", "SACH"),
    ]
    known = facts(rows, {"row-1": pay("a")})
    assert hidden_pay(known, QUARTER, ("row-1",), LONG_AGO).movement
    assert not hidden_pay(known, QUARTER, ("row-1", "row-2"), LONG_AGO).movement
    assert not hidden_pay(known, QUARTER, (), LONG_AGO).movement


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(MEASURES), st.sampled_from(("PERSONAL", "SACH")), st.integers(1, 9)
        ),
        min_size=1,
        max_size=7,
    )
)
def test_neither_a_bar_nor_the_rest_of_the_bars_is_pay_of_few(
    some: list[tuple[str, str, int]],
) -> None:
    rows = [row(number, *one) for number, one in enumerate(some)]
    booked = {one.expenditure_id: pay("a") for one in rows if one.category == "PERSONAL"}
    found = looked(rows, booked)
    tells = PayBooked(booked).is_told_by
    assert found.everything is tells(rows)
    if found.everything:
        return
    for name in MEASURES:
        own = [one for one in rows if one.measure_id == name]
        assert name in found.measures or not tells(own)
    assert not tells(one for one in rows if one.measure_id in found.measures)
