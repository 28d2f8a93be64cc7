"""Changes of rule packs: from which day, over what, and which source wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.budget.domain.pack_change import PackChange, completed, with_changes
from services.budget.domain.pack_change_rules import check_change
from services.budget.domain.precedence import Level
from services.budget.domain.rulepack import Parameter, lookup, resolve
from services.budget.domain.transition import Transition
from tests.unit.budget.domain.examples import PACKS, codes

DAY = date(2026, 8, 3)
KEY = "line_tolerance_bp"


def entry(value: object = 1000, **more: object) -> Parameter:
    values = {"citation": "Erlass", "confidence": "H", "rules": ("PLAN-02",), **more}
    return Parameter(KEY, value, **values)  # type: ignore[arg-type]


def change(*parameters: Parameter, **more: object) -> PackChange:
    values = {"transitions": (), "number": 1, "released_on": DAY, **more}
    new = PackChange("kfw436-2020", values.pop("valid_from", DAY), parameters, **values)  # type: ignore[arg-type]
    return completed(new, PACKS)


def tolerance(packs: object, day: date) -> object:
    found = lookup(packs, "kfw436-2020", KEY, day)  # type: ignore[arg-type]
    return found.value if found else None


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2026, 8, 2), 2000), (date(2026, 8, 3), 1000), (date(2099, 1, 1), 1000)],
)
def test_the_new_value_counts_from_its_day(day: date, value: int) -> None:
    assert tolerance(with_changes(PACKS, [change(entry())]), day) == value


def test_it_never_counts_before_it_was_released() -> None:
    late = replace(change(entry()), released_on=date(2026, 8, 10))
    packs = with_changes(PACKS, [late])
    assert tolerance(packs, date(2026, 8, 9)) == 2000
    assert tolerance(packs, date(2026, 8, 10)) == 1000


def test_the_later_of_two_changes_wins_from_its_own_day() -> None:
    second = change(entry(500), number=2, valid_from=date(2026, 9, 1))
    packs = with_changes(PACKS, [change(entry()), second])
    assert tolerance(packs, date(2026, 8, 31)) == 1000
    assert tolerance(packs, date(2026, 9, 1)) == 500


def test_the_version_names_the_newest_change_that_counts() -> None:
    second = change(entry(500), number=2, valid_from=date(2026, 9, 1))
    packs = with_changes(PACKS, [change(entry()), second])

    def version(day: date) -> str:
        return resolve(packs, "kfw436-2020", {}, day).rule_pack_version

    assert version(date(2026, 8, 2)) == "2020.1"
    assert version(date(2026, 8, 31)) == "2020.1+1"
    assert version(date(2026, 9, 1)) == "2020.1+2"


def test_a_change_inherits_whether_a_grant_may_deviate() -> None:
    [one] = change(entry(rules=())).parameters
    assert (one.overridable, one.rules, one.valid_from) == (True, ("PLAN-02",), DAY)


@pytest.mark.parametrize(("said", "own"), [(None, True), (False, False), (True, True)])
def test_a_change_inherits_whether_it_is_a_convention_of_the_house(
    said: bool | None, own: bool
) -> None:
    [one] = change(entry(own=said)).parameters
    assert one.own is own
    packs = with_changes(PACKS, [change(entry(own=said))])
    level = resolve(packs, "kfw436-2020", {}, DAY).levels[KEY]
    assert level is (Level.OWN if own else Level.PROGRAMME)


def test_a_value_that_the_pack_did_not_have_is_no_convention_unless_said() -> None:
    new = PackChange("anbest-gk-2019", DAY, (entry(own=None),))
    assert completed(new, PACKS).parameters[0].own is False


def test_other_packs_stay() -> None:
    packs = with_changes(PACKS, [change(entry())])
    assert packs["komhvo-nrw"] is PACKS["komhvo-nrw"]
    assert PACKS["kfw436-2020"].releases == ()


def test_the_stronger_level_wins_whatever_extends_what() -> None:
    weaker = replace(entry(7), key="payment_proof", value="file")
    tax = replace(PACKS["ustg"], parameters=(*PACKS["ustg"].parameters, weaker))
    rules = resolve({**PACKS, "ustg": tax}, "kfw436-2020", {}, DAY)
    assert (rules.expenditure.payment_proof, rules.levels["payment_proof"]) == (
        "reference",
        Level.STATE,
    )


def test_every_value_says_where_it_came_from() -> None:
    rules = resolve(PACKS, "kfw436-2020", {"cap_basis": "grant"}, DAY)
    assert rules.levels["cap_basis"] is Level.NOTICE
    assert set(rules.levels) == set(rules.values())
    assert min(Level, key=lambda one: one.rank).label == "Zuwendungsbescheid"


def test_a_transition_ends_with_its_last_day() -> None:
    lenient = Transition("ELG-03", date(2026, 8, 31), "Erlass")
    packs = with_changes(PACKS, [change(transitions=(lenient,))])

    def warned(day: date) -> bool:
        return "ELG-03" in resolve(packs, "kfw436-2020", {}, day).transitions

    assert [warned(date(2026, 8, one)) for one in (2, 3, 31)] == [False, True, True]
    assert not warned(date(2026, 9, 1))


def test_a_second_transition_replaces_the_first() -> None:
    first = Transition("ELG-03", date(2026, 12, 31), "Erlass 1")
    second = Transition("ELG-03", date(2026, 8, 31), "Erlass 2")
    packs = with_changes(
        PACKS, [change(transitions=(first,)), change(transitions=(second,), number=2)]
    )
    assert not resolve(packs, "kfw436-2020", {}, date(2026, 9, 1)).transitions


def test_two_transitions_of_one_rule_are_refused() -> None:
    twice = (Transition("ELG-03", DAY, "A"), Transition("ELG-03", DAY, ""))
    found = codes(check_change(change(transitions=twice), " ", PACKS, DAY))
    assert {"transition_twice", "citation_missing", "reason_missing"} <= set(found)


def test_a_sound_change_has_no_violation() -> None:
    assert check_change(change(entry()), "Erlass", PACKS, DAY) == []


def test_unknown_parameters_and_values_out_of_range_are_named() -> None:
    unknown = replace(entry(), key="kaffeekasse")
    assert "parameter_unknown" in codes(check_change(change(unknown), "Erlass", PACKS, DAY))
    assert codes(check_change(change(entry(10_000)), "Erlass", PACKS, DAY)) == []
    assert codes(check_change(change(entry(10_001)), "Erlass", PACKS, DAY)) == [
        "parameter_not_allowed"
    ]
