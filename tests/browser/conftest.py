"""One house for all browser tests, and a way in for every user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.browser.living_house import LivingHouse, living_house
from tests.browser.programme import enter_programme
from tests.components.chromium import clean_page

Enter = Callable[..., Page]

STATIC_FILE_LEFT = "ignore::pytest.PytestUnraisableExceptionWarning"
"""A browser that leaves a page drops its font requests half-way; the test server then forgets the
file it was sending, and whichever test runs next would be blamed."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.filterwarnings(STATIC_FILE_LEFT))


def note_stops(page: Page, stopped: list[str]) -> None:
    """Adds to `stopped` what the Content-Security-Policy stops on this page from now on."""

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            stopped.append(message.text)

    page.on("console", note)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    """Served for the whole run, with a grant in full life."""
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


@pytest.fixture
def enter(browser: Browser, house: LivingHouse) -> Iterator[Enter]:
    """`enter("sachlich", viewport=…)`: a page of the house where that user is logged in.

    Whatever the Content-Security-Policy had to stop fails the test.
    """
    stopped: list[str] = []
    with ExitStack() as pages:

        def open_page(user: str, **options: Any) -> Page:
            page = pages.enter_context(clean_page(browser, **options))
            note_stops(page, stopped)
            house.log_in(page, user)
            return page

        yield open_page
    assert not stopped, "\n".join(stopped)
