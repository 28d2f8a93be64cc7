"""Every page of one thing, looked at as every other page; and no page is left out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from werkzeug.routing import Rule

from tests.browser.conftest import note_stops
from tests.browser.living_house import LivingHouse, living_house
from tests.browser.programme import enter_programme
from tests.browser.single_things import Visits, enter_single_things
from tests.browser.test_every_page import OFFICER, OTHERS, faults_of
from tests.components.chromium import clean_page

NO_PAGE = {
    "shared.index": "leads on to the first page",
    "shared.login": "leads on to the log-in page",
    "budget_session.login_form": "test_log_in_page",
    "budget_session.is_logged_in": "answers a script: test_session_end",
}
"""Pages that are not in the lists, and why."""
NO_HTML = ("api", "static", "download", "export", "table", "preview_csv", "feed", "check_program",
           "hash_tile", "entry_bundle", "checkpoint", "files", "late_csv", "sums_csv")  # fmt: skip
"""Last words of endpoints that answer with files or data."""


@pytest.fixture(scope="module")
def own_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    """Apart from the other browser tests, whose calls and rows nothing here may claim."""
    with living_house(tmp_path_factory.mktemp("single")) as house:
        enter_programme(house)
        yield house


@pytest.fixture(scope="module")
def visits(own_house: LivingHouse) -> Visits:
    return enter_single_things(own_house)


def test_pages_of_single_things(browser: Browser, own_house: LivingHouse, visits: Visits) -> None:
    found: list[str] = []
    for user in sorted({user for user, _ in visits.values()}):
        with clean_page(browser) as page:
            note_stops(page, found)
            if user:
                own_house.log_in(page, user)
            for who, path in visits.values():
                if who == user:
                    found += faults_of(page, own_house, path)
    assert found == []


def test_no_page_is_left_out(own_house: LivingHouse, visits: Visits) -> None:
    addresses = own_house.app.url_map.bind("127.0.0.1")
    listed = (*OFFICER, *(path for paths in OTHERS.values() for path in paths))
    visited = {
        addresses.match(path.partition("?")[0])[0] for path in listed if "gibt-es" not in path
    }
    pages = {rule.endpoint for rule in own_house.app.url_map.iter_rules() if _is_page(rule)}
    assert len(pages) > 70
    assert pages - visited - set(visits) == set(NO_PAGE)


def test_what_is_visited_is_what_it_is_called(own_house: LivingHouse, visits: Visits) -> None:
    addresses = own_house.app.url_map.bind("127.0.0.1")
    for endpoint, (_, path) in visits.items():
        assert addresses.match(path.partition("?")[0])[0] == endpoint


def _is_page(rule: Rule) -> bool:
    is_read = "GET" in (rule.methods or ())
    last = rule.endpoint.rpartition(".")[2]
    is_data = "/api/" in rule.rule or rule.rule.startswith(("/healthz", "/metrics", "/readyz"))
    return is_read and not is_data and last not in NO_HTML
