"""The promised API: drafts, figures, renderings, release, differences, rights."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from contracts.events import budget
from contracts.events import reporting as told_events
from contracts.topics import EVENTS
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.stream import CHIEF, COMMITTEE, GRANT, HEAD, OFFICER, ROBOT, row_id
from tests.integration.reporting.web import API, app_of, bearer, browser, give_tokens


@pytest.fixture
def client(told: Reporting) -> Iterator[FlaskClient]:
    give_tokens(told)
    told.stream.checkpoint()
    told.settle()
    with app_of(told).test_client() as client:
        yield client


def draft(client: FlaskClient, type_: str = "quarterly", period: str = "2026-Q1", **more: str):
    return client.post(
        f"{API}/grants/{GRANT}/reports",
        json={"type": type_, "period": period},
        headers=bearer(OFFICER, **more),
    )


def test_types_name_an_example_period_that_can_be_drafted(client: FlaskClient) -> None:
    items = client.get(f"{API}/report-types", headers=bearer(OFFICER)).json["items"]
    assert [(one["type"], one["report"]) for one in items] == [
        ("quarterly", "R01"),
        ("call-package", "R02"),
        ("voucher-list", "R03"),
        ("voucher-list-summary", "R03"),
        ("financial-statement", "R04"),
        ("factual-report", "R05"),
        ("proof-of-use-a", "R06"),
        ("proof-of-use-b", "R07"),
        ("interim-proof", "R08"),
        ("change-notice", "R09"),
        ("measure-sheets", "R10"),
        ("portfolio", "R11"),
        ("cash-flow", "R12"),
        ("inventory", "R13"),
        ("procurement-overview", "R14"),
        ("personnel-proof", "R15"),
        ("interest-sheet", "R16"),
        ("audit-package", "R17"),
        ("audit-note", "R18"),
        ("deadline-calendar", "R19"),
        ("software-register", "R20"),
        ("data-quality", "R21"),
        ("accessibility-statement", "R22"),
    ]
    by_type = {one["type"]: one for one in items}
    proof, overview = by_type["proof-of-use-b"], by_type["portfolio"]
    assert (proof["period_speaks_of"], proof["period_rule"]) == ("span", "VN-02")
    assert proof["released_while_running"] and proof["drafted_ahead"]
    assert (overview["period_speaks_of"], overview["period_rule"]) == ("day", "GOB-01")
    assert not overview["released_while_running"] and not overview["drafted_ahead"]
    for one in items:
        answer = draft(client, one["type"], one["example_period"])
        assert answer.status_code == 201, answer.json


def test_a_draft_says_what_it_rests_on(client: FlaskClient, told: Reporting) -> None:
    body = draft(client).json
    assert (body["version"], body["status"], body["type"]) == (1, "draft", "quarterly")
    assert body["cut_off"]["position"] == told.transport.end_offset(EVENTS)
    assert body["cut_off"]["at"].endswith("Z")
    assert body["rule_pack"] == "kfw436-2020"
    assert set(body["sha256"]) >= {"pdf", "xlsx", "json"}
    assert body["late_cut_off"] is False
    assert draft(client).json["version"] == 2


def test_renderings_are_the_stored_bytes_and_downloads_are_events(
    client: FlaskClient, told: Reporting
) -> None:
    body = draft(client).json
    for format_, digest in body["sha256"].items():
        url = f"{API}/reports/{body['report_id']}/document.{format_}"
        answer = client.get(url, headers=bearer(OFFICER))
        assert hashlib.sha256(answer.data).hexdigest() == digest
        assert client.get(url, headers=bearer(OFFICER)).data == answer.data
    told.settle()
    types = [json.loads(one.value or b"")["type"] for one in told.transport.select(EVENTS, 0, 999)]
    assert types.count(told_events.ReportDownloaded.TYPE) == 2 * len(body["sha256"])


def test_every_report_has_a_csv_for_programs(client: FlaskClient, told: Reporting) -> None:
    body = draft(client).json
    url = f"{API}/reports/{body['report_id']}/document"
    answer = client.get(f"{url}.csv?variant=iso", headers=bearer(OFFICER))
    assert answer.status_code == 200 and answer.content_type == "text/csv; charset=utf-8"
    assert "-iso.csv" in answer.headers["Content-Disposition"]
    assert client.get(f"{url}.csv?variant=iso", headers=bearer(OFFICER)).data == answer.data
    german = client.get(f"{url}.csv?variant=german", headers=bearer(OFFICER))
    assert hashlib.sha256(german.data).hexdigest() == body["sha256"]["csv"]
    assert german.data.startswith(b"\xef\xbb\xbf") and not answer.data.startswith(b"\xef")
    public = client.get(f"{url}.csv?variant=iso&part=public", headers=bearer(OFFICER))
    assert 0 < len(public.data) < len(answer.data)
    refused = client.get(f"{url}.pdf?variant=iso", headers=bearer(OFFICER))
    assert refused.json["violations"][0]["code"] == "rendering_unknown"
    assert client.get(f"{url}.csv?variant=us", headers=bearer(OFFICER)).status_code == 422
    assert notations(told) == ["iso", "iso", "german", "iso"]
    client.get(f"{url}.pdf", headers=bearer(OFFICER))
    assert notations(told)[4:] == [None]


def notations(house: Reporting) -> list[str | None]:
    """What the events of all downloads say, in their order."""
    house.settle()
    events = [json.loads(one.value or b"") for one in house.transport.select(EVENTS, 0, 999)]
    found = [one for one in events if one["type"] == told_events.ReportDownloaded.TYPE]
    return [one["data"]["notation"] for one in found]


def test_the_page_offers_the_csv_for_programs(told: Reporting) -> None:
    give_tokens(told)
    told.settle()
    pages = browser(app_of(told), OFFICER)
    report_id = told.draft().report_id
    place = f"/reporting/berichte/{report_id}"
    link = f"{place}/bericht.csv?schreibweise=iso"
    assert link in pages.get(place).text
    answer = pages.get(link)
    assert answer.status_code == 200 and ";" not in answer.text.splitlines()[1]
    assert ";" in pages.get(f"{place}/bericht.csv").text.splitlines()[1]
    for wrong, reason in (
        ("pdf?schreibweise=iso", "Die Schreibweise nach ISO gibt es nur als CSV."),
        ("csv?schreibweise=us", "Diese Schreibweise gibt es nicht"),
    ):
        refused = pages.get(f"{place}/bericht.{wrong}")
        assert refused.status_code == 404 and reason in refused.text
    assert notations(told) == ["iso", "german"]


def test_the_content_hash_can_be_recomputed_by_a_stranger(client: FlaskClient) -> None:
    body = draft(client).json
    answer = client.get(f"{API}/reports/{body['report_id']}/document.json", headers=bearer(OFFICER))
    content = answer.data[len(b'{"document":') : answer.data.rindex(b',"frame":')]
    assert hashlib.sha256(content).hexdigest() == body["content_hash"]


def test_the_public_part_is_a_file_of_its_own_without_creditors(client: FlaskClient) -> None:
    body = draft(client).json
    url = f"{API}/reports/{body['report_id']}/document"
    full = client.get(f"{url}.html", headers=bearer(OFFICER)).text
    public = client.get(f"{url}.html?part=public", headers=bearer(OFFICER)).text
    assert "Anlage 1" in full and "Anlage 1" not in public
    for text in (public, full):
        assert "Stadtwerke Musterstadt" not in text and OFFICER not in text
    assert body["public_content_hash"] not in (None, body["content_hash"])
    listed = draft(client, "voucher-list", "2026-Q1").json
    assert listed["public_sha256"] == {}
    url = f"{API}/reports/{listed['report_id']}/document.pdf?part=public"
    missing = client.get(url, headers=bearer(OFFICER))
    assert missing.status_code == 404
    assert missing.json["violations"][0]["code"] == "rendering_unknown"


def test_a_released_report_never_changes_and_the_next_supersedes_it(client: FlaskClient) -> None:
    first = draft(client).json
    url = f"{API}/reports/{first['report_id']}"
    before = client.get(f"{url}/document.pdf", headers=bearer(OFFICER)).data
    released = client.post(f"{url}/release", headers=bearer(HEAD))
    assert released.status_code == 200 and released.json["status"] == "released"
    assert released.json["content_hash"] == first["content_hash"]
    bytes_ = client.get(f"{url}/document.pdf", headers=bearer(OFFICER)).data
    assert bytes_ != before
    assert hashlib.sha256(bytes_).hexdigest() == released.json["sha256"]["pdf"]
    again = client.post(f"{url}/release", headers=bearer(CHIEF))
    assert again.status_code == 409
    assert again.json["violations"][0]["code"] == "report_not_open"
    second = draft(client).json
    assert client.get(url, headers=bearer(OFFICER)).json["status"] == "released"
    client.post(f"{API}/reports/{second['report_id']}/release", headers=bearer(CHIEF))
    assert client.get(url, headers=bearer(OFFICER)).json["status"] == "superseded"
    assert client.get(f"{url}/document.pdf", headers=bearer(OFFICER)).data == bytes_


def test_an_older_draft_cannot_be_released_after_a_newer_one(client: FlaskClient) -> None:
    older, newer = draft(client).json, draft(client).json
    client.post(f"{API}/reports/{newer['report_id']}/release", headers=bearer(HEAD))
    answer = client.post(f"{API}/reports/{older['report_id']}/release", headers=bearer(HEAD))
    assert answer.status_code == 409
    assert answer.json["violations"][0]["code"] == "newer_version_released"


def test_a_draft_of_a_running_period_says_what_follows(client: FlaskClient) -> None:
    waits = draft(client, "portfolio", "2026-Q2").json
    [reason] = waits["running_period"]
    assert (reason["code"], reason["severity"]) == ("period_running", "error")
    refused = client.post(f"{API}/reports/{waits['report_id']}/release", headers=bearer(HEAD))
    assert refused.status_code == 422 and refused.json["violations"] == [reason]
    notice = draft(client, "change-notice", "2026-Q2").json
    assert [one["severity"] for one in notice["running_period"]] == ["warning"]
    url = f"{API}/reports/{notice['report_id']}/release"
    released = client.post(url, json={"names_seen": True}, headers=bearer(HEAD))
    assert released.status_code == 200 and released.json["running_period"] == []
    assert draft(client, "portfolio", "2026-Q1").json["running_period"] == []


def test_roles(client: FlaskClient) -> None:
    body = draft(client).json
    url = f"{API}/reports/{body['report_id']}"
    assert client.get(url).status_code == 401
    assert client.get(url, headers=bearer(COMMITTEE)).status_code == 403
    assert client.get(f"{url}/document.pdf", headers=bearer(COMMITTEE)).status_code == 403
    assert client.post(f"{url}/release", headers=bearer(OFFICER)).status_code == 403
    assert client.get(f"{API}/grants/{GRANT}/figures?period=2026-Q1",
                      headers=bearer(COMMITTEE)).status_code == 403  # fmt: skip
    lists = f"{API}/grants/{GRANT}/reports"
    assert client.get(lists, headers=bearer(COMMITTEE)).json["items"] == []
    client.post(f"{url}/release", headers=bearer(HEAD))
    assert len(client.get(lists, headers=bearer(COMMITTEE)).json["items"]) == 1
    public = client.get(f"{url}/document.pdf?part=public", headers=bearer(COMMITTEE))
    assert public.status_code == 200
    # row 3 of the story is the pay of one post
    full = client.get(f"{url}/document.pdf", headers=bearer(COMMITTEE))
    assert full.status_code == 403
    assert full.json["violations"][0]["code"] == "pay_is_hidden"
    assert client.post(f"{API}/runs", json={"as_of": "2026-04-01"},
                       headers=bearer(OFFICER)).status_code == 403  # fmt: skip


@pytest.mark.parametrize(
    ("type_", "period", "codes"),
    [
        ("quarterly", "2026-H1", {"period_kind"}),
        ("call-package", "2026-Q1", {"period_kind"}),
        ("voucher-list", "2026-03", {"period_kind"}),
        ("cash-flow", "2026-13", {"period_invalid"}),
        ("quarterly", "gestern", {"period_invalid"}),
        ("balance-sheet", "2026-Q9", {"report_type_unknown", "period_invalid"}),
        ("call-package", "2024-H1", {"call_missing"}),
    ],
)
def test_a_wrong_order_is_refused_with_every_reason(
    client: FlaskClient, type_: str, period: str, codes: set[str]
) -> None:
    answer = draft(client, type_, period)
    assert answer.status_code == 422
    assert {one["code"] for one in answer.json["violations"]} == codes


def test_unknown_things(client: FlaskClient) -> None:
    url = f"{API}/grants/NOBODY/reports"
    body = {"type": "quarterly", "period": "2026-Q1"}
    missing = client.post(url, json=body, headers=bearer(OFFICER))
    assert missing.status_code == 404
    assert missing.json["violations"][0]["code"] == "grant_unknown"
    unknown = client.get(f"{API}/reports/none", headers=bearer(OFFICER))
    assert unknown.status_code == 404
    assert unknown.json["violations"][0]["code"] == "report_unknown"
    extra = client.post(f"{API}/grants/{GRANT}/reports", json={**body, "x": 1},
                        headers=bearer(OFFICER))  # fmt: skip
    assert extra.status_code == 422


def test_the_same_idempotency_key_drafts_once(client: FlaskClient) -> None:
    first = draft(client, **{"Idempotency-Key": "k"})
    second = draft(client, **{"Idempotency-Key": "k"})
    assert second.headers["Idempotency-Replayed"] == "true"
    assert first.json["report_id"] == second.json["report_id"]
    url = f"{API}/reports/{first.json['report_id']}/release"
    once = client.post(url, headers=bearer(HEAD, **{"Idempotency-Key": "r"}))
    twice = client.post(url, headers=bearer(HEAD, **{"Idempotency-Key": "r"}))
    assert (once.status_code, twice.status_code) == (200, 200)
    assert twice.headers["Idempotency-Replayed"] == "true"


def test_a_stale_etag_is_refused(client: FlaskClient) -> None:
    url = f"{API}/reports/{draft(client).json['report_id']}"
    tag = client.get(url, headers=bearer(HEAD)).headers["ETag"]
    stale = client.post(f"{url}/release", headers=bearer(HEAD, **{"If-Match": '"99"'}))
    assert stale.status_code == 412
    fresh = client.post(f"{url}/release", headers=bearer(HEAD, **{"If-Match": tag}))
    assert fresh.status_code == 200


def test_changes_name_the_voucher_and_the_reason(client: FlaskClient, told: Reporting) -> None:
    first = draft(client).json
    told.stream.row(
        budget.ExpenditureReturned, 48, gross=1_000, status="recorded",
        extra={"reason": "Rechnung unvollständig"},
    )  # fmt: skip
    told.stream.checkpoint()
    told.settle()
    second = draft(client).json
    url = f"{API}/reports/{second['report_id']}/changes?since={first['report_id']}"
    (item,) = client.get(url, headers=bearer(OFFICER)).json["items"]
    assert item["number"] == 48 and item["after"]["paid_cents"] == 1_000
    assert item["reasons"][0]["reason"] == "Rechnung unvollständig"
    shown = client.get(f"{API}/reports/{first['report_id']}", headers=bearer(OFFICER)).json
    assert shown["events_since"] == 1
    other = draft(client, "voucher-list", "2026-Q1").json
    wrong = client.get(f"{API}/reports/{second['report_id']}/changes?since={other['report_id']}",
                       headers=bearer(OFFICER))  # fmt: skip
    assert wrong.status_code == 422
    assert wrong.json["violations"][0]["code"] == "reports_not_comparable"


def test_a_report_with_names_is_released_by_somebody_who_knows_who_reads_them(
    client: FlaskClient,
) -> None:
    url = f"{API}/reports/{draft(client, 'voucher-list', '2026-Q1').json['report_id']}/release"
    for body in (None, {}, {"names_seen": False}):
        answer = client.post(url, json=body, headers=bearer(HEAD))
        assert answer.status_code == 422
        assert [one["code"] for one in answer.json["violations"]] == ["names_not_confirmed"]
    told = client.post(url, json={"names_seen": True}, headers=bearer(HEAD))
    assert (told.status_code, told.json["status"]) == (200, "released")


def test_runs_draft_once_and_never_release(client: FlaskClient) -> None:
    first = client.post(f"{API}/runs", json={"as_of": "2024-04-01"}, headers=bearer(ROBOT))
    assert first.status_code == 200
    assert {one["period"] for one in first.json["items"]} == {"2024-Q1"}
    assert len(first.json["drafted"]) == len(first.json["items"]) and first.json["failed"] == []
    second = client.post(f"{API}/runs", json={"as_of": "2024-04-01"}, headers=bearer(ROBOT))
    assert second.json["drafted"] == []
    assert second.json["items"] == first.json["items"]
    reports = client.get(f"{API}/grants/{GRANT}/reports", headers=bearer(OFFICER)).json["items"]
    assert {one["status"] for one in reports} == {"draft"}
    assert all(one["scheduled"] for one in reports)


def test_figures_name_the_rows_they_add_up(client: FlaskClient) -> None:
    url = f"{API}/grants/{GRANT}/figures?period=2026-Q1"
    body = client.get(url, headers=bearer(OFFICER)).json
    assert body["as_of"] == "2026-03-31"
    assert row_id(900) in body["ids"]["committed_cents"]
    assert body["committed_cents"] == 25_000_000
    assert sum(one["paid_cents"] for one in body["lines"]) == body["paid_cents"]
    assert sum(one["planned_cents"] for one in body["years"]) == body["planned_cents"]
    wrong = client.get(f"{API}/grants/{GRANT}/figures?period=x", headers=bearer(OFFICER))
    assert wrong.status_code == 422


def test_lists_are_paged_by_key(client: FlaskClient) -> None:
    for period in ("2025-Q3", "2025-Q4", "2026-Q1"):
        draft(client, "quarterly", period)
    url = f"{API}/grants/{GRANT}/reports?limit=2"
    first = client.get(url, headers=bearer(OFFICER))
    assert [one["period"] for one in first.json["items"]] == ["2026-Q1", "2025-Q4"]
    cursor = first.json["next_cursor"]
    rest = client.get(f"{url}&cursor={cursor}", headers=bearer(OFFICER)).json
    assert [one["period"] for one in rest["items"]] == ["2025-Q3"]
    assert rest["next_cursor"] is None


def test_the_openapi_document_is_served(client: FlaskClient) -> None:
    document = client.get(f"{API}/openapi.json").json
    assert document["openapi"].startswith("3.1")
    assert f"{API}/runs" in document["paths"]
