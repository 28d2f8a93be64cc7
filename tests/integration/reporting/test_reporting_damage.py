"""A stored report whose bytes changed by themselves is neither shown, released nor handed out."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from services.reporting.usecases import reading
from services.reporting.usecases.stored_document import stored_document
from shared.errors import Conflict
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.stream import GRANT, HEAD


def damage(house: Reporting, report_id: str, status: str, format_: str) -> None:
    """Flips a letter on the disk, behind the back of the trigger that refuses changes."""
    one = {"report_id": report_id, "status": status, "format": format_}
    with house.ports.sessions.write() as session:
        session.execute(text("DROP TRIGGER IF EXISTS report_piece_no_update"))
        changed = session.execute(
            text(
                "UPDATE report_piece SET content = CAST(replace(content, 'e', 'x') AS BLOB) "
                "WHERE report_id = :report_id AND status = :status AND format = :format"
            ),
            one,
        )
        assert changed.rowcount >= 1  # type: ignore[attr-defined]  # a CursorResult


def test_a_damaged_document_is_not_released_and_stays_a_draft(told: Reporting) -> None:
    report = told.draft()
    damage(told, report.report_id, "stored", "json")
    with pytest.raises(Conflict, match=r"beschädigt.*Prüfsumme") as caught:
        told.release(report.report_id, HEAD)
    assert [one.code for one in caught.value.violations] == ["stored_report_damaged"]
    with told.ports.sessions.read() as session:
        assert reading.report(session, report.report_id).row.status == "draft"
        with pytest.raises(Conflict, match="beschädigt"):
            stored_document(session, report.report_id)


def test_a_damaged_rendering_is_not_handed_out_and_the_others_are(told: Reporting) -> None:
    report_id = told.draft().report_id
    damage(told, report_id, "draft", "csv")
    by = told.ports.occasion(HEAD)
    with told.ports.sessions.write() as session:
        with pytest.raises(Conflict, match="aus der Sicherung"):
            reading.download(session, report_id, "full", "csv", None, by=by)
        found = reading.download(session, report_id, "full", "json", None, by=by)
    assert (found.row.grant_id, found.size > 1000) == (GRANT, True)


def test_a_draft_made_anew_beside_a_damaged_one_is_whole(told: Reporting) -> None:
    old = told.draft()
    damage(told, old.report_id, "stored", "json")
    new = told.draft()
    assert told.release(new.report_id, HEAD).status == "released"
