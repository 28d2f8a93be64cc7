"""Every page says which rules of law stand behind it, and every rule that holds is told on one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from flask import Flask

from contracts.rulebook import RULEBOOK
from services.host import SERVICES
from shared.web.page_rules import rules_of
from tests.browser.living_house import LivingHouse, living_house
from tests.browser.programme import AT, enter_programme

SILENT: Final[Mapping[str, str]] = {
    "budget_session": "log-in, invitation and password: the law of grants says nothing to them",
    "budget_rules": "the register itself",
    "reporting_notice_letters": "a letter as a file; its task stands on a page that names the rule",
    "shared": "the statement on accessibility and the ways to the first page",
}
"""Blueprints whose pages name no rule, with the reason."""

WHOLE_PROGRAM: Final = {"API", "ACC-01", "ACC-02", "UI-01"}
"""Rules about every page and every call, told by the statement on accessibility and the API."""

TOLD: Final = {page: ids for one in SERVICES.values() for page, ids in one.page_rules.items()}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("seiten")) as running:
        enter_programme(running)
        yield running


def pages(app: Flask) -> set[str]:
    """Endpoints that are read with a browser."""
    return {
        one.endpoint
        for one in app.url_map.iter_rules()
        if "GET" in (one.methods or ()) and "/api/" not in one.rule and "." in one.endpoint
        if not one.endpoint.endswith(".static") and "_api." not in one.endpoint
        if not one.endpoint.startswith("health")
    }


def test_no_page_is_silent_without_a_reason(house: LivingHouse) -> None:
    found = pages(house.app)
    assert len(found) > 90
    silent = {one for one in found if not rules_of(TOLD, one)}
    assert sorted({one.partition(".")[0] for one in silent} - set(SILENT)) == []
    assert set(SILENT) & set(TOLD) == set()


def test_every_place_of_the_map_is_a_page(house: LivingHouse) -> None:
    found = pages(house.app)
    assert sorted(set(TOLD) - found - {one.partition(".")[0] for one in found}) == []


def test_every_rule_that_holds_is_told_on_a_page() -> None:
    told = {rule for ids in TOLD.values() for rule in ids}
    holds = {one.id for one in RULEBOOK.rules.values() if one.active}
    assert sorted(holds - told - WHOLE_PROGRAM) == []
    assert sorted(told - holds) == []
    assert [page for page, ids in TOLD.items() if len(set(ids)) != len(ids)] == []


def test_a_form_an_empty_list_and_a_report_page_tell_them(house: LivingHouse) -> None:
    for at, rule in (
        (f"{AT}/ausgaben/neu", "ELG-13"),
        (f"{AT}/ausnahmen", "GOV-01"),
        (f"{AT}/einlesen", "FMT-04"),
        ("/reporting/", "VN-01"),
        ("/audit/pruefung", "GOB-01"),
    ):
        behind = house.client("pruefung").get(at).text.partition("page-rules")[2]
        if not behind:
            behind = house.client("sachbearbeitung").get(at).text.partition("page-rules")[2]
        stands = RULEBOOK.rules[rule]
        assert f'href="/budget/regeln/{rule}"' in behind, at
        assert stands.title in behind and stands.citation in behind, at


def test_who_may_not_read_the_register_reads_where_it_is_written(house: LivingHouse) -> None:
    behind = house.client("ausschuss").get("/reporting/").text.partition("page-rules")[2]
    assert RULEBOOK.rules["VN-01"].citation in behind
    assert "/budget/regeln/" not in behind


def test_the_log_in_tells_none(house: LivingHouse) -> None:
    assert "page-rules" not in house.app.test_client().get("/budget/anmelden").text
