"""Inventory, procurement files, registers: parts add up to the whole, each thing once."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.budget import SpecialItemRelease
from contracts.events.snapshots import Effect
from services.reporting.documents import Table
from services.reporting.documents.inventory import inventory_document
from services.reporting.documents.source import Heading
from services.reporting.domain.facts import RowFact
from services.reporting.domain.inventory import inventory
from services.reporting.domain.measurements import as_measured_by
from services.reporting.domain.procurement import ProcurementFact, procurement_overview
from services.reporting.domain.registers import registers
from shared.periods import Period
from tests.integration.reporting.registers import disposal, item, procurement, software
from tests.integration.reporting.story import grant
from tests.integration.reporting.stream import row_id

QUARTER = Period.parse("2026-Q1")
DAY = QUARTER.last_day
CENTS = st.integers(0, 10**10)


def table(key: str, **facts: object) -> Table:
    figures = inventory(**facts, day=DAY)  # type: ignore[arg-type]
    document = inventory_document(Heading("Stadt", grant(), QUARTER), figures)
    return next(one for one in document.tables() if one.key == key)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CENTS, st.booleans(), st.integers(2024, 2030)), max_size=8))
def test_what_is_there_and_what_left_is_everything(some: list[tuple[int, bool, int]]) -> None:
    items = [
        item(number, grant_share_cents=cents, releases=(SpecialItemRelease(year, cents),))
        for number, (cents, _, year) in enumerate(some, start=1)
    ]
    gone = [disposal(number, DAY) for number, (_, left, _) in enumerate(some, start=1) if left]
    found = inventory(items, gone, DAY)
    assert len(found.there) + len(found.gone) == len(items)
    total = table("items", items=items, disposals=gone).rows[-1].cells[-1]  # type: ignore[index]
    assert total == sum(cents for cents, left, _ in some if not left)
    by_year: dict[int, int] = defaultdict(int)
    for cents, _, year in some:
        by_year[year] += cents
    assert found.releases == dict(sorted(by_year.items()))


def test_an_item_leaves_on_the_day_of_its_disposal() -> None:
    after = [disposal(1, DAY + timedelta(days=1))]
    assert inventory([item(1)], [disposal(1, DAY)], DAY).there == ()
    assert len(inventory([item(1)], after, DAY).there) == 1
    bought = item(1, acquired_on=DAY + timedelta(days=1))
    assert inventory([bought], [], DAY).lines == ()
    assert len(inventory([bought], [], DAY + timedelta(days=1)).lines) == 1


def row(number: int, cents: int, on: date) -> RowFact:
    return RowFact(
        row_id(number), number, "voucher", "claimable", "1.1", "M1", "SACH", 2026, on,
        opening=False, effects=(Effect(on, "paid", cents),),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CENTS, st.sampled_from([None, 1, 2]), st.booleans()), max_size=10))
def test_what_was_paid_on_files_is_split_among_them(
    some: list[tuple[int, int | None, bool]],
) -> None:
    rows, file_of = [], {}
    for number, (cents, name, in_time) in enumerate(some, start=1):
        rows.append(row(number, cents, DAY if in_time else DAY + timedelta(days=1)))
        if name is not None:
            file_of[row_id(number)] = f"procurement-{name}"
    files = [ProcurementFact(procurement(number), "") for number in (2, 1)]
    invoiced = {row_id(number): 7 for number, one in enumerate(some, start=1) if one[1]}
    found = procurement_overview(files, rows, file_of, DAY, invoiced)
    assert sum(one.invoiced.cents for one in found.lines) == 7 * len(invoiced)
    assert {each for one in found.lines for each in one.invoiced.ids} == set(invoiced)
    assert [one.fact.state.number for one in found.lines] == [1, 2]
    counted = [cents for cents, name, in_time in some if name is not None and in_time]
    assert found.paid.cents == sum(counted) == sum(one.paid.cents for one in found.lines)


def test_changes_of_a_contract_are_signed() -> None:
    found = procurement_overview([ProcurementFact(procurement(1), "")], [], {}, DAY, {})
    assert found.lines[0].changes_cents == 800_000
    assert found.incomplete == ()


def test_software_counts_as_published_from_its_day() -> None:
    ready = software(1, published_on=DAY)
    late = software(2, published_on=DAY + timedelta(days=1))
    found = registers([late, ready], [], [], [], day=DAY)
    assert found.published == (ready,)
    assert [one.place.number for one in found.software] == [1, 2]


def measured(on: date | None, actual: str | None, name: str = "Besuche") -> dict[str, object]:
    day = on.isoformat() if on else None
    return {"place": {"entry_id": "i"}, "name": name, "actual": actual, "measured_on": day}


def test_a_measurement_of_later_leaves_the_last_one_by_the_day() -> None:
    late = DAY + timedelta(days=1)
    versions = [measured(None, None), measured(DAY, "5"), measured(late, "9", "Gäste")]
    told = [(one["name"], one["actual"]) for one in as_measured_by(versions, DAY)]
    assert told == [("Besuche", None), ("Besuche", "5"), ("Gäste", "5")]
    after = list(as_measured_by(versions, late))
    assert (after[-1]["actual"], after[-1]["measured_on"]) == ("9", late.isoformat())
    (first,) = as_measured_by([measured(late, "9")], DAY)
    assert (first["actual"], first["measured_on"]) == (None, None)
    withdrawn = [measured(DAY, "5"), measured(None, None)]
    assert [one["actual"] for one in as_measured_by(withdrawn, DAY)] == ["5", None]
