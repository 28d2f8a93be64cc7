"""Debian's Chromium driven by playwright, and axe for accessibility."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.components.availability import ROOT, Probe, command

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
QUIET = (
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
OWN_HOSTS = {"127.0.0.1", "localhost", "::1"}


def _missing() -> str | None:
    if command("chromium") is None:
        return "no program 'chromium'"
    return None if AXE.exists() else "axe-core is not in node_modules"


PROBE = Probe(
    "Chromium with axe",
    _missing,
    "`make parts` gets them; Debian: apt-get install chromium, then npm ci",
)


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless Chromium, closed at the end."""
    from playwright.sync_api import sync_playwright

    # Chromium's own sandbox refuses to work for root
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=command("chromium"), args=[*QUIET, *sandbox]
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def clean_page(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page in a session of its own, in German, Berlin time.

    `options` go to playwright's new_context (`viewport`, `java_script_enabled`, …). Requests to
    any other host are cut off, and they and script errors fail the test at the end.
    """
    faults: list[str] = []
    settings = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "ignore_https_errors": True}
    context = browser.new_context(**{**settings, **options})
    try:
        context.route(lambda url: _foreign(url), lambda route: _refuse(route, faults))
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        yield page
    finally:
        context.close()
    assert not faults, "\n".join(faults)


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is now: one line per rule with its places."""
    # evaluate works under a strict Content-Security-Policy, a script tag would not
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", list(AXE_RULES))
    return [_in_words(violation) for violation in result["violations"]]


def assert_accessible(page: Page) -> None:
    """Fail with every accessibility violation of the page."""
    found = violations(page)
    assert not found, f"{page.url}:\n" + "\n".join(found)


def _in_words(violation: dict[str, Any]) -> str:
    places = ", ".join(str(node["target"]) for node in violation["nodes"])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {places}"


def _foreign(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in OWN_HOSTS


def _refuse(route: Route, faults: list[str]) -> None:
    faults.append(f"request to a foreign host: {route.request.url}")
    route.abort()


def screenshot(page: Page, name: str) -> Path:
    """Write the whole page as .cache/screenshots/<name>.png, for a person to look at."""
    target = ROOT / ".cache" / "screenshots" / f"{name}.png"
    page.screenshot(path=target, full_page=True)
    return target
