"""What a file could not show as given: in the log with the report's id, and on its page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from contracts.events import budget
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import grant
from tests.integration.reporting.stream import COMMITTEE, GRANT, HEAD
from tests.integration.reporting.web import API, app_of, bearer, browser, give_tokens

SHOWN = "PDF: Zeichen, die die Schrift nicht enthält, sind durch ▯ ersetzt"


@pytest.fixture
def odd(told: Reporting) -> Reporting:
    """The name of the grant has a sign that the font lacks."""
    told.stream.tell(budget.GrantAwarded(grant=replace(grant(), title="Tee 🫖 und Daten")))
    told.stream.checkpoint()
    told.settle()
    return told


def test_a_replaced_sign_is_told_to_the_operator_and_on_the_page(odd: Reporting) -> None:
    with capture_logs() as lines:
        row = odd.draft("data-quality", "2026-Q1")
    told = [one for one in lines if one["event"] == "report_drawn_differently"]
    assert {(one["report_id"], one["format"], one["finding"]) for one in told} == {
        (row.report_id, "pdf", "character_replaced")
    }
    assert "🫖" not in repr(told)
    place = f"/reporting/berichte/{row.report_id}"
    app = app_of(odd)
    shown = browser(app, HEAD).get(place).text
    assert SHOWN in shown and "U+1FAD6" in shown
    assert SHOWN in browser(app, HEAD).get(f"{place}/freigabe").text


def test_after_the_release_only_those_who_see_drafts_are_told(odd: Reporting) -> None:
    row = odd.draft("data-quality", "2026-Q1")
    odd.release(row.report_id, HEAD)
    place = f"/reporting/berichte/{row.report_id}"
    app = app_of(odd)
    assert SHOWN in browser(app, HEAD).get(place).text
    assert SHOWN not in browser(app, COMMITTEE).get(place).text


def test_the_api_tells_the_same_as_the_page(odd: Reporting) -> None:
    give_tokens(odd)
    odd.settle()
    row = odd.draft("data-quality", "2026-Q1")
    client, url = app_of(odd).test_client(), f"{API}/reports/{row.report_id}"
    [found] = client.get(url, headers=bearer(HEAD)).json["findings"]
    assert (found["format"], found["part"]) == ("pdf", "full")
    assert found["message"].startswith(SHOWN.removeprefix("PDF: "))
    lists = f"{API}/grants/{GRANT}/reports"
    assert client.get(lists, headers=bearer(HEAD)).json["items"][0]["findings"] == [found]
    odd.release(row.report_id, HEAD)
    assert client.get(url, headers=bearer(HEAD)).json["findings"] == [found]
    assert client.get(url, headers=bearer(COMMITTEE)).json["findings"] == []
    assert client.get(lists, headers=bearer(COMMITTEE)).json["items"][0]["findings"] == []


def test_nothing_is_said_where_everything_is_drawn(told: Reporting) -> None:
    with capture_logs() as lines:
        row = told.draft("data-quality", "2026-Q1")
    assert not [one for one in lines if one["event"] == "report_drawn_differently"]
    page = browser(app_of(told), HEAD).get(f"/reporting/berichte/{row.report_id}").text
    assert row.grant_id == GRANT and "nicht ganz wie gegeben" not in page
