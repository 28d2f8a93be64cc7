"""Which value a rule reads, and where it stands."""

from __future__ import annotations

from datetime import date

from services.budget.domain.rule_values import values_in_force
from services.budget.domain.rulepack import OF_THE_NOTICE, resolve
from services.budget.domain.rules import find_rules
from tests.unit.budget.domain.examples import PACKS

DAY = date(2026, 3, 15)


def test_the_nearest_pack_is_named() -> None:
    (one,) = values_in_force(PACKS, "kfw436-2020", {}, "MUN-04", DAY)
    assert (one.key, one.value, one.pack) == ("payment_proof", "reference", "komhvo-nrw")
    assert (one.pack_version, one.confidence) == (PACKS["komhvo-nrw"].version, "M")
    assert not one.set_by_grant


def test_a_setting_of_the_grant_stands_above() -> None:
    found = values_in_force(PACKS, "kfw436-2020", {"line_excess": "block"}, "PLAN-02", DAY)
    by_key = {one.key: one for one in found}
    assert by_key["line_excess"].value == "block"
    assert by_key["line_excess"].citation == OF_THE_NOTICE
    assert by_key["line_tolerance_bp"].value == 2000
    assert not by_key["line_tolerance_bp"].set_by_grant


def test_it_is_the_value_that_decides() -> None:
    """Conditions an award names stand above the city's own: the page says what a finding says."""
    named = {"ancillary_conditions": "anbest-gk-2019"}
    for settings in ({}, named):
        rules = resolve(PACKS, "kfw436-2020", settings, DAY)
        shown = {
            one.key: (one.value, one.pack, one.pack_version, one.citation)
            for rule in {rule for source in rules.sources.values() for rule in source.rules}
            for one in values_in_force(PACKS, "kfw436-2020", settings, rule, DAY)
        }
        values = rules.values()
        assert shown == {
            key: (values[key], source.pack, source.pack_version, source.citation)
            for key, source in rules.sources.items()
        }


def test_a_rule_without_parameter_reads_nothing() -> None:
    assert values_in_force(PACKS, "kfw436-2020", {}, "FMT-01", DAY) == ()


def test_the_register_is_searched_by_all_words() -> None:
    assert [one.id for one in find_rules(text="Storno löschung")] == ["MUN-09"]
    assert find_rules(text="Storno gibtesnicht") == []
    assert {one.family for one in find_rules(family="ELG")} == {"ELG"}
    assert all(one.active for one in find_rules("ELG", True))
    resting = find_rules(active=False)
    assert resting
    assert not any(one.active for one in resting)
