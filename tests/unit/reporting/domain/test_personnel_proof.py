"""No sum over too few posts, in no cell and in no total; what is shown adds up to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.snapshots import Effect
from services.reporting.documents import Table
from services.reporting.documents.personnel_proof import personnel_proof_document
from services.reporting.documents.source import Heading
from services.reporting.documents.text import Hint
from services.reporting.domain.facts import RowFact
from services.reporting.domain.personnel_proof import BookingFact, PersonnelProof, personnel_proof
from shared.periods import Period
from tests.integration.reporting.personnel import booked
from tests.integration.reporting.story import grant
from tests.integration.reporting.stream import row_id

QUARTER = Period.parse("2026-Q1")
DAY = QUARTER.last_day


def row(number: int, cents: int, on: date = DAY, **changes: str) -> RowFact:
    values = {"expenditure_id": row_id(number), "kind": "voucher", **changes}
    effects = (Effect(on, "eligible", cents), Effect(on, "paid", cents))
    return RowFact(
        values["expenditure_id"], number, values["kind"], "claimable", "1.1", "M1", "PERSONAL",
        2026, on, opening=False, effects=effects,
    )  # fmt: skip


def fact(number: int, posts: int, *twins: int) -> BookingFact:
    shows = posts >= 3
    event = booked(number, posts, shows_sums=shows, gross_cents=10**7 if shows else None)
    family = frozenset(map(row_id, (number, *twins)))
    return BookingFact(event, family, (), is_reversed=bool(twins))


def bookings_of(figures: PersonnelProof) -> Table:
    document = personnel_proof_document(Heading("Stadt", grant(), QUARTER), figures)
    return next(one for one in document.tables() if one.key == "bookings")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(-(10**9), 10**9)), max_size=8))
def test_only_sums_over_three_posts_are_in_any_figure(some: list[tuple[int, int]]) -> None:
    rows = [row(number, cents) for number, (_, cents) in enumerate(some, start=1)]
    facts = [fact(number, posts) for number, (posts, _) in enumerate(some, start=1)]
    found = personnel_proof(rows, facts, (), DAY)
    shown = [(posts, cents) for posts, cents in some if posts >= 3]
    assert found.hidden == len(some) - len(shown)
    assert found.eligible.cents == sum(cents for _, cents in shown)
    cells = {one.key: at for at, one in enumerate(bookings_of(found).columns)}
    for line in bookings_of(found).rows:
        if line.cells[cells["posts"]] in (1, 2):
            amounts = [line.cells[cells[key]] for key in ("gross", "rate", "eligible", "hours")]
            assert amounts == [None, None, None, ""]


def test_a_reversed_booking_is_nothing_and_says_so() -> None:
    rows = [row(1, 500), row(2, -500, kind="reversal")]
    found = personnel_proof(rows, [fact(1, 3, 2)], (), DAY)
    assert found.eligible.cents == 0
    (line, _total) = bookings_of(found).rows
    assert line.cells[-1] == "storniert"


def test_what_begins_after_the_day_is_left_out() -> None:
    rows = [row(1, 500, on=date(2026, 4, 1))]
    assert personnel_proof(rows, [fact(1, 3)], (), DAY).bookings == ()
    assert len(personnel_proof(rows, [fact(1, 3)], (), date(2026, 4, 1)).bookings) == 1


def test_personnel_cost_without_months_or_hours_is_named() -> None:
    """PERS-01: entered as a voucher like any other; a reversed one and its twin are no cost."""
    rows = [row(1, 500), row(2, 700), row(3, 900, date(2026, 4, 1))]
    found = personnel_proof(rows, [fact(1, 3)], (), DAY)
    assert found.unproven == (2,)
    assert personnel_proof(rows, [fact(1, 3)], (), date(2026, 4, 1)).unproven == (2, 3)
    assert personnel_proof([row(1, 500)], [fact(1, 3)], (), DAY).unproven == ()
    other = [replace(one, category="SACH") for one in rows]
    assert personnel_proof(other, [], (), DAY).unproven == ()
    gone = [replace(one, status="reversed") for one in rows]
    assert personnel_proof(gone, [], (), DAY).unproven == ()
    document = personnel_proof_document(Heading("Stadt", grant(), QUARTER), found)
    [hint] = [one for one in document.blocks() if isinstance(one, Hint)]
    assert "laufende Nummer 2." in str(hint)
