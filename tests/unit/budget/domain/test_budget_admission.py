"""What refuses an entry and what only warns: every rule with both sides of its edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.budget.domain.admission import OrderUse, check_new_expenditure
from services.budget.domain.circumstances import Split
from services.budget.domain.duplicate import Likeness
from services.budget.domain.evidence import Evidence, EvidenceKind
from services.budget.domain.expenditure import NewExpenditure, Row
from services.budget.domain.payment import check_payment
from services.budget.domain.plan import Category
from shared.money import MAX_CENTS
from tests.unit.budget.domain.examples import (
    END,
    PAYMENTS_UNTIL,
    START,
    TODAY,
    a_line,
    a_row,
    an_admission,
    an_entry,
    an_order,
    codes,
    some_rules,
    some_terms,
)

DAY = timedelta(days=1)


def errors(new: NewExpenditure, **admission: object) -> list[str]:
    return codes(check_new_expenditure(new, an_admission(**admission)))


def warnings(new: NewExpenditure, **admission: object) -> list[str]:
    return codes(check_new_expenditure(new, an_admission(**admission)), "warning")


def test_a_sound_entry_passes_without_a_word() -> None:
    assert check_new_expenditure(an_entry(), an_admission()) == []


# --- nonsense


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"gross_cents": 0}, "amount_out_of_range"),
        ({"gross_cents": -1}, "amount_out_of_range"),
        ({"gross_cents": MAX_CENTS + 1}, "amount_out_of_range"),
        ({"vat_cents": -1}, "amount_out_of_range"),
        ({"vat_cents": 1_190_001}, "amount_out_of_range"),
        ({"discount_cents": 1_190_001}, "amount_out_of_range"),
        ({"ineligible_cents": 1_190_001, "ineligible_reason": "x"}, "amount_out_of_range"),
        ({"discount_cents": 1, "retention_cents": 1_190_000}, "deductions_above_gross"),
        ({"allocation_bp": 10_001}, "share_out_of_range"),
        ({"allocation_bp": 0, "allocation_reason": "x"}, "share_out_of_range"),
        ({"vat_deductible_bp": 10_001}, "share_out_of_range"),
        ({"allocation_bp": 9_999}, "allocation_reason_missing"),
        ({"ineligible_cents": 1}, "ineligible_reason_missing"),
        ({"creditor": " "}, "text_missing"),
        ({"purpose": ""}, "text_missing"),
        ({"service_to": date(2025, 12, 31)}, "service_reversed"),
        ({"invoice_date": date(1999, 12, 31)}, "date_out_of_range"),
        ({"payment_date": date(2100, 1, 1)}, "date_out_of_range"),
        ({"budget_year": 1999}, "budget_year_invalid"),
    ],
)
def test_nonsense_is_refused(changes: dict[str, object], code: str) -> None:
    assert code in errors(an_entry(**changes))


def test_the_edges_of_sense_pass() -> None:
    edge = an_entry(
        allocation_bp=1,
        allocation_reason="Schlüssel",
        vat_deductible_bp=10_000,
        discount_cents=190_000,
        retention_cents=1_000_000,
        ineligible_cents=1_190_000,
        ineligible_reason="Bewirtung",
        budget_year=2026,
    )
    assert errors(edge) == []


def test_all_reasons_come_at_once_errors_first() -> None:
    bad = an_entry(gross_cents=0, budget_line="9.9", measure_id="M9", payment_date=date(2027, 1, 2))
    found = check_new_expenditure(bad, an_admission())
    assert len(codes(found)) >= 4
    assert [one.severity for one in found] == sorted(one.severity for one in found)
    assert all(one.message.endswith(".") and one.rule for one in found)


@pytest.mark.parametrize(("vat", "warned"), [(190_001, False), (190_002, True)])
def test_vat_above_19_percent_warns(vat: int, warned: bool) -> None:
    assert ("vat_unusual" in warnings(an_entry(vat_cents=vat))) is warned


def test_a_day_in_the_future_warns() -> None:
    assert warnings(an_entry(payment_date=TODAY)) == []
    assert warnings(an_entry(payment_date=TODAY + DAY)) == ["date_in_future"]


# --- place, voucher, contract


def test_unknown_line_and_measure_are_refused() -> None:
    assert errors(an_entry(budget_line="9.9")) == ["budget_line_unknown"]
    assert errors(an_entry(measure_id="M9")) == ["measure_unknown"]
    other = an_admission(measures=frozenset({"M1", "M2"}))
    found = check_new_expenditure(an_entry(measure_id="M2"), other)
    assert codes(found, "warning") == ["measure_differs_from_line"]


def test_voucher_number_and_invoice_date_may_be_absent_only_while_unpaid() -> None:
    nothing = {"voucher_number": None, "invoice_date": None}
    assert errors(an_entry(**nothing)) == ["voucher_number_missing", "invoice_date_missing"]
    assert errors(an_entry(**nothing, payment_date=None)) == []


def test_payment_and_booking_by_one_person_are_refused() -> None:
    assert errors(an_entry(paid_by="a", booked_by="a")) == ["paid_and_booked_by_one"]
    assert errors(an_entry(paid_by="a", booked_by="b")) == []


def test_case_and_spaces_do_not_make_another_person() -> None:
    assert errors(an_entry(paid_by="Meier", booked_by=" meier ")) == ["paid_and_booked_by_one"]
    assert errors(an_entry(paid_by=" ", booked_by="")) == []


@pytest.mark.parametrize(
    ("year", "is_far"), [(2024, True), (2025, False), (2027, False), (2028, True)]
)
def test_a_budget_year_far_from_every_day_warns(year: int, is_far: bool) -> None:
    of_2026 = an_entry(contract_date=date(2026, 1, 2), budget_year=year)
    assert ("budget_year_unusual" in warnings(of_2026)) is is_far


def test_a_contract_date_or_a_reason_is_needed_except_for_personnel() -> None:
    without = an_entry(contract_date=None)
    assert errors(without) == ["contract_date_missing"]
    assert errors(replace(without, no_contract_reason="Reise")) == []
    personnel = {"1.1": a_line(category=Category.PERSONAL)}
    assert errors(without, lines=personnel) == []
    early = an_entry(contract_date=START - DAY)
    assert errors(early, lines=personnel) == []


# --- period


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"contract_date": START - DAY}, "contract_before_start"),
        ({"service_from": START - DAY}, "service_before_period"),
        ({"service_from": END + DAY, "service_to": END + DAY}, "service_after_period"),
    ],
)
def test_elg03_outside_the_period_is_refused(changes: dict[str, date], code: str) -> None:
    bad = an_entry(**changes)
    assert errors(bad) == [code]
    nothing_claimed = replace(bad, ineligible_cents=1_190_000, ineligible_reason="zu früh")
    assert errors(nothing_claimed) == []
    nearly = replace(bad, ineligible_cents=1_189_999, ineligible_reason="zu früh")
    assert errors(nearly) == [code]


def test_the_first_and_the_last_day_belong_to_the_period() -> None:
    assert errors(an_entry(contract_date=START, service_from=START)) == []
    assert errors(an_entry(service_from=END, service_to=END)) == []
    assert warnings(an_entry(service_from=END, service_to=END + DAY)) == ["service_past_end"]


def test_e31_a_contract_before_the_commitment_needs_the_exception_document() -> None:
    terms = some_terms(earliest_contract_date=date(2020, 12, 15), period_start=date(2020, 12, 15))
    early = an_entry(contract_date=date(2020, 10, 15))
    assert errors(early, terms=terms) == ["contract_before_start"]
    permission = Evidence(
        EvidenceKind.EARLY_START_PERMISSION,
        date(2020, 9, 1),
        "AZ 1",
        valid_from=date(2020, 10, 15),
        measures=("M1",),
    )
    assert errors(early, terms=terms, evidence=(permission,)) == []
    too_late = replace(permission, valid_from=date(2020, 10, 16))
    assert errors(early, terms=terms, evidence=(too_late,)) == ["contract_before_start"]
    other_measure = replace(permission, measures=("M2",))
    assert errors(early, terms=terms, evidence=(other_measure,)) == ["contract_before_start"]
    whole_grant = replace(permission, measures=())
    assert errors(early, terms=terms, evidence=(whole_grant,)) == []


def test_payment_after_the_period_warns_and_after_the_last_day_says_more() -> None:
    assert warnings(an_entry(payment_date=END), today=END) == []
    assert warnings(an_entry(payment_date=END + DAY), today=END + DAY) == ["payment_after_period"]
    last = PAYMENTS_UNTIL
    assert warnings(an_entry(payment_date=last), today=last) == ["payment_after_period"]
    assert warnings(an_entry(payment_date=last + DAY), today=last + DAY) == ["payment_too_late"]


# --- duplicates and relations


def test_e30_an_exact_duplicate_is_refused_and_names_the_other_row() -> None:
    found = check_new_expenditure(an_entry(), an_admission(exact=a_row(number=17)))
    assert codes(found) == ["duplicate"]
    assert "Nr. 17" in found[0].message
    elsewhere = an_admission(exact=a_row(number=17, grant_id="G-A"))
    assert "G-A" in check_new_expenditure(an_entry(), elsewhere)[0].message


def test_a_row_nobody_here_may_read_is_told_without_number_and_grant() -> None:
    other = a_row(number=17, grant_id="G-A")
    near = (Likeness("E9", 17, "Muster IT GmbH", "RE-2", 1_190_000, None, "G-A"),)
    for seen in ({"exact": other}, {"near": near}):
        hidden = an_admission(**seen, unnamed_grants=frozenset({"G-A"}))
        (found,) = check_new_expenditure(an_entry(), hidden)
        assert "einer anderen Zuwendung" in found.message
        assert "17" not in found.message and "G-A" not in found.message
        (told,) = check_new_expenditure(an_entry(), an_admission(**seen))
        assert "Nr. 17 der Zuwendung G-A" in told.message


def test_near_matches_warn_but_not_among_parts() -> None:
    near = (Likeness("E9", 9, "Muster IT GmbH", "RE-2", 1_190_000, None),)
    assert warnings(an_entry(), near=near) == ["near_duplicate"]
    assert warnings(an_order(), near=near) == []
    head = a_row(an_entry(voucher_gross_cents=2_380_000))
    part = an_entry(split_of="E1")
    split = Split(2_380_000, 1_190_000)
    assert warnings(part, near=near, split_head=head, split=split) == []


def test_parts_may_add_up_to_the_voucher_but_not_above() -> None:
    head = a_row(an_entry(voucher_gross_cents=2_380_000))
    part = an_entry(split_of="E1")
    exact, above = Split(2_380_000, 1_190_000), Split(2_380_000, 1_190_001)
    assert errors(part, split_head=head, split=exact) == []
    assert errors(part, split_head=head, split=above) == ["split_above_total"]
    assert errors(part) == ["split_unknown"]
    assert errors(part, split_head=a_row(), split=exact) == ["split_without_total"]
    stranger = replace(part, creditor="Andere AG")
    assert errors(stranger, split_head=head, split=exact) == ["split_differs"]
    assert errors(an_entry(voucher_gross_cents=1_190_000)) == []
    assert errors(an_entry(voucher_gross_cents=1_189_999)) == ["split_above_total"]


def test_instalments_lie_one_after_the_other() -> None:
    first = a_row()
    following = an_entry(
        instalment_of="E1", service_from=date(2026, 2, 1), service_to=date(2026, 2, 28)
    )
    assert errors(following, instalments=(first,)) == []
    overlapping = replace(following, service_from=date(2026, 1, 31))
    assert errors(overlapping, instalments=(first,)) == ["instalment_overlap"]
    assert errors(following) == ["instalment_unknown"]
    stranger = replace(following, creditor="Andere AG")
    assert errors(stranger, instalments=(first,)) == ["instalment_differs"]


def test_an_invoice_names_an_existing_order_and_may_exceed_it_with_a_warning() -> None:
    order = OrderUse(a_row(an_order(gross_cents=2_000_000)), 810_000)
    invoice = an_entry(commitment_id="E1", contract_date=None)
    assert check_new_expenditure(invoice, an_admission(order=order)) == []
    fuller = replace(order, invoiced_cents=810_001)
    assert warnings(invoice, order=fuller) == ["order_exceeded"]
    assert errors(invoice) == ["order_unknown"]
    assert errors(invoice, order=OrderUse(a_row(), 0)) == ["order_unknown"]
    gone = OrderUse(replace(order.order, reversed_by="S1"), 0)
    assert errors(invoice, order=gone) == ["order_reversed"]


def test_only_a_reversed_row_can_be_replaced() -> None:
    new = an_entry(replaces="E1")
    assert errors(new, replaced=a_row(reversed_by="S1")) == []
    assert errors(new, replaced=a_row()) == ["replaced_not_reversed"]
    assert errors(new) == ["replaced_unknown"]


# --- limits of the plan


def of(cents: int) -> NewExpenditure:
    return an_entry(gross_cents=cents, vat_cents=0)


TWO_LINES = {"1.1": a_line(), "1.2": a_line("1.2", 850_000_000)}


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (150_000_000, []),
        (150_000_001, []),
        (172_499_999, []),
        (172_500_000, ["line_near_limit"]),
        (179_000_000, ["line_near_limit"]),
        (180_000_000, ["line_near_limit"]),
        (180_000_001, ["line_exceeded"]),
    ],
)
def test_e17_exactly_20_percent_is_allowed(actual: int, expected: list[str]) -> None:
    found = warnings(of(100), lines=TWO_LINES, used={"1.1": actual - 100})
    assert found == expected


def test_a_pack_that_blocks_refuses_the_last_cent() -> None:
    block = some_rules(line_excess="block")
    at_limit, above = {"1.1": 179_999_900}, {"1.1": 179_999_901}
    assert errors(of(100), lines=TWO_LINES, used=at_limit, rules=block) == []
    assert errors(of(100), lines=TWO_LINES, used=above, rules=block) == ["line_exceeded"]
    nothing = an_entry(ineligible_cents=1_190_000, ineligible_reason="Bewirtung")
    assert errors(nothing, lines=TWO_LINES, used=above, rules=block) == []


def test_e18_savings_elsewhere_do_not_make_up_for_the_overrun() -> None:
    lines = {
        "1": a_line("1", 300_000_000),
        "2": a_line("2", 150_000_000),
        "3": a_line("3", 850_000_000),
    }
    used = {"1": 300_000_000, "2": 169_999_900, "3": 840_000_000}
    new = replace(of(100), budget_line="2")
    assert warnings(new, lines=lines, used=used) == ["plan_total_exceeded", "overrun_not_offset"]
    balanced = used | {"3": 830_000_000}
    assert warnings(new, lines=lines, used=balanced) == []


def test_an_invoice_takes_its_order_off_the_line_first() -> None:
    """Committed before, paid now: the line does not grow, so nothing is exceeded."""
    order = OrderUse(a_row(an_order(gross_cents=1_190_000)), 0)
    new = an_entry(commitment_id="E1")
    full = {"1.1": 180_000_000}
    block = some_rules(line_excess="block")
    assert errors(new, used=full, order=order, rules=block, lines=TWO_LINES) == []
    closed = OrderUse(replace(order.order, closed_on=date(2026, 1, 1)), 0)
    assert errors(new, used=full, order=closed, rules=block, lines=TWO_LINES) == ["line_exceeded"]


def test_a_payment_too_late_uses_nothing_of_the_line() -> None:
    late = an_entry(payment_date=PAYMENTS_UNTIL + DAY)
    block = some_rules(line_excess="block")
    assert errors(late, used={"1.1": 190_000_000}, rules=block, lines=TWO_LINES) == []


# --- payment of a stored row


def test_a_payment_needs_an_unpaid_voucher_with_number_and_date() -> None:
    unpaid = a_row(an_entry(payment_date=None))
    day = date(2026, 3, 1)
    assert check_payment(unpaid, day, None, "sachbearbeitung", TODAY) == []
    assert codes(check_payment(a_row(), day, None, "sachbearbeitung", TODAY)) == ["already_paid"]
    bare = a_row(an_entry(payment_date=None, voucher_number=None, invoice_date=None))
    assert codes(check_payment(bare, day, None, "sachbearbeitung", TODAY)) == [
        "voucher_number_missing",
        "invoice_date_missing",
    ]
    numberless = a_row(an_entry(payment_date=None, voucher_number=None))

    def number_given(row: Row, given: str | None) -> list[str]:
        return codes(check_payment(row, day, None, "sachbearbeitung", TODAY, given))

    assert number_given(numberless, None) == ["voucher_number_missing"]
    assert number_given(numberless, " ") == ["voucher_number_missing"]
    assert number_given(numberless, "B-9") == []
    assert number_given(unpaid, unpaid.facts.voucher_number) == []
    assert number_given(unpaid, "B-9") == ["voucher_number_known"]
    known_by_nothing = a_row(an_entry(payment_date=None, voucher_number=None, invoice_number=None))
    assert number_given(known_by_nothing, "B-9") == ["voucher_number_missing"]
    order = a_row(an_order(voucher_number=None))
    assert "not_a_voucher" in codes(check_payment(order, day, None, "sachbearbeitung", TODAY))
    assert codes(check_payment(unpaid, day, 1_190_000, "sachbearbeitung", TODAY)) == []
    assert codes(check_payment(unpaid, day, 1_190_001, "sachbearbeitung", TODAY)) == [
        "amount_out_of_range"
    ]


@pytest.mark.parametrize(
    ("category", "pays", "found"),
    [
        (Category.SACH, {}, ["invoice_before_contract"]),
        (Category.PERSONAL, {}, []),
        (Category.SACH, {"ineligible_cents": 1_190_000, "ineligible_reason": "x"}, []),
    ],
)
def test_an_invoice_before_its_contract_warns_where_the_contract_is_looked_at(
    category: Category, pays: dict[str, object], found: list[str]
) -> None:
    early = an_entry(contract_date=date(2026, 1, 1), invoice_date=date(2025, 12, 31), **pays)
    lines = {"1.1": a_line(category=category)}
    assert warnings(early, lines=lines, closed_on=None) == found


def test_the_call_off_an_invoice_names_itself_goes_before_the_day_of_its_order() -> None:
    order = OrderUse(a_row(an_order(contract_date=date(2026, 1, 10))), 0)
    invoice = an_entry(
        commitment_id="E1", contract_date=date(2025, 12, 1), invoice_date=date(2026, 1, 9)
    )
    assert warnings(invoice, order=order) == []
    assert warnings(replace(invoice, contract_date=None), order=order) == [
        "invoice_before_contract"
    ]
