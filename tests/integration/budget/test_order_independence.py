"""The order of independent entries does not matter, through the transactions and on both databases.

Each voucher has a life of its own, in its own order; the lives are woven into one another in two
ways, with a call in between. Independent of the call is what it cannot see: a voucher paid after
its last day. What is on the books afterwards must be the same to the cent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.budget.domain.plan import SourceKind
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_effect import line_use
from services.budget.store.grant import load_grant
from services.budget.usecases.balance import balance_of
from services.budget.usecases.open_warnings import open_warnings
from tests.integration.budget.both_books import TODAY, Both
from tests.integration.budget.scene import BUILDING, TRAVEL, Scene
from tests.unit.budget.naive import NEVER, Voucher

CALLED_TO = date(2026, 6, 30)
Step = tuple[Any, ...]


@dataclass(frozen=True)
class Life:
    """A voucher and what happens to it before the call and after it, each in this order."""

    facts: dict[str, Any]
    before: tuple[Step, ...]
    after: tuple[Step, ...] = ()


@st.composite
def facts(draw: st.DrawFn, line: str, first: date, last: date) -> dict[str, Any]:
    gross = draw(st.integers(40_000, 90_000))
    invoice_on = draw(st.dates(first, last))
    return {
        "line": line,
        "gross": gross,
        "service_from": invoice_on,
        "service_to": invoice_on,
        "invoice_on": invoice_on,
        "vat": draw(st.integers(0, gross // 6)),
        "owed": draw(st.sampled_from([0, gross // 7])),
        "vat_bp": draw(st.sampled_from([0, 10_000, 3_333])),
        "retention": draw(st.integers(gross // 9, gross // 4)),
        "ineligible": draw(st.sampled_from([0, gross // 3])),
        "share_bp": draw(st.sampled_from([10_000, 6_543])),
    }


@st.composite
def seen_by_the_call(draw: st.DrawFn, line: str, *later: Step) -> Life:
    days = draw(facts(line, date(2026, 3, 1), date(2026, 6, 1)))
    credit = ("credit", draw(st.integers(1, 5_000)), date(2026, 6, 20))
    return Life(days, (("record",), ("pay", 10), credit, ("complete",)), later)


@st.composite
def unseen_by_the_call(draw: st.DrawFn, line: str, *ends: Step) -> Life:
    days = draw(facts(line, date(2026, 7, 1), date(2026, 7, 10)))
    return Life(days, (("record",), ("pay", 3), *ends))


SEEN = st.tuples(
    seen_by_the_call(BUILDING),
    seen_by_the_call(TRAVEL, ("credit", 300, date(2026, 7, 10))),
    seen_by_the_call(TRAVEL, ("reverse",)),
)
UNSEEN = st.tuples(
    unseen_by_the_call(BUILDING, ("release", 50, 1), ("complete",)),
    unseen_by_the_call(TRAVEL, ("complete",)),
    unseen_by_the_call(TRAVEL, ("complete",), ("reverse",)),
    unseen_by_the_call(TRAVEL),
)
Place = tuple[str, int]
"""`before`, `after` or `free` with the number of a life; `income`; the call."""
CALL: Place = ("call", 0)
INCOME: Place = ("income", 0)


def places(seen: Sequence[Life], unseen: Sequence[Life]) -> list[Place]:
    """Every step as the place it takes in a plain order: one life after the other."""
    first = [("before", n) for n, one in enumerate(seen) for _ in one.before]
    later = [("after", n) for n, one in enumerate(seen) for _ in one.after]
    free = [("free", len(seen) + n) for n, one in enumerate(unseen) for _ in one.before]
    return [*first, CALL, *later, *free, INCOME, INCOME]


def around_the_call(drawn: Sequence[Place]) -> list[Place]:
    """The drawn order, with what the call sees before it and what corrects it after it."""
    barriers = {"before": 0, "call": 1, "after": 2}
    bound = iter(sorted((p for p in drawn if p[0] in barriers), key=lambda p: barriers[p[0]]))
    return [next(bound) if place[0] in barriers else place for place in drawn]


def live(scene: Scene, lives: Sequence[Life], order: Sequence[Place], **laws: Any) -> Any:
    """Everything in this order, half a year later the next call; then what is on the books."""
    both = Both(scene, Counter(), **laws)
    both.plan(10)
    index: dict[int, int] = {}
    steps = {n: iter([*one.before, *one.after]) for n, one in enumerate(lives)}
    for name, number in order:
        if name == "call":
            both.call()
        elif name == "income":
            both.income(SourceKind.PRIVATE, 700, 0)
        else:
            _step(both, index, number, lives[number].facts, next(steps[number]))
    found = [_books(both, index)]
    both.receive(100)
    both.wait(200)
    both.call()
    return [*found, _books(both, index)]


def _step(
    both: Both, index: dict[int, int], number: int, of_voucher: dict[str, Any], step: Step
) -> None:
    name, *arguments = step
    if name == "record":
        index[number] = len(both.ids)
        both.record(Voucher(paid_on=NEVER, **of_voucher))
    else:
        getattr(both, name)(index[number], *arguments)
    assert not both.refused, (step, both.refused)


def _books(both: Both, index: dict[int, int]) -> tuple[Any, ...]:
    """All that must not depend on the order: sums, lines, calls, each voucher, open warnings."""
    scene, grant_id, today = both.scene, both.grant_id, both.model.today
    found = [scene.look(balance_of, grant_id, day, means=scene.means) for day in (CALLED_TO, today)]
    assert found[-1].entitlement.amount_cents == both.model.worth(today, today, True)
    with scene.sessions.read() as session:
        rows = [
            session.get_one(ExpenditureRow, both.ids[place]) for _, place in sorted(index.items())
        ]
        vouchers = [
            (one.status, one.effective_on, one.paid_cents, one.committed_cents,
             one.eligible_cents, one.expected_eligible_cents, one.drawdown_id is not None,
             "reversed" if one.reversed_by else "standing")
            for one in rows
        ]  # fmt: skip
        grant = load_grant(session, grant_id)
        warnings = open_warnings(session, grant, today, means=scene.means, with_figures=True)
        said = sorted((one.code, one.message) for one in warnings)
        used = line_use(session, grant_id)
    plain = [replace(one, lines=tuple(sorted(one.lines, key=_name))) for one in found]
    return plain, [cents for _, _, cents in both.calls], vouchers, said, used


def _name(line: Any) -> str:
    return str(line.budget_line)


LIMITS: dict[str, dict[str, Any]] = {
    "max_eligible": {"cap": 60_000},
    "first_measures": {"first_measures_cap_cents": 10_000},
    "plan_total": {"plan_total": "cap"},
}
"""What is reached first, and the terms it is reached with."""


@pytest.mark.parametrize("limit", LIMITS)
def test_the_order_of_independent_entries_does_not_matter_on_the_books(
    both: Scene, limit: str
) -> None:
    reached: Counter[str] = Counter()

    @settings(
        max_examples=2, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(seen=SEEN, unseen=UNSEEN, data=st.data())
    def run(seen: tuple[Life, ...], unseen: tuple[Life, ...], data: st.DataObject) -> None:
        plain = places(seen, unseen)
        drawn = data.draw(st.permutations(plain))
        woven = around_the_call(drawn if drawn != plain else plain[::-1])
        one, other = (
            live(both, [*seen, *unseen], order, **LIMITS[limit]) for order in (plain, woven)
        )
        assert one == other
        sums, calls, vouchers, said, _ = one[-1]
        reached.update(sums[-1].entitlement.limited_by)
        reached.update({code for code, _ in said}, calls=len(calls))
        reached.update(word for status, *_, stands in vouchers for word in (status, stands))

    run()
    # an order of entries that meet no limit says nothing
    expected = (limit, "income", "line_exceeded", "reversed", "called", "recorded")
    assert not [name for name in expected if not reached[name]], reached
    assert reached["calls"] >= 2, reached


def test_the_weave_keeps_the_call_between_what_it_sees_and_what_corrects_it() -> None:
    drawn: list[Place] = [("after", 0), ("free", 1), CALL, INCOME, ("before", 0)]
    assert around_the_call(drawn) == [("before", 0), ("free", 1), CALL, INCOME, ("after", 0)]
    assert TODAY > CALLED_TO
