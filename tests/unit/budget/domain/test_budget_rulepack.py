"""Rule packs: what stops the start, and which value wins."""

from __future__ import annotations

from datetime import date

import pytest

from services.budget import rulepacks
from services.budget.domain.parameters.specs import dated, number_on
from services.budget.domain.precedence import Level
from services.budget.domain.rulepack import RulePackError, check_settings, lookup, resolve
from services.budget.domain.rulepack_toml import parse_packs
from tests.unit.budget.domain.examples import PACKS, codes

HEAD = """
[pack]
id = "{id}"
version = "1"
title = "Test"
source = "Test"
extends = [{extends}]
selectable = {selectable}
"""
LINE = """
[[parameter]]
key = "line_tolerance_bp"
value = {value}
rules = ["PLAN-02"]
citation = "{citation}"
confidence = "M"
{more}
"""


RESTS = """
[[inactive]]
rule = "A-1"
reason = "R"
citation = "C"
"""


def pack(
    name: str = "a", *, extends: str = "", selectable: str = "false", parameters: str = ""
) -> str:
    return HEAD.format(id=name, extends=extends, selectable=selectable) + parameters


def line(value: object = 2000, citation: str = "ANBest-P", more: str = "") -> str:
    return LINE.format(value=value, citation=citation, more=more)


def problems(**texts: str) -> tuple[str, ...]:
    with pytest.raises(RulePackError) as caught:
        parse_packs(texts)
    return caught.value.problems


def test_the_shipped_packs_are_sound() -> None:
    templates = {"anbest-gk-2019", "anbest-k-nrw"}
    law = {"komhvo-nrw", "vwvfg-49a", "gobd", "ustg", "retention"}
    assert set(rulepacks.load()) == {"kfw436-2020", "anbest-p"} | law | templates
    assert set(PACKS["kfw436-2020"].extends) == law
    assert not any(templates & set(one.extends) for one in PACKS.values())
    rules = resolve(PACKS, "kfw436-2020", {}, date(2026, 1, 1))
    assert (
        rules.programme.cap_basis,
        rules.plan.line_excess,
        rules.expenditure.certification_persons,
    ) == (
        "eligible",
        "warn",
        2,
    )
    assert rules.programme.first_measures_cap_active is False
    assert all(rules.citations.values())


def test_anbest_p_blocks_but_is_no_default() -> None:
    assert resolve(PACKS, "anbest-p", {}, date(2026, 1, 1)).plan.line_excess == "block"
    assert all("anbest-p" not in one.extends for one in PACKS.values())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not toml", "kein gültiges TOML"),
        (pack() + "\n[other]\n", "unbekannter Abschnitt"),
        (pack().replace('version = "1"', "edition = 1"), "„version“ fehlt"),
        (pack().replace('version = "1"', "edition = 1"), "unbekannter Schlüssel „edition“"),
        (pack().replace('"Test"', '""'), "ist leer"),
        (pack().replace("false", '"no"'), "falsche Art"),
        (pack(parameters=line().replace("line_tolerance_bp", "lines")), "gibt es nicht"),
        (pack(parameters=line(citation=" ")), "„citation“ ist leer"),
        (pack(parameters=line().replace('citation = "ANBest-P"', "")), "„citation“ fehlt"),
        (pack(parameters=line().replace('"M"', '"X"')), "H, M oder L"),
        (pack(parameters=line().replace('["PLAN-02"]', "[]")), "mindestens eine Regel"),
        (pack(parameters=line(value='"viel"')), "erlaubt ist eine ganze Zahl"),
        (pack(parameters=line(value=10_001)), "erlaubt ist eine ganze Zahl"),
        (pack(parameters=line(value="true")), "erlaubt ist eine ganze Zahl"),
        (pack(extends='"b"'), "unbekannte Regelpaket „b“"),
        (pack(extends='"a"'), "im Kreis"),
        (pack(parameters=line() + line()), "überschneidet sich"),
        (
            pack(parameters=line(more="valid_from = 2026-02-01\nvalid_to = 2026-01-31")),
            "endet vor seinem Beginn",
        ),
        (pack(selectable="true", parameters=line()), "„cap_basis“ hat ab"),
        (pack(parameters=RESTS.replace('reason = "R"\n', "")), "„reason“ fehlt"),
        (pack(parameters=RESTS.replace('"R"', '" "')), "„reason“ ist leer"),
        (pack(parameters=RESTS.replace("rule =", "rules =")), "unbekannter Schlüssel „rules“"),
        (
            pack(parameters=RESTS).replace("selectable", 'without_value = ["A-1"]\nselectable'),
            "A-1 steht auch unter „without_value“",
        ),
        (pack(parameters=line(more='own = "ja"')), "„own“ hat die falsche Art"),
        (pack().replace("selectable", 'level = "own"\nselectable'), "„level“ ist programme"),
        (pack().replace("selectable", 'level = "notice"\nselectable'), "„level“ ist programme"),
    ],
)
def test_a_bad_pack_stops_the_start(text: str, words: str) -> None:
    assert any(words in one for one in problems(**{"a.toml": text}))


def test_all_problems_are_listed_at_once() -> None:
    assert len(problems(**{"a.toml": "x", "b.toml": pack("b", extends='"c"')})) == 2
    assert any("zweimal" in one for one in problems(**{"a.toml": pack(), "b.toml": pack()}))


def test_validity_may_touch_but_not_overlap() -> None:
    before = line(1000, more="valid_to = 2025-12-31")
    after = line(2000, more="valid_from = 2026-01-01")
    packs = parse_packs({"a.toml": pack(parameters=before + after)})
    values = [
        lookup(packs, "a", "line_tolerance_bp", day)
        for day in (date(2025, 12, 31), date(2026, 1, 1))
    ]
    assert [one.value for one in values if one] == [1000, 2000]
    overlap = line(2000, more="valid_from = 2025-12-31")
    assert any(
        "überschneidet" in p for p in problems(**{"a.toml": pack(parameters=before + overlap)})
    )


def test_the_nearer_pack_wins() -> None:
    packs = parse_packs(
        {
            "far.toml": pack("far", parameters=line(1000)),
            "mid.toml": pack("mid", extends='"far"', parameters=line(2000)),
            "near.toml": pack("near", extends='"mid", "far"'),
        }
    )
    found = lookup(packs, "near", "line_tolerance_bp", date(2026, 1, 1))
    assert found is not None
    assert found.value == 2000


def test_a_convention_of_the_house_stands_behind_every_source() -> None:
    texts = {
        "own.toml": pack("own", extends='"law"', parameters=line(1000, more="own = true")),
        "law.toml": pack("law", parameters=line(2000)).replace(
            "selectable", 'level = "tax"\nselectable'
        ),
    }
    found = lookup(parse_packs(texts), "own", "line_tolerance_bp", date(2026, 1, 1))
    assert found is not None and found.value == 2000
    texts["own.toml"] = texts["own.toml"].replace("own = true", "own = false")
    found = lookup(parse_packs(texts), "own", "line_tolerance_bp", date(2026, 1, 1))
    assert found is not None and found.value == 1000


def test_what_a_pack_calls_its_own_convention_is_marked_so() -> None:
    for one in PACKS.values():
        for parameter in one.parameters:
            words = parameter.citation.casefold()
            says_own = "eigene festlegung" in words or "keine quelle" in words
            assert not says_own or parameter.own, (one.id, parameter.key)
            assert not (parameter.own and one.level is Level.ANCILLARY), (one.id, parameter.key)


def test_a_programme_borrows_from_ancillary_conditions_as_a_convention_only() -> None:
    borrowed = [one for one in PACKS["kfw436-2020"].parameters if "ANBest" in one.citation]
    assert {one.key for one in borrowed} >= {"line_tolerance_bp", "plan_total", "use_window_unit"}
    assert all(one.own for one in borrowed)


def test_an_edition_named_decides_before_conventions_and_after_the_programme() -> None:
    day = date(2026, 1, 1)
    without, named = (
        resolve(PACKS, "kfw436-2020", {"ancillary_conditions": edition}, day)
        for edition in ("none", "anbest-gk-2019")
    )
    said = {one.key for one in PACKS["anbest-gk-2019"].parameters}
    decided = {key for key, level in named.levels.items() if level is Level.ANCILLARY}
    kept = {"call_mode", "proof_of_use_months_a", "proof_of_use_months_b", "proof_of_use_from"}
    assert said - decided == kept
    assert {without.levels[key] for key in kept} == {Level.PROGRAMME}
    changed = {key for key, value in named.values().items() if without.values()[key] != value}
    assert changed == {
        "ancillary_conditions",
        "plan_total",
        "procurement_required",
        "interim_due_months_after_year_end",
    }


def test_a_gap_in_validity_of_a_selectable_pack_is_found() -> None:
    folder = rulepacks.files(rulepacks.__name__)
    texts = {
        one.name: one.read_text("utf-8")
        for one in folder.iterdir()
        if one.name.endswith(".toml") and one.name != "kfw436-2020.toml"
    }
    dated = texts["anbest-p.toml"].replace(
        'key = "day_count"', 'valid_to = 2026-12-31\nkey = "day_count"'
    )
    found = problems(**{**texts, "anbest-p.toml": dated})
    assert found == ("anbest-p: „day_count“ hat ab 2027-01-01 keinen Wert.",)


def test_a_setting_of_the_grant_wins_where_the_pack_allows() -> None:
    rules = resolve(PACKS, "kfw436-2020", {"cap_basis": "grant"}, date(2026, 1, 1))
    assert rules.programme.cap_basis == "grant"
    assert "Zuwendungsbescheid" in rules.citations["cap_basis"]


@pytest.mark.parametrize(
    ("pack_id", "settings", "expected"),
    [
        ("kfw436-2020", {"contract_exempt_categories": ["PERSONAL", "SACH"]}, []),
        ("nope", {}, ["rule_pack_unknown"]),
        ("komhvo-nrw", {}, ["rule_pack_unknown"]),
        ("kfw436-2020", {"colour": "red"}, ["rule_setting_unknown"]),
        ("kfw436-2020", {"funding_rates_bp": [5000]}, ["rule_setting_fixed"]),
        ("kfw436-2020", {"cap_basis": "both"}, ["rule_setting_invalid"]),
    ],
)
def test_settings_are_checked(
    pack_id: str, settings: dict[str, object], expected: list[str]
) -> None:
    found = check_settings(PACKS, pack_id, settings)  # type: ignore[arg-type]
    assert codes(found) == expected


def test_resolving_a_refused_setting_is_an_error() -> None:
    with pytest.raises(RulePackError):
        resolve(PACKS, "kfw436-2020", {"cap_basis": "both"}, date(2026, 1, 1))
    packs = parse_packs({"a.toml": pack(parameters=line())})
    with pytest.raises(RulePackError):
        resolve(packs, "a", {}, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("value", "accepted"),
    [
        (("2007-01-01=1900",), True),
        (("2007-01-01=1900", "2020-07-01=1600"), True),
        ((), False),
        (("2020-07-01=1600", "2007-01-01=1900"), False),
        (("2020-07-01=1600", "2020-07-01=1900"), False),
        (("2020-7-1=1600",), False),
        (("2020-07-01=10001",), False),
        (("1900",), False),
    ],
)
def test_numbers_by_day_ascend(value: tuple[str, ...], accepted: bool) -> None:
    assert dated(0, 10_000).accepts(value) is accepted


def test_a_number_counts_from_its_day_until_the_next() -> None:
    values = ("2007-01-01=1900", "2020-07-01=1600", "2021-01-01=1900")
    days = [(2006, 12, 31), (2020, 6, 30), (2020, 7, 1), (2020, 12, 31), (2021, 1, 1)]
    found = [number_on(values, date(*day)) for day in days]
    assert found == [1900, 1900, 1600, 1600, 1900]
