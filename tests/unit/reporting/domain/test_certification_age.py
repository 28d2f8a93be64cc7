"""Open certifications by age: each row in one group, at both sides of every edge."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.events.snapshots import Assessment
from services.reporting.domain.calculation import AssessedRow
from services.reporting.domain.certification_age import (
    ARITHMETICAL,
    FACTUAL,
    certification_ages,
)
from services.reporting.domain.facts import RowFact
from tests.integration.reporting.stream import row_id

ON = date(2026, 4, 13)
BOTH = (FACTUAL, ARITHMETICAL)


def waiting(number: int, age: int, missing: tuple[str, ...] = BOTH) -> AssessedRow:
    row = RowFact(
        row_id(number), number, "voucher", "recorded", "1.1", "M1", "SACH", 2026, None,
        opening=False, effects=(),
    )  # fmt: skip
    assessment = Assessment("recorded", None, 0, 0, 0, 0, (), (), missing, (), "kfw436-2020", "3")
    return AssessedRow(row, assessment, 0, ON - timedelta(days=age))


@pytest.mark.parametrize(
    ("age", "group"),
    [(-3, 0), (0, 0), (30, 0), (31, 1), (90, 1), (91, 2), (180, 2), (181, 3), (5000, 3)],
)
def test_a_row_is_in_the_group_of_its_age(age: int, group: int) -> None:
    found = certification_ages([waiting(1, age)], ON)
    assert [len(one.ids) for one in found] == [int(at == group) for at in range(4)]


def test_a_row_that_lacks_both_counts_once_and_one_that_lacks_another_thing_not() -> None:
    rows = [
        waiting(1, 5),
        waiting(2, 5, (FACTUAL,)),
        waiting(3, 5, ("payment",)),
        waiting(4, 5, ()),
    ]
    first = certification_ages(rows, ON)[0]
    assert first.ids == (row_id(1), row_id(2))
    assert (len(first.factual), len(first.arithmetical)) == (2, 1)


@given(st.lists(st.tuples(st.integers(-10, 400), st.lists(st.sampled_from([*BOTH, "payment"])))))
def test_the_groups_hold_every_open_row_once(some: list[tuple[int, list[str]]]) -> None:
    rows = [waiting(number, age, tuple(codes)) for number, (age, codes) in enumerate(some, start=1)]
    found = [identity for one in certification_ages(rows, ON) for identity in one.ids]
    wanted = {row_id(n) for n, (_, codes) in enumerate(some, start=1) if set(codes) & set(BOTH)}
    assert len(found) == len(set(found)) and set(found) == wanted
