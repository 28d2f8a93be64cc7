"""Versions: what outdates a released report, what the next one says about it, and every past state
drawn again to the byte."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contracts.events import budget
from services.reporting.documents import Document, Table
from services.reporting.documents.change_words import why_of
from services.reporting.usecases.as_of import report_as_of
from services.reporting.usecases.changes import compare
from services.reporting.usecases.preparing import DraftOrder
from services.reporting.usecases.reading import report
from services.reporting.usecases.stored_document import stored_document
from shared.errors import NotFound
from tests.integration.reporting.house import NOW, Reporting
from tests.integration.reporting.stream import GRANT, HEAD, OFFICER
from tests.integration.reporting.web import API, app_of, bearer, browser, give_tokens

REASON = "Rechnung unvollständig"


def change(house: Reporting, number: int = 48, *, paid_on: date = date(2026, 2, 16)) -> None:
    """Somebody returns a row with a reason; the log signs it."""
    house.stream.row(
        budget.ExpenditureReturned, number, gross=1_000, status="recorded", paid_on=paid_on,
        extra={"reason": REASON},
    )  # fmt: skip
    house.stream.checkpoint()
    house.settle()


def outdated_by(house: Reporting, report_id: str) -> int | None:
    with house.ports.sessions.read() as session:
        return report(session, report_id).outdated_by


def document_of(house: Reporting, report_id: str) -> Document:
    with house.ports.sessions.read() as session:
        return stored_document(session, report_id)


def change_page(house: Reporting, report_id: str) -> Table | None:
    found = {table.key: table for table in document_of(house, report_id).tables()}
    return found.get("changes")


def test_only_vouchers_of_its_period_outdate_a_released_report(told: Reporting) -> None:
    draft = told.draft("portfolio", "2025-Q4")
    assert outdated_by(told, draft.report_id) is None  # a draft is no promise
    told.release(draft.report_id, HEAD)
    assert outdated_by(told, draft.report_id) == 0
    change(told, 700, paid_on=date(2026, 1, 1))
    assert outdated_by(told, draft.report_id) == 0
    change(told, 701, paid_on=date(2025, 12, 31))
    change(told, 701, paid_on=date(2025, 12, 30))  # told again, and the same sums as of the end
    assert outdated_by(told, draft.report_id) == 2


def test_page_and_api_say_so_and_name_voucher_and_reason(told: Reporting) -> None:
    app = app_of(told)
    give_tokens(told)
    told.settle()
    row = told.release(told.draft("quarterly", "2026-Q1").report_id, HEAD)
    place = f"/reporting/berichte/{row.report_id}"
    assert "überholt" not in browser(app, OFFICER).get(place).text
    change(told)
    shown = browser(app, OFFICER).get(place).text
    assert "Dieser Bericht ist durch 1 Ereignis überholt." in shown
    since = browser(app, OFFICER).get(f"{place}/aenderungen?seit={row.report_id}").text
    assert "Seit Fassung 1 geändert" in since and f"zurückgegeben ({REASON})" in since
    client = app.test_client()
    told_ = client.get(f"{API}/reports/{row.report_id}", headers=bearer(OFFICER)).json
    assert told_["outdated_by"] == 1
    url = f"{API}/reports/{row.report_id}/changes"
    changes = client.get(f"{url}?since={row.report_id}", headers=bearer(OFFICER)).json
    assert changes["events"] == 1 and changes["items"][0]["number"] == 48
    assert client.get(url, headers=bearer(OFFICER)).json == {
        "report_id": row.report_id, "since": None, "events": 0, "items": [], "facts": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("type_", "period"), [("quarterly", "2026-Q1"), ("call-package", "2026-H1")]
)
def test_the_next_version_prints_what_changes_answers(
    told: Reporting, type_: str, period: str
) -> None:
    told.draft(type_, period)
    first = told.draft(type_, period)
    assert change_page(told, first.report_id) is None  # a draft nobody saw is no version to replace
    told.release(first.report_id, HEAD)
    change(told)
    between = told.draft(type_, period)
    change(told, 47)
    second = told.draft(type_, period)
    with told.ports.sessions.read() as session:
        found = compare(session, second.report_id)
    assert found.since == first.report_id  # the one that was released, not the draft between
    page = change_page(told, second.report_id)
    assert page is not None and page.caption == "Änderungen gegenüber Fassung 2"
    printed = [(row.cells[0], row.cells[4], row.cells[6]) for row in page.rows if not row.label]
    assert printed == [
        (one.number, one.after.paid_cents - one.before.paid_cents, why_of(one))
        for one in found.changes.vouchers
    ]
    assert [one[0] for one in printed] == [47, 48]
    assert all(str(one[2]).startswith(f"zurückgegeben ({REASON})") for one in printed)
    assert change_page(told, between.report_id) is not None


def test_every_past_state_is_drawn_again_to_the_byte(told: Reporting, tmp_path: Path) -> None:
    """The second version of three, with its change page, and a report nobody drafted then."""
    told.release(told.draft("quarterly", "2026-Q1").report_id, HEAD)
    change(told)
    second = told.draft("quarterly", "2026-Q1")
    position = second.cut_off_position
    unstored = DraftOrder(GRANT, "data-quality", "2026-Q1", NOW.date())
    before = report_as_of(told.means, unstored, position, tmp_path / "before")
    told.release(second.report_id, HEAD)
    change(told, 47)
    told.draft("quarterly", "2026-Q1")
    told.draft("data-quality", "2026-Q1")
    order = DraftOrder(GRANT, "quarterly", "2026-Q1", NOW.date())
    again = report_as_of(told.means, order, position, tmp_path / "again")
    assert {one.path.suffix for one in again} == {".pdf", ".xlsx", ".html", ".json", ".csv"}
    assert all(one.is_as_stored for one in again)
    after = report_as_of(told.means, unstored, position, tmp_path / "after")
    assert [one.sha256 for one in after] == [one.sha256 for one in before]
    assert {one.is_as_stored for one in after} == {None}
    newest = report_as_of(told.means, unstored, position + 99, tmp_path / "newest")
    assert all(one.is_as_stored for one in newest)
    assert [one.sha256 for one in newest] != [one.sha256 for one in before]


def test_before_the_first_checkpoint_there_was_no_report(told: Reporting, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="keine Prüfmarke") as missing:
        report_as_of(told.means, DraftOrder(GRANT, "quarterly", "2026-Q1", NOW.date()), 1, tmp_path)
    assert [one.code for one in missing.value.violations] == ["position_unknown"]
