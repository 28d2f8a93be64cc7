"""The data-quality report draws how long certifications wait, with the numbers of its table."""

from __future__ import annotations

from services.reporting.documents import Chart, Document, Paragraph, RowKind, Table
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
