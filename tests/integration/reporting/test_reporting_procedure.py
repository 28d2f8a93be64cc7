"""The procedure documentation as page, file and command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from flask import Flask

from contracts.events import EVENT_TYPES
from contracts.roles import Role
from contracts.rulebook import RULEBOOK
from services.reporting.cli.upkeep import procedure
from shared.service import ServicePorts
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.stream import COMMITTEE, GRANT, OFFICER
from tests.integration.reporting.web import app_of, browser

AT = "/reporting/verfahrensdokumentation"


@pytest.fixture
def app(told: Reporting) -> Flask:
    return app_of(told)


def test_the_page_says_what_the_program_is(app: Flask) -> None:
    answer = browser(app, OFFICER).get(AT)
    assert answer.status_code == 200
    for words in (
        "erteilt keine Zahlungsanordnung",
        "POST /budget/api/v1/drawdowns/&lt;drawdown_id&gt;/release",
        "budget.expenditure",
        "kfw436-2020",
        GRANT,
        "deploy/BETRIEB.md",
        "Fördernachweis 0.1.0",
        *(role.label for role in Role),
    ):
        assert words in answer.text, words
    assert all(rule_id in answer.text for rule_id in RULEBOOK.rules)
    assert all(one in answer.text for one in EVENT_TYPES)


def test_it_names_no_secret(app: Flask, told: Reporting) -> None:
    text = browser(app, OFFICER).get(AT).text
    assert told.ports.settings.secret_key not in text
    assert str(told.ports.settings.data_dir) not in text


def test_the_files(app: Flask) -> None:
    officer = browser(app, OFFICER)
    pdf = officer.get(f"{AT}/datei.pdf")
    assert pdf.data.startswith(b"%PDF")
    assert "verfahrensdokumentation.pdf" in pdf.headers["Content-Disposition"]
    assert officer.get(f"{AT}/datei.html").text.startswith("<!doctype html>")
    assert officer.get(f"{AT}/datei.docx").status_code == 404


def test_the_committee_does_not_read_it(app: Flask) -> None:
    assert browser(app, COMMITTEE).get(AT).status_code == 403


def test_the_command_writes_it(told: Reporting) -> None:
    @contextmanager
    def opened(_name: str) -> Iterator[ServicePorts]:
        yield told.ports

    done = CliRunner().invoke(procedure, [], obj=opened)
    assert done.exit_code == 0, done.output
    assert "Verfahrensdokumentation" in done.stdout
    assert GRANT in done.stdout
