"""The pages and addresses of a report that tells what few persons earn, by reader (PERS-06)."""

from __future__ import annotations

import pytest

from services.reporting.store.personnel import pay_facts
from services.reporting.usecases.cut_off import known_up_to
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.stream import COMMITTEE, GRANT, HEAD, row_id
from tests.integration.reporting.web import API, app_of, bearer, browser, give_tokens

NOTE = "Nicht alles wird gezeigt"


@pytest.mark.parametrize(
    ("kind", "has_public"), [("quarterly", True), ("portfolio", False), ("voucher-list", False)]
)
def test_the_committee_reads_the_public_part_only(
    told: Reporting, kind: str, has_public: bool
) -> None:
    """Row 3 of the story is the pay of one post."""
    row = told.draft(kind, "2026-Q1")
    told.release(row.report_id, HEAD)
    place = f"/reporting/berichte/{row.report_id}"
    app = app_of(told)
    page = browser(app, COMMITTEE).get(place).text
    assert NOTE in page and 'bericht.pdf"' not in page and "Anlage 1" not in page
    assert ("teil=oeffentlich" in page) is has_public
    assert browser(app, COMMITTEE).get(f"{place}/bericht.pdf").status_code == 403
    public = browser(app, COMMITTEE).get(f"{place}/bericht.pdf?teil=oeffentlich")
    assert public.status_code == (200 if has_public else 404)
    own = browser(app, HEAD).get(place).text
    assert NOTE not in own and 'bericht.pdf"' in own
    assert browser(app, HEAD).get(f"{place}/bericht.pdf").status_code == 200


def test_the_api_refuses_the_full_part_and_says_which_is_open(told: Reporting) -> None:
    give_tokens(told)
    told.settle()
    row = told.draft("quarterly", "2026-Q1")
    told.release(row.report_id, HEAD)
    client, url = app_of(told).test_client(), f"{API}/reports/{row.report_id}/document.csv"
    refused = client.get(url, headers=bearer(COMMITTEE))
    assert refused.status_code == 403
    assert refused.json["violations"][0]["rule"] == "PERS-06"
    assert "part=public" in refused.json["violations"][0]["remedy"]
    assert client.get(f"{url}?part=public", headers=bearer(COMMITTEE)).status_code == 200
    assert client.get(url, headers=bearer(HEAD)).status_code == 200


def test_old_events_prove_nothing_but_what_they_say(told: Reporting) -> None:
    """The bookings of the story name no persons: with sums they are over enough, else too few."""
    with told.ports.sessions.read() as session:
        known = pay_facts(session, GRANT, known_up_to(session))
    assert {one: known[row_id(one)].is_enough for one in (1, 2, 3)} == {1: True, 2: True, 3: False}
    assert {(one.persons, one.least) for one in known.values()} == {(frozenset(), None)}
