"""Terms as versions, the day the proof of use is due, and checks of a proposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.budget.domain.evidence import Phase
from services.budget.domain.grant import (
    Amendment,
    NewGrant,
    Terms,
    first_terms,
    payments_follow,
    proof_of_use_due,
    terms_as_of,
)
from services.budget.domain.proposal import check_amendment, check_grant
from services.budget.domain.rulepack import Rules, resolve
from shared.errors import Violation
from tests.unit.budget.domain.examples import PACKS, codes, some_rules, some_terms


def a_grant(**changes: Any) -> NewGrant:
    grant = NewGrant(
        grant_id="G-B",
        programme_id="MPSC",
        title="Phase B",
        phase=Phase.B,
        award_notice_number="436-B-1",
        award_date=date(2023, 6, 29),
        funding_rate_bp=6500,
        period_start=date(2023, 7, 1),
        period_end=date(2026, 12, 31),
        earliest_contract_date=date(2023, 6, 29),
        rule_pack="kfw436-2020",
        max_eligible_cents=1_300_000_000,
        max_grant_cents=845_000_000,
    )
    return replace(grant, **changes)


def an_amendment(**changes: Any) -> Amendment:
    amendment = Amendment(
        reference="Ä 1",
        decided_on=date(2026, 3, 1),
        valid_from=date(2026, 4, 1),
        changes={"funding_rate_bp": 9000},
        known_on=date(2026, 5, 1),
    )
    return replace(amendment, **changes)


@pytest.mark.parametrize(
    ("phase", "award", "due"),
    [
        (Phase.A, date(2020, 12, 15), date(2023, 6, 15)),
        (Phase.A, date(2020, 8, 31), date(2023, 2, 28)),
        (Phase.B, date(2023, 6, 29), date(2028, 12, 29)),
        (Phase.B, date(2023, 8, 31), date(2029, 2, 28)),
    ],
)
def test_e26_the_proof_of_use_is_due(phase: Phase, award: date, due: date) -> None:
    assert proof_of_use_due(phase, award, date(2026, 12, 31), some_rules()) == due


def test_payments_count_until_the_proof_is_due_unless_the_notice_says_otherwise() -> None:
    assert first_terms(a_grant(), PACKS).payments_until == date(2028, 12, 29)
    said = a_grant(payments_until=date(2027, 6, 30))
    assert first_terms(said, PACKS).payments_until == date(2027, 6, 30)


def test_vn07_under_the_anbest_p_the_proof_and_the_payments_follow_the_period() -> None:
    """Six months after the last day of the period, clamped at the end of the month, whatever the
    day of the award and the phase."""
    ends = {date(2026, 12, 31): date(2027, 6, 30), date(2026, 8, 31): date(2027, 2, 28)}
    for phase in Phase:
        for end, due in ends.items():
            new = a_grant(phase=phase, rule_pack="anbest-p", period_end=end)
            assert first_terms(new, PACKS).payments_until == due


def test_vn07_a_longer_period_takes_the_payments_along_unless_the_award_named_a_day() -> None:
    rules = resolve(PACKS, "anbest-p", {}, date(2026, 1, 1))
    terms = first_terms(a_grant(rule_pack="anbest-p"), PACKS)
    award = a_grant().award_date

    def follow(terms: Terms, changes: dict[str, Any], rules: Rules = rules) -> date | None:
        return payments_follow(terms, changes, Phase.B, award, rules)

    longer = {"period_end": date(2027, 12, 31)}
    assert follow(terms, longer) == date(2028, 6, 30)
    assert follow(terms, {"funding_rate_bp": 9000}) is None
    assert follow(terms, {**longer, "payments_until": date(2028, 1, 31)}) is None
    assert follow(replace(terms, payments_until=date(2027, 3, 31)), longer) is None
    assert follow(first_terms(a_grant(), PACKS), longer, some_rules()) is None


def test_terms_as_of_a_day_are_those_known_and_valid_then() -> None:
    first, amendment = some_terms(), an_amendment()
    assert terms_as_of(first, [amendment], date(2026, 4, 30)).funding_rate_bp == 6500
    assert terms_as_of(first, [amendment], date(2026, 5, 1)).funding_rate_bp == 9000
    later = replace(amendment, valid_from=date(2026, 6, 1))
    assert terms_as_of(first, [later], date(2026, 5, 31)).funding_rate_bp == 6500
    unconfirmed = replace(amendment, known_on=None)
    assert terms_as_of(first, [unconfirmed], date(2030, 1, 1)).funding_rate_bp == 6500


def test_amendments_follow_one_another_by_validity() -> None:
    second = an_amendment(
        changes={"funding_rate_bp": 7000, "period_end": date(2027, 12, 31)},
        valid_from=date(2026, 3, 1),
    )
    terms = terms_as_of(some_terms(), [an_amendment(), second], date(2026, 6, 1))
    assert (terms.funding_rate_bp, terms.period_end) == (9000, date(2027, 12, 31))


def test_new_settings_are_laid_over_the_old_ones_until_the_pack_changes() -> None:
    first = some_terms(rule_settings={"cap_basis": "grant"})
    more = an_amendment(changes={"rule_settings": {"payment_proof": "file"}})
    found = terms_as_of(first, [more], date(2026, 6, 1)).rule_settings
    assert found == {"cap_basis": "grant", "payment_proof": "file"}
    pack = an_amendment(changes={"rule_pack": "anbest-p"})
    assert terms_as_of(first, [pack], date(2026, 6, 1)).rule_settings == {}
    both = an_amendment(changes={"rule_pack": "anbest-p", "rule_settings": {"line_excess": "warn"}})
    assert terms_as_of(first, [both], date(2026, 6, 1)).rule_settings == {"line_excess": "warn"}


def test_a_sound_grant_passes() -> None:
    assert check_grant(a_grant(), PACKS) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "text_missing"),
        ({"rule_pack": "x"}, "rule_pack_unknown"),
        ({"award_date": date(1999, 12, 31)}, "date_out_of_range"),
        ({"period_end": date(2100, 1, 1)}, "date_out_of_range"),
        ({"funding_rate_bp": 0}, "rate_out_of_range"),
        ({"funding_rate_bp": 10_001}, "rate_out_of_range"),
        ({"max_grant_cents": 0}, "cap_out_of_range"),
        ({"period_end": date(2023, 6, 30)}, "period_reversed"),
        ({"earliest_contract_date": date(2027, 1, 1)}, "contract_after_end"),
    ],
)
def test_an_impossible_grant_is_refused(changes: dict[str, Any], code: str) -> None:
    assert code in codes(check_grant(a_grant(**changes), PACKS))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"funding_rate_bp": 5000}, "rate_unusual"),
        ({"funding_rate_bp": 6501}, "rate_evidence_due"),
        ({"funding_rate_bp": 9000}, "rate_evidence_due"),
        ({"max_eligible_cents": 1_500_000_001}, "cap_above_programme"),
        ({"max_eligible_cents": None, "max_grant_cents": None}, "cap_missing"),
        ({"earliest_contract_date": date(2023, 6, 28)}, "start_before_award"),
        ({"award_date": date(2020, 1, 31)}, "rule_pack_too_new"),
        ({"payments_until": date(2026, 12, 30)}, "payments_end_early"),
        ({"payments_until": date(2028, 12, 30)}, "payments_after_proof"),
    ],
)
def test_an_unusual_grant_warns(changes: dict[str, Any], code: str) -> None:
    found = check_grant(a_grant(**changes), PACKS)
    assert codes(found) == []
    assert code in codes(found, "warning")


def test_the_usual_edges_do_not_warn() -> None:
    for changes in ({"funding_rate_bp": 6500}, {"max_eligible_cents": 1_500_000_000}):
        assert check_grant(a_grant(**changes), PACKS) == []


@pytest.mark.parametrize("is_filed", [True, False])
def test_a_filed_document_ends_the_warning_of_a_higher_rate(is_filed: bool) -> None:
    found = check_grant(a_grant(funding_rate_bp=9000), PACKS, has_rate_evidence=is_filed)
    assert ("rate_evidence_due" in codes(found, "warning")) is not is_filed


def checked(terms: Terms, amendment: Amendment) -> list[Violation]:
    return check_amendment(terms, amendment, PACKS, phase=Phase.B, today=date(2026, 8, 3))


def test_amendments_are_checked_against_the_terms_they_change() -> None:
    terms = some_terms()
    assert checked(terms, an_amendment()) == []
    for changes, code in (
        ({}, "amendment_empty"),
        ({"title": "x"}, "change_unknown"),
        ({"rule_pack": "x"}, "rule_pack_unknown"),
        ({"period_end": date(2020, 1, 1)}, "period_reversed"),
    ):
        assert code in codes(checked(terms, an_amendment(changes=changes)))
    assert codes(checked(terms, an_amendment(reference=""))) == ["reference_missing"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"funding_rate_bp": 6000}, "rate_unusual"),
        ({"period_end": date(2031, 1, 1)}, "phase_too_long"),
        ({"max_eligible_cents": 1_500_000_001}, "cap_above_programme"),
    ],
)
def test_an_amendment_warns_as_a_new_grant_does(changes: dict[str, Any], code: str) -> None:
    found = checked(some_terms(), an_amendment(changes=changes))
    assert (codes(found), code in codes(found, "warning")) == ([], True)


def test_the_usual_edges_of_an_amendment_do_not_warn() -> None:
    start = some_terms().period_start
    last = date(start.year + 5, start.month, start.day) - timedelta(days=1)
    for changes in ({"period_end": last}, {"max_eligible_cents": 1_500_000_000}):
        found = checked(some_terms(), an_amendment(changes=changes))
        assert {"phase_too_long", "cap_above_programme"}.isdisjoint(codes(found, "warning"))
