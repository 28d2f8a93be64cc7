"""Every address below a grant says so where there is no such grant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from tests.browser.living_house import LivingHouse, living_house
from tests.driver import FINANCE
from tests.driver import House as DrivenHouse


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("unbekannt")) as running:
        yield running


def addresses(app: Flask) -> list[str]:
    rules = app.url_map.iter_rules()
    return sorted(
        str(rule).replace("<grant_id>", "NIX")
        for rule in rules
        if rule.arguments == {"grant_id"} and "GET" in (rule.methods or ())
    )


def test_an_unknown_grant_is_not_found(house: LivingHouse) -> None:
    pages = [one for one in addresses(house.app) if "/api/" not in one]
    found = {one: house.client("kaemmerei").get(one).status_code for one in pages}
    assert len(pages) > 20
    assert {one: status for one, status in found.items() if status not in (403, 404)} == {}


def test_the_api_says_so_too(prepared_house: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    template, tokens = prepared_house
    with closing(DrivenHouse(template, tmp_path / "data", tokens)) as driven:
        calls = [one for one in addresses(driven.app) if "/api/" in one]
        found = {one: driven.call(FINANCE, "GET", one).status for one in calls}
    assert len(calls) > 40
    questions = {one for one, status in found.items() if status == 422}
    assert questions == {f"/reporting/api/v1/grants/NIX/{one}" for one in ("figures", "narratives")}
    rest = {one: status for one, status in found.items() if one not in questions}
    assert {one: status for one, status in rest.items() if status not in (403, 404)} == {}
