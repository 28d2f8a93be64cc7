"""The letter of one notice: for browser and program, for readers only, told of as an event."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from flask import Flask
from pypdf import PdfReader

from contracts.events import budget
from contracts.events.reporting import NoticeLetterDownloaded
from contracts.notice_letter import letter_calls, letter_pages
from contracts.topics import EVENTS
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.stream import COMMITTEE, GRANT, HEAD, OFFICER
from tests.integration.reporting.web import app_of, bearer, browser, give_tokens

KNOWN, DUE = date(2026, 2, 2), date(2026, 2, 16)
PDF = letter_pages(GRANT, "n1")["pdf"]


def opened(notice_id: str, reason: str, **more: Any) -> budget.NoticeOpened:
    return budget.NoticeOpened(notice_id, GRANT, "NOTE-01", notice_id, reason, KNOWN, DUE, **more)


@pytest.fixture
def app(told: Reporting) -> Flask:
    """Three notices: one to be sent, another, and one of which two persons found nothing is due."""
    give_tokens(told)
    told.stream.tell(opened("n1", "Das Land gibt Geld", effect_cents=500_000, after="Land"))
    told.stream.tell(opened("n2", "Der Bund gibt Geld"))
    told.stream.tell(opened("n3", "Die Stadt gibt Geld"))
    event = budget.NoticeDispensed("n3", GRANT, "NOTE-01", "eigenes Geld", HEAD)
    told.stream.tell(event, "notice/n3")
    told.stream.checkpoint()
    told.settle()
    return app_of(told)


def words(format_: str, content: bytes) -> str:
    if format_ == "pdf":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    paper = docx.Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_it_holds_its_own_notice_and_nothing_of_the_house(app: Flask, format_: str) -> None:
    answer = browser(app, OFFICER).get(letter_pages(GRANT, "n1")[format_])
    assert answer.status_code == 200
    assert (
        f'filename="mitteilung-note-01-2026-02-02.{format_}"'
        in (answer.headers["Content-Disposition"])
    )
    said = words(format_, answer.data)
    for one in (
        "Bewilligungsstelle des Bescheids 436-4711/23",
        "Weitere Zuwendungen oder Mittel Dritter",
        "NOTE-01, ANBest Nr. 5",
        "Das Land gibt Geld",
        "5.000,00",
        "02.02.2026",
        "Mit freundlichen Grüßen",
        "Kämmerei",
    ):
        assert one in said, one
    assert "Der Bund" not in said and "16.02.2026" not in said and "Zu senden" not in said


def test_the_pdf_is_tagged(app: Flask) -> None:
    root = PdfReader(BytesIO(browser(app, OFFICER).get(PDF).data)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert root["/Lang"] == "de-DE"


def test_the_same_facts_give_the_same_bytes(app: Flask) -> None:
    officer = browser(app, OFFICER)
    for path in letter_pages(GRANT, "n1").values():
        assert officer.get(path).data == officer.get(path).data


def test_a_program_fetches_the_same(app: Flask) -> None:
    client, officer = app.test_client(), browser(app, OFFICER)
    for format_, path in letter_calls(GRANT, "n1").items():
        answer = client.get(path, headers=bearer(HEAD))
        assert answer.data == officer.get(letter_pages(GRANT, "n1")[format_]).data


def test_every_fetching_is_an_event(app: Flask, told: Reporting) -> None:
    for path in letter_pages(GRANT, "n1").values():
        assert browser(app, OFFICER).get(path).status_code == 200
    told.settle()
    events = [json.loads(one.value or b"") for one in told.transport.select(EVENTS, 0, 999)]
    found = [one for one in events if one["type"] == NoticeLetterDownloaded.TYPE]
    assert [one["data"]["format"] for one in found] == ["pdf", "docx"]
    assert all(
        (one["actor"], one["grantid"], one["data"]["related"]) == (OFFICER, GRANT, ["notice/n1"])
        for one in found
    )


def test_the_committee_gets_none(app: Flask) -> None:
    assert browser(app, COMMITTEE).get(PDF).status_code == 403
    path = letter_calls(GRANT, "n1")["pdf"]
    assert app.test_client().get(path, headers=bearer(COMMITTEE)).status_code == 403
    assert app.test_client().get(path).status_code == 401


def test_nothing_is_written_where_nothing_is_due(app: Flask) -> None:
    answer = app.test_client().get(letter_calls(GRANT, "n3")["pdf"], headers=bearer(OFFICER))
    assert answer.status_code == 409
    [reason] = answer.json["violations"]
    assert (reason["code"], reason["rule"]) == ("letter_not_due", "NOTE-01")
    assert reason["remedy"].startswith("Keinen Brief senden")


@pytest.mark.parametrize("path", [PDF.replace("n1", "n9"), PDF.replace(GRANT, "andere")])
def test_what_is_not_there_has_no_letter(app: Flask, path: str) -> None:
    assert browser(app, OFFICER).get(path).status_code == 404


def test_other_forms_there_are_none(app: Flask) -> None:
    officer = browser(app, OFFICER)
    assert officer.get(PDF.replace(".pdf", ".xlsx")).status_code == 404
    path = letter_calls(GRANT, "n1")["pdf"].replace(".pdf", ".xlsx")
    assert app.test_client().get(path, headers=bearer(OFFICER)).status_code == 404


def test_a_sent_letter_bears_its_day(app: Flask, told: Reporting) -> None:
    sent = budget.NoticeSent("n1", GRANT, "NOTE-01", date(2026, 2, 5), "Az. 11", None)
    told.stream.tell(sent, "notice/n1")
    told.stream.checkpoint()
    told.settle()
    said = words("docx", browser(app, OFFICER).get(letter_pages(GRANT, "n1")["docx"]).data)
    assert "Musterstadt, den 05.02.2026" in said and "Az. 11" not in said
