"""The data-quality report draws how long certifications wait, with the numbers of its table."""

from __future__ import annotations

from contracts.rulebook.finding_words import word_for
from services.reporting.documents import Chart, Document, Paragraph, RowKind, Table
from services.reporting.documents.data_quality import PASSED
from services.reporting.domain.data_quality import CHECKED
from services.reporting.usecases.stored_document import stored_document
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import tell_grant, tell_users


def drafted(house: Reporting) -> Document:
    row = house.draft("data-quality", "2026-Q1")
    with house.ports.sessions.read() as session:
        return stored_document(session, row.report_id)


def ages(document: Document) -> Table:
    (found,) = [one for one in document.tables() if one.key == "certification_ages"]
    return found


def test_picture_and_table_say_the_same_and_what_the_points_say(told: Reporting) -> None:
    document = drafted(told)
    (chart,) = [one for one in document.blocks() if isinstance(one, Chart)]
    rows = [one for one in ages(document).rows if one.kind is RowKind.DATA]
    assert chart.categories == tuple(one.cells[0] for one in rows)
    assert chart.series[0].values == tuple(one.cells[1] for one in rows)
    assert chart.series[0].facts == tuple(one.facts for one in rows)
    (points,) = [one for one in document.tables() if one.key == "points"]
    open_rows = {
        identity
        for one in points.rows
        if one.kind is RowKind.DATA and "Feststellung fehlt" in str(one.cells[0])
        for identity in one.facts.ids
    }
    assert open_rows and {identity for one in rows for identity in one.facts.ids} == open_rows
    assert f"{len(open_rows)} Beleg" in chart.message


def test_where_nothing_waits_nothing_is_drawn(reporting: Reporting) -> None:
    tell_users(reporting.stream)
    tell_grant(reporting.stream)
    reporting.stream.checkpoint()
    reporting.settle()
    document = drafted(reporting)
    assert not [one for one in document.blocks() if isinstance(one, Chart)]
    said = [one.text for one in document.blocks() if isinstance(one, Paragraph)]
    assert "Kein Beleg wartet auf eine Feststellung." in said
    assert [one.cells[1] for one in ages(document).rows] == [0] * 5


def test_what_was_looked_for_and_not_found_is_named_too(told: Reporting) -> None:
    (points,) = [one for one in drafted(told).tables() if one.key == "points"]
    rows = [one for one in points.rows if one.kind is RowKind.DATA]
    codes = [one.cells[0] for one in rows]
    assert len(codes) == len(set(codes)) and {word_for(code) for code, _ in CHECKED} <= set(codes)
    for one in rows:
        assert (one.cells[1] == PASSED) == (one.cells[3] == 0)
    total = points.rows[-1].cells[3]
    assert total == sum(int(str(one.cells[3])) for one in rows)


def test_nothing_is_checked_where_there_is_no_row(reporting: Reporting) -> None:
    tell_users(reporting.stream)
    tell_grant(reporting.stream)
    reporting.stream.checkpoint()
    reporting.settle()
    (points,) = [one for one in drafted(reporting).tables() if one.key == "points"]
    assert [one.kind for one in points.rows] == [RowKind.TOTAL]


def test_each_row_says_where_to_find_the_receipt(told: Reporting) -> None:
    (rows,) = [one for one in drafted(told).tables() if one.key == "rows"]
    keys = [one.key for one in rows.columns]
    assert keys[:4] == ["number", "voucher_number", "measure", "gross"]
    found = {one.cells[0]: one.cells[1:4] for one in rows.rows}
    voucher, measure, gross = next(iter(found.values()))
    assert str(voucher).startswith("B-") and str(measure).startswith("M") and int(str(gross)) > 0
