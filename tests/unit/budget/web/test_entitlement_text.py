"""The overview says what an entitlement is less than the rate on all that is claimable."""

from __future__ import annotations

from services.budget.domain.entitlement import Entitlement
from services.budget.web.entitlement_text import entitlement_rules, entitlement_way
from shared.money import format_euro, format_percent_bp


def test_nothing_taken_away_needs_no_words() -> None:
    way = entitlement_way(Entitlement(100_000, 100_000, 65_000, 65_000), 6_500)
    assert way == f"{format_percent_bp(6_500)} auf das Abrufbare, einmal gerundet"


def test_income_is_named_with_its_amount() -> None:
    way = entitlement_way(Entitlement(100_000, 99_999, 64_999, 64_999, ("income",)), 6_500)
    assert f"auf {format_euro(99_999)} (Abrufbares weniger {format_euro(1)})" in way
    assert way.endswith("gemindert durch: zweckgebundene Einnahmen")


def test_a_cap_of_the_grant_takes_nothing_from_the_cost() -> None:
    way = entitlement_way(Entitlement(100_000, 100_000, 65_000, 60_000, ("max_grant",)), 6_500)
    assert "weniger" not in way
    assert way.endswith("Höchstbetrag der Zuwendung")


def test_each_rule_that_took_something_away_is_named_once() -> None:
    limited = ("first_measures", "max_eligible", "income", "max_grant", "reduction")
    rules = entitlement_rules(Entitlement(100_000, 99_999, 64_999, 60_000, limited))
    assert rules == ("PRG-01", "CALL-02", "PRG-03", "ELG-10", "PLAN-05")


def test_an_entitlement_nothing_limits_rests_on_rate_and_rounding() -> None:
    assert entitlement_rules(Entitlement(1, 1, 1, 1)) == ("PRG-01", "CALL-02")
