"""What reports find in their own figures: both sides of each edge, with rule and advice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from contracts.events.budget import InterestItem, InventoryDisposalSnapshot, InventoryItemSnapshot
from contracts.events.snapshots import MeasureStatus, Milestone
from contracts.rulebook import RULEBOOK
from contracts.rulebook.report_findings import REPORT_FINDINGS
from services.reporting.documents.interest_findings import interest_findings
from services.reporting.documents.inventory_findings import inventory_findings
from services.reporting.documents.measure_findings import standing_findings
from services.reporting.documents.report_findings import MOST_NAMED, findings_blocks
from services.reporting.documents.statement_findings import line_findings
from services.reporting.domain.financial_statement import LineResult, is_exceeded
from services.reporting.domain.interest_sheet import InterestSheet, ItemLine
from services.reporting.domain.inventory import inventory
from services.reporting.domain.sums import Figure, LineSums, row_sums

DAY = date(2026, 6, 30)


def test_each_word_stands_for_one_finding_with_a_rule_of_the_register_and_an_instruction() -> None:
    words = [one.word for one in REPORT_FINDINGS.values()]
    assert len(set(words)) == len(words)
    for code, one in REPORT_FINDINGS.items():
        assert RULEBOOK.rules[one.rule].citation, code
        assert one.word != code and one.remedy and len(one.remedy) < 80, code
        assert not one.remedy.endswith(".") and "_" not in one.word + one.remedy, code


def line(planned: int, actual: int, tolerance_bp: int | None) -> list[str]:
    sums = replace(row_sums((), DAY), eligible=Figure(actual))
    found = LineSums("1.1", "M1", "SACH", planned, sums)
    result = LineResult(found, is_exceeded(found, tolerance_bp))
    return [code for code, where in line_findings([result], tolerance_bp) if where == "1.1"]


@pytest.mark.parametrize(
    ("planned", "actual", "tolerance_bp", "code"),
    [
        (10_000, 10_000, 2_000, None),
        (10_000, 9_999, 2_000, "line_under"),
        (10_000, 10_001, 2_000, "line_near_limit"),
        (10_000, 12_000, 2_000, "line_near_limit"),
        (10_000, 12_001, 2_000, "line_exceeded"),
        (10_000, 10_001, None, "line_overrun"),
        (0, 1, 2_000, "line_unplanned"),
        (0, 0, 2_000, None),
    ],
)
def test_a_line_to_the_cent(
    planned: int, actual: int, tolerance_bp: int | None, code: str | None
) -> None:
    assert line(planned, actual, tolerance_bp) == ([code] if code else [])


def status(light: str, *due: date) -> MeasureStatus:
    listed = tuple(Milestone("Start", one, None) for one in due)
    told: dict[str, Any] = {"light": light, "listed_milestones": listed}
    names = MeasureStatus.__dataclass_fields__
    blank = {name: "" for name in names if name not in told}
    return MeasureStatus(**{**blank, **told})


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (None, ["measure_untold"]),
        (status("green"), []),
        (status("amber"), ["measure_amber"]),
        (status("red"), ["measure_red"]),
        (status("green", date(2026, 7, 1)), []),
        (status("green", DAY), ["milestone_late"]),
        (status("red", DAY), ["measure_red", "milestone_late"]),
    ],
)
def test_the_standing_of_a_measure(told: MeasureStatus | None, codes: list[str]) -> None:
    assert list(standing_findings("Portal", told, DAY)) == [(one, "Portal") for one in codes]


ITEM = InventoryItemSnapshot(
    "i", "G", 1, 7, "Server", "M1", "hardware", "S1", "Rathaus", "Amt 10", DAY, 100, 19, 119, 119,
    77, 80_000, None, "B-1", 5, date(2031, 6, 30), (),
)  # fmt: skip


@pytest.mark.parametrize(
    ("item", "codes"),
    [
        (ITEM, []),
        (replace(ITEM, binding_until=None), ["binding_unknown"]),
        (replace(ITEM, useful_life_years=None), ["life_unknown"]),
        (replace(ITEM, place=""), ["item_incomplete"]),
        (replace(ITEM, responsible_unit=""), ["item_incomplete"]),
        (replace(ITEM, voucher_number=""), ["item_incomplete"]),
    ],
)
def test_an_item_that_is_there(item: InventoryItemSnapshot, codes: list[str]) -> None:
    found = inventory_findings(inventory([item], [], DAY))
    assert list(found) == [(one, "Nr. 7") for one in codes]


@pytest.mark.parametrize(
    ("within", "consent", "tied", "codes"),
    [
        (True, "Az. 1", 0, []),
        (False, "", 0, []),
        (True, "", 0, ["consent_missing"]),
        (True, "Az. 1", 1, ["proceeds_tied"]),
    ],
)
def test_an_item_that_left(within: bool, consent: str, tied: int, codes: list[str]) -> None:
    names = InventoryDisposalSnapshot.__dataclass_fields__
    told: dict[str, Any] = dict.fromkeys(names, "")
    told |= {"item_id": "i", "disposed_on": DAY, "within_binding": within, "tied_cents": tied}
    gone = InventoryDisposalSnapshot(**told | {"consent_reference": consent})
    found = inventory_findings(inventory([replace(ITEM, binding_until=None)], [gone], DAY))
    assert list(found) == [(one, "Nr. 7") for one in codes]


@pytest.mark.parametrize(
    ("unused", "interest", "late", "owed"),
    [
        (0, 0, [], []),
        (1, 0, ["money_unused"], ["repayment_open"]),
        (1, 1, ["late_use_interest"], ["repayment_interest"]),
        (0, 1, ["late_use_interest"], ["repayment_interest"]),
        (1, None, ["rate_missing"], ["rate_missing"]),
    ],
)
def test_an_item_of_interest(
    unused: int, interest: int | None, late: list[str], owed: list[str]
) -> None:
    item = InterestItem("i", 2, "late_use", 100, DAY, DAY, unused, interest)
    one = (ItemLine(item, ()),)
    assert list(interest_findings(InterestSheet(DAY, late=one))) == [
        (code, "Auszahlung Nr. 2") for code in late
    ]
    assert list(interest_findings(InterestSheet(DAY, owed=one))) == [
        (code, "Erstattung Nr. 2") for code in owed
    ]


def test_places_of_one_finding_share_a_row_and_many_are_counted() -> None:
    (table,) = findings_blocks(
        "portfolio_findings", [("measure_red", f"M{n}") for n in range(MOST_NAMED)]
    )
    (row,) = table.rows
    red = REPORT_FINDINGS["measure_red"]
    names = ", ".join(f"M{n}" for n in range(MOST_NAMED))
    assert row.cells == (red.word, names, red.rule, red.remedy)
    (table,) = findings_blocks(
        "portfolio_findings", [("measure_red", f"M{n}") for n in range(MOST_NAMED + 2)]
    )
    (row,) = table.rows
    assert row.cells[1] == f"{names} und 2 weitere"
    assert list(findings_blocks("portfolio_findings", [])) == []
