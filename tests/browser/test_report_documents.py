"""The report as a file of its own (`document.html`): every type is read by a screen reader too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from services.reporting.store import reports
from services.reporting.usecases.report_types import REPORT_TYPES
from tests.components.chromium import clean_page, violations
from tests.integration.reporting.house import Reporting, told_house
from tests.integration.reporting.story import tell_everything


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reporting]:
    with told_house(tmp_path_factory.mktemp("told"), tell_everything) as house:
        yield house


def files_of(house: Reporting, folder: Path) -> dict[str, Path]:
    """Every type, its public part too where it has one."""
    found: dict[str, Path] = {}
    for type_, known in REPORT_TYPES.items():
        row = house.draft(type_, known.example_period)
        with house.ports.sessions.read() as session:
            for part in ("full", "public"):
                content = reports.content(session, row.report_id, "draft", part, "html")
                if content:
                    found[f"{type_} {part}"] = folder / f"{type_}-{part}.html"
                    found[f"{type_} {part}"].write_bytes(content)
    return found


def test_axe_objects_to_nothing_in_any_report(
    told: Reporting, browser: Browser, tmp_path: Path
) -> None:
    files = files_of(told, tmp_path)
    assert len(files) > len(REPORT_TYPES)
    faults = []
    with clean_page(browser, bypass_csp=True) as page:
        for name, path in files.items():
            page.goto(path.as_uri())
            faults += [f"{name}: {one}" for one in violations(page)]
            assert page.title()
    assert not faults, "\n".join(faults)
