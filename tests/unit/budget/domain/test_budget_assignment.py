"""Account assignments of a voucher and the hands named in the ledger (MUN-02, MUN-03, MUN-07)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.assignment import (
    AccountAssignment,
    assignment_violations,
    assignments_text,
    category_violations,
    parse_assignments,
)
from services.budget.domain.ledger_persons import certifier_conflict, release_person_violations
from services.budget.domain.plausibility import nonsense
from services.budget.intake.notation import CellFault, Notation
from tests.unit.budget.domain.examples import TODAY, an_entry, some_rules

PARTS = (
    AccountAssignment(60_000, "01.11.05", "5291000", "4711", None, 2026),
    AccountAssignment(40_000, "01.11.06", "5431000", None, "I-7", 2027),
)
CLASSES = ("50=PERSONAL", "52=SACH", "54=SACH", "08=INVEST")
ENTRY = an_entry(gross_cents=100_000, vat_cents=0, assignments=PARTS)


def test_parts_that_add_up_are_in_order() -> None:
    assert list(assignment_violations(ENTRY)) == []


@pytest.mark.parametrize("cents", [39_999, 40_001])
def test_parts_add_up_to_the_gross_amount_to_the_cent(cents: int) -> None:
    other = replace(ENTRY, assignments=(PARTS[0], replace(PARTS[1], amount_cents=cents)))
    assert [one.code for one in assignment_violations(other)] == ["assignments_differ_from_gross"]


def test_a_part_of_nothing_is_none() -> None:
    empty = replace(ENTRY, assignments=(*PARTS, AccountAssignment(0)))
    assert [one.code for one in assignment_violations(empty)] == ["assignment_not_positive"]


def test_flat_fields_and_parts_exclude_each_other() -> None:
    both = replace(ENTRY, account="5291000")
    assert [one.code for one in assignment_violations(both)] == ["assignments_twice"]


def test_an_account_of_another_category_warns() -> None:
    assert list(category_violations(ENTRY, "SACH", CLASSES)) == []
    found = [(one.code, one.severity) for one in category_violations(ENTRY, "INVEST", CLASSES)]
    assert found == [("account_category_differs", "warning")] * 2


def test_an_account_of_an_unknown_class_warns_unless_there_is_no_table() -> None:
    unknown = replace(ENTRY, assignments=(), account="9912345")
    [found] = category_violations(unknown, "INVEST", CLASSES)
    assert (found.code, found.severity) == ("account_class_unknown", "warning")
    assert "9912345" in found.message
    assert list(category_violations(unknown, "INVEST", ())) == []
    assert list(category_violations(replace(unknown, account=None), "INVEST", CLASSES)) == []


TEXT = st.one_of(st.none(), st.text("abc0159.-", min_size=1, max_size=8))
PART = st.builds(
    AccountAssignment,
    st.integers(1, 10**9),
    TEXT,
    TEXT,
    TEXT,
    TEXT,
    st.one_of(st.none(), st.integers(2000, 2099)),
)


@given(st.lists(PART, max_size=5), st.sampled_from(["\n", " | "]))
def test_what_is_written_is_read_back(parts: list[AccountAssignment], separator: str) -> None:
    assert parse_assignments(assignments_text(parts, separator)) == tuple(parts)


@pytest.mark.parametrize(
    "text",
    [
        "5291000 = 10,00",
        "a / b / c / d / 26 = 10,00",
        "a / b / c / d / 2026",
        "a / b / c / d / 2026 = 1.234",
        f"{'x' * 81} / b / c / d / 2026 = 1,00",
    ],
)
def test_what_is_no_assignment_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="„"):
        parse_assignments(text)


def test_two_employees_release_a_payment_order() -> None:
    def found(first: str | None, second: str | None) -> list[str]:
        entry = an_entry(release_1=first, release_2=second)
        return [one.code for one in release_person_violations(entry)]

    assert found("P-1", "P-2") == found(None, None) == []
    assert found("P-1", " p-1 ") == ["released_by_one_person"]
    assert found("P-1", None) == found(None, "P-1") == ["second_release_missing"]


def test_who_pays_or_books_certifies_only_with_the_recorded_exception() -> None:
    entry = an_entry(paid_by="Erika M", booked_by="Max M")

    def found(names: list[str], reason: str | None = None) -> list[str]:
        judged = replace(entry, sole_judge_reason=reason)
        return [one.code for one in certifier_conflict(judged, names)]

    assert found(["Otto O"]) == []
    assert found(["erika  m", "em"]) == ["certifier_paid_or_booked"]
    assert found(["Max M"]) == ["certifier_paid_or_booked"]
    assert found(["Max M"], "einzige Fachkundige für die Anlage") == []


def test_the_owed_tax_stands_beside_an_invoice_without_tax() -> None:
    def found(**facts: object) -> list[str]:
        entry = an_entry(gross_cents=1_000_000, **facts)
        return [one.code for one in nonsense(entry, TODAY, some_rules())]

    assert found(vat_cents=0, reverse_charge_vat_cents=190_000) == []
    assert found(vat_cents=0, reverse_charge_vat_cents=190_001) == []
    assert found(vat_cents=0, reverse_charge_vat_cents=190_002) == ["vat_unusual"]
    assert found(vat_cents=0, reverse_charge_vat_cents=-1) == ["amount_out_of_range"]
    beside = found(vat_cents=100, reverse_charge_vat_cents=100)
    assert beside == ["reverse_charge_beside_vat"]


def test_an_unreadable_assignment_of_a_list_is_a_fault_of_its_cell() -> None:
    with pytest.raises(CellFault) as error:
        Notation().reader("assignments")("01.11.05 = 10,00")
    assert (error.value.code, error.value.rule) == ("assignment_unreadable", "MUN-07")
    assert Notation().reader("assignments")("/ / / / = 1,00") == (AccountAssignment(100),)
