"""Two natural persons stand behind every report; of two at once exactly one wins."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from contracts.topics import EVENTS
from services.reporting.domain.release import Standing, release_violations
from services.reporting.store import reports
from services.reporting.usecases.drafting import VersionTaken, store_draft
from services.reporting.usecases.preparing import DraftOrder, prepare
from services.reporting.usecases.releasing import ChangedMeanwhile, Releaser, draw, store_release
from shared.errors import Conflict, Refused
from tests.integration.reporting.house import NOW, Reporting
from tests.integration.reporting.story import tell_everything
from tests.integration.reporting.stream import CHIEF, GRANT, HEAD, OFFICER, ROBOT


def test_who_drafted_does_not_release_and_the_refusal_is_logged(told: Reporting) -> None:
    report = told.draft(actor=HEAD)
    with pytest.raises(Refused) as refused:
        told.release(report.report_id, HEAD)
    assert [one.code for one in refused.value.violations] == ["four_eyes_creator"]
    told.settle()
    last = told.transport.select(EVENTS, told.transport.end_offset(EVENTS) - 1, 1)[0]
    assert b"funding.reporting.command.refused.v1" in (last.value or b"")


def test_the_draft_of_the_schedule_needs_two_different_persons(told: Reporting) -> None:
    report = told.draft(actor=ROBOT)
    first = told.release(report.report_id, HEAD)
    assert first.status == "partly_released"
    with pytest.raises(Refused) as refused:
        told.release(report.report_id, HEAD)
    assert [one.code for one in refused.value.violations] == ["four_eyes_same_person"]
    second = told.release(report.report_id, CHIEF, "Programmleitung")
    assert second.status == "released"
    with told.ports.sessions.read() as session:
        page = reports.content(session, report.report_id, "released", "full", "html") or b""
    assert f"Kämmerei, Kennung {HEAD[:8]}".encode() in page
    assert f"Programmleitung, Kennung {CHIEF[:8]}".encode() in page
    for format_ in ("html", "json", "csv", "pdf"):
        with told.ports.sessions.read() as session:
            shown = reports.content(session, report.report_id, "released", "public", format_) or b""
        text = _printed(shown) if format_ == "pdf" else shown.decode()
        assert "Kennung" not in text and HEAD[:8] not in text
        assert "Programmleitung" in text or format_ in ("csv", "json")


def _printed(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_service_account_releases_nothing() -> None:
    standing = Standing("draft", OFFICER, False, None)
    found = release_violations(standing, ROBOT, is_person=False)
    assert [one.code for one in found] == ["four_eyes_no_person"]


def test_of_two_releases_at_once_exactly_one_wins(anywhere: Reporting) -> None:
    tell_everything(anywhere.stream, vouchers=8)
    anywhere.stream.checkpoint()
    anywhere.settle()
    report = anywhere.draft()

    def release(actor: str) -> str:
        try:
            return anywhere.release(report.report_id, actor).status
        except Conflict as conflict:
            return conflict.violations[0].code

    with ThreadPoolExecutor(4) as pool:
        ends = sorted(pool.map(release, [HEAD, CHIEF, HEAD, CHIEF]))
    assert ends == sorted(["released", *["report_not_open"] * 3])


def test_drafts_at_once_get_different_versions(anywhere: Reporting) -> None:
    tell_everything(anywhere.stream, vouchers=8)
    anywhere.stream.checkpoint()
    anywhere.settle()
    with ThreadPoolExecutor(3) as pool:
        versions = sorted(pool.map(lambda _: anywhere.draft().version, range(3)))
    assert versions == [1, 2, 3]


def test_what_was_prepared_for_an_older_state_is_not_stored(
    told: Reporting, tmp_path: Path
) -> None:
    by = told.ports.occasion(OFFICER)
    order = DraftOrder(GRANT, "quarterly", "2026-Q1", NOW.date())
    (tmp_path / "draft").mkdir()
    (tmp_path / "release").mkdir()
    prepared = prepare(told.means, order, tmp_path / "draft")
    report = told.draft()
    with pytest.raises(VersionTaken) as taken, told.ports.sessions.write() as session:
        store_draft(session, prepared, by=by)
    assert taken.value.violations[0].code == "version_taken"

    head = told.ports.occasion(HEAD)
    drawn = draw(told.means, report.report_id, Releaser("Kämmerei"), head, tmp_path / "release")
    told.release(report.report_id, CHIEF)
    with pytest.raises(ChangedMeanwhile) as changed, told.ports.sessions.write() as session:
        store_release(session, drawn, Releaser("Kämmerei"), by=head)
    assert changed.value.violations[0].code == "changed_meanwhile"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE report_file SET content = '' ",
        "DELETE FROM report_file",
        "UPDATE report SET content_hash = ''",
        "DELETE FROM report",
        "UPDATE report SET released_by = created_by",
    ],
)
def test_the_database_keeps_what_was_stored(anywhere: Reporting, statement: str) -> None:
    tell_everything(anywhere.stream, vouchers=8)
    anywhere.stream.checkpoint()
    anywhere.settle()
    anywhere.draft()
    with pytest.raises(DatabaseError), anywhere.ports.sessions.write() as session:
        session.execute(text(statement))
