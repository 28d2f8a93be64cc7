"""Periods to the day, at both sides of their edges, and the latest of all as the decisive one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.domain.deletion import Deletable, check_deletion
from services.budget.domain.retention import (
    Keeping,
    RecordKind,
    RetentionFacts,
    check_resolution,
    decisive,
    keepings,
)
from tests.unit.budget.domain.examples import some_rules

RULES = some_rules()
FACTS = RetentionFacts(
    kind=RecordKind.RECEIPT,
    budget_year=2026,
    dated_on=date(2026, 12, 31),
    is_tax_relevant=True,
    resolved_on=date(2027, 6, 15),
    proof_submitted_on=date(2028, 2, 29),
    final_payment_on=date(2028, 8, 31),
)
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def ends(facts: RetentionFacts) -> dict[str, date | None]:
    return {one.rule: one.until for one in keepings(facts, RULES)}


def test_every_rule_has_its_own_end() -> None:
    assert ends(FACTS) == {
        "RET-01": date(2033, 12, 31),
        "RET-03": date(2033, 2, 28),
        "RET-04": date(2034, 12, 31),
        "RET-05": date(2038, 8, 31),
    }
    assert decisive(keepings(FACTS, RULES)).rule == "RET-05"


@pytest.mark.parametrize("kind", list(RecordKind))
@pytest.mark.parametrize("begun", [True, False])
def test_every_period_names_the_number_that_it_counts(kind: RecordKind, begun: bool) -> None:
    """Its end moves with that number, and with no other; one that waits names it too."""
    waiting = {"resolved_on": None, "proof_submitted_on": None, "final_payment_on": None}
    facts = replace(FACTS, kind=kind, **({} if begun else waiting))
    for one in keepings(facts, RULES):
        years = getattr(RULES.retention, one.parameter)
        longer = some_rules(**{one.parameter: years + 1})
        (moved,) = [each for each in keepings(facts, longer) if each.rule == one.rule]
        assert moved.parameter == one.parameter
        assert (moved.until != one.until) is (one.until is not None)


def test_books_stay_ten_years() -> None:
    found = ends(replace(FACTS, kind=RecordKind.BOOK))
    assert (found["RET-01"], found["RET-04"]) == (date(2037, 12, 31), date(2036, 12, 31))


def test_the_tax_period_applies_only_where_tax_is_touched() -> None:
    plain = replace(FACTS, is_tax_relevant=False)
    assert "RET-04" not in ends(plain)
    always = some_rules(tax_relevant=True)
    assert "RET-04" in {one.rule for one in keepings(plain, always)}


@pytest.mark.parametrize(
    ("resolved", "until"),
    [
        (date(2026, 12, 31), date(2032, 12, 31)),
        (date(2027, 1, 1), date(2033, 12, 31)),
        (date(2027, 12, 31), date(2033, 12, 31)),
        (date(2028, 1, 1), date(2034, 12, 31)),
    ],
)
def test_the_year_of_the_resolution_decides(resolved: date, until: date) -> None:
    assert ends(replace(FACTS, resolved_on=resolved))["RET-01"] == until


def test_the_last_day_still_keeps() -> None:
    one = Keeping("RET-01", date(2033, 12, 31), "")
    assert not one.is_over(date(2033, 12, 31))
    assert one.is_over(date(2034, 1, 1))
    assert not Keeping("RET-01", None, "").is_over(date.max)


@pytest.mark.parametrize("unknown", ["resolved_on", "proof_submitted_on", "final_payment_on"])
def test_what_has_not_begun_outlasts_everything(unknown: str) -> None:
    found = decisive(keepings(replace(FACTS, **{unknown: None}), RULES))
    assert found.until is None
    assert "ohne Ende" in found.text


def test_without_a_rule_of_the_bank_its_payment_does_not_matter() -> None:
    rules = some_rules(kfw_retention_years=0)
    found = keepings(replace(FACTS, final_payment_on=None), rules)
    assert decisive(found).text == (
        "Aufbewahrung bis 31.12.2034 nach RET-04 (8 Jahre ab Ende 2026)"
    )


@given(DAYS, DAYS, DAYS, DAYS)
def test_nothing_goes_before_any_of_its_periods(a: date, b: date, c: date, d: date) -> None:
    facts = replace(FACTS, dated_on=a, resolved_on=b, proof_submitted_on=c, final_payment_on=d)
    found = keepings(facts, RULES)
    last = decisive(found)
    assert last.until is not None
    assert not any(
        one.until is None or last.until < one.until or not one.is_over(last.until + timedelta(1))
        for one in found
    )


def test_a_resolution_comes_after_its_year_and_is_not_to_come() -> None:
    today = date(2027, 6, 15)

    def codes(day: date, reference: str = "Drucksache 12") -> list[str]:
        return [one.code for one in check_resolution(2026, day, reference, today=today)]

    assert codes(date(2026, 12, 31)) == ["resolution_too_early"]
    assert codes(date(2027, 1, 1)) == codes(today) == []
    assert codes(date(2027, 6, 16)) == ["resolution_in_future"]
    assert codes(today, " ") == ["reference_missing"]


def test_every_reason_against_a_deletion_is_named() -> None:
    running = Keeping("RET-03", date(2033, 2, 28), "")
    found = check_deletion((), [running], 1, " ")
    assert [one.code for one in found] == [
        "reason_missing",
        "legal_hold",
        "nothing_to_delete",
        "retention_running",
    ]
    one = Deletable("a" * 64, "Beleg", "expenditure/1", date(2025, 12, 31), "RET-01")
    assert check_deletion((one,), (), 0, "abgelaufen") == []
