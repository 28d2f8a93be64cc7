"""The browser and axe do what other tests rely on: above all, axe can find a fault."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.components.chromium import assert_accessible, clean_page, violations

GOOD = """<!doctype html><html lang="de"><head><title>Seite</title></head><body>
<main><h1>Überschrift</h1><label for="a">Betrag</label><input id="a"></main></body></html>"""
BAD = "<!doctype html><html><head></head><body><img src='data:,'><input></body></html>"


def test_a_good_page_passes(page: Page) -> None:
    page.set_content(GOOD)
    assert_accessible(page)


def test_a_bad_page_is_caught(page: Page) -> None:
    page.set_content(BAD)
    found = " ".join(violations(page))
    for rule in ("html-has-lang", "document-title", "image-alt", "label"):
        assert rule in found
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_a_request_to_a_foreign_host_fails_the_test(browser: Browser) -> None:
    with pytest.raises(AssertionError, match="foreign host"), clean_page(browser) as page:
        page.set_content("<!doctype html><img src='http://fonts.invalid/a.png' alt=''>")
        page.wait_for_load_state("networkidle")


def test_a_script_error_fails_the_test(browser: Browser) -> None:
    with pytest.raises(AssertionError, match="script error"), clean_page(browser) as page:
        page.set_content("<!doctype html><script>throw new Error('kaputt')</script>")
