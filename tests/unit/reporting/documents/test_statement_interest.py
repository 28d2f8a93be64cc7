"""The numerical proof tells interest apart from the balance, and no amount nobody may know."""

from __future__ import annotations

from datetime import date

from contracts.events.budget import InterestItem, InterestStated
from services.reporting.documents.document import Section
from services.reporting.documents.statement_interest import interest_section
from services.reporting.documents.tables import Table
from services.reporting.domain.interest_sheet import Statement, interest_sheet

DAY = date(2026, 6, 30)


def section(late: int | None, owed: int | None, missing: tuple[date, ...] = ()) -> Section:
    paid = date(2026, 1, 15)
    items = (
        InterestItem("i1", 1, "late_use", 500_000, paid, date(2026, 1, 16), 400_000, late),
        InterestItem("i2", 1, "repayment", 90_000, paid, date(2026, 1, 16), 90_000, owed),
    )
    stated = InterestStated("G", DAY, "act/365", 500, "payout", 1, items, (), missing)
    return interest_section(interest_sheet([Statement(stated, ())], DAY))


def amounts(found: Section) -> list[object]:
    [table] = [one for one in found.blocks if isinstance(one, Table)]
    return [row.cells[2] for row in table.rows]


def test_both_kinds_stand_apart_to_the_cent_and_are_not_added() -> None:
    found = section(1_234, 567)
    assert amounts(found) == [1_234, 567]
    assert "im Saldo stehen sie nicht" in str(found.blocks[0])


def test_without_a_rate_there_is_no_amount_and_the_text_says_why() -> None:
    found = section(None, 567, missing=(date(2026, 1, 1),))
    assert amounts(found) == [None, 567]
    assert "INT-04" in str(found.blocks[0])
    assert "INT-04" not in str(section(1, 2).blocks[0])


def test_before_any_statement_no_zero_is_claimed() -> None:
    found = interest_section(interest_sheet([], DAY))
    assert "noch keine Zinsrechnung" in str(found.blocks[0])
    assert not [one for one in found.blocks if isinstance(one, Table)]
