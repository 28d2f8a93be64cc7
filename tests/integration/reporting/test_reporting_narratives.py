"""Texts of reports: versions that never change, four eyes, and figures they explain."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from services.reporting.domain.figure_address import FigureAddress
from services.reporting.store import narratives as store
from services.reporting.store.narrative_facts import told_texts
from services.reporting.store.narratives import Narrative
from services.reporting.usecases.cut_off import known_up_to
from services.reporting.usecases.narratives import NewText, propose, release
from shared.errors import Conflict, NotFound, Refused
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import tell_everything
from tests.integration.reporting.stream import GRANT, HEAD, OFFICER

YEAR = "2026"
ACTUAL = str(FigureAddress("plan_actual", "1.1 Personal", "actual"))


def write(
    house: Reporting,
    words: str,
    based_on: int = 0,
    subject: str = "lessons",
    actor: str = OFFICER,
    period: str = YEAR,
) -> Narrative:
    by = house.ports.occasion(actor)
    new = NewText(subject, words, based_on)
    written: Narrative = house.ports.execute(
        "propose_narrative",
        by,
        lambda session: propose(session, house.means, GRANT, period, new, by=by),
    )
    return written


def agree(house: Reporting, found: Narrative, number: int, actor: str = HEAD) -> Narrative:
    by = house.ports.occasion(actor)
    agreed: Narrative = house.ports.execute(
        "release_narrative",
        by,
        lambda session: release(session, found.narrative_id, number, by=by),
    )
    return agreed


def codes(error: pytest.ExceptionInfo[Refused] | pytest.ExceptionInfo[Conflict]) -> list[str]:
    return [one.code for one in error.value.violations]


def test_a_second_person_releases_and_a_new_version_follows(told: Reporting) -> None:
    first = write(told, "Klein anfangen.")
    assert first.released is None
    with pytest.raises(Refused) as refused:
        agree(told, first, 1, OFFICER)
    assert codes(refused) == ["four_eyes_author"]
    assert told.refusals() == [["four_eyes_author"]]
    agree(told, first, 1)
    second = write(told, "Klein anfangen, früh zeigen.", 1)
    assert [one.number for one in second.versions] == [1, 2]
    assert second.released and second.released.text == "Klein anfangen."
    with pytest.raises(Conflict) as gone:
        agree(told, second, 1)
    assert codes(gone) == ["narrative_superseded"]
    released = agree(told, second, 2).released
    assert released and (released.number, released.released_by) == (2, HEAD)
    with pytest.raises(Conflict) as twice:
        agree(told, second, 2)
    assert codes(twice) == ["narrative_released"]


def test_what_cannot_be_written(told: Reporting) -> None:
    with pytest.raises(Refused) as empty:
        write(told, "  ", subject="poem")
    assert codes(empty) == ["narrative_subject_unknown", "narrative_empty"]
    with pytest.raises(Refused) as long:
        write(told, "x" * 20_001)
    assert codes(long) == ["narrative_too_long"]
    write(told, "x" * 20_000)
    with pytest.raises(Refused) as same:
        write(told, "x" * 20_000, 1)
    assert codes(same) == ["narrative_unchanged"]
    with pytest.raises(Conflict) as stale:
        write(told, "y")
    assert codes(stale) == ["narrative_stale"]
    with pytest.raises(NotFound) as unknown, told.ports.sessions.read() as session:
        store.narrative(session, "none")
    assert unknown.value.violations[0].code == "narrative_unknown"


def test_a_note_keeps_the_figure_it_explains(told: Reporting) -> None:
    note = write(told, "Eine Stelle mehr.", subject=ACTUAL)
    assert note.newest.amount_cents and note.newest.amount_cents > 0
    wrong = str(FigureAddress("plan_actual", "9.9 Erfunden", "actual"))
    with pytest.raises(Refused) as refused:
        write(told, "Eine Stelle mehr.", subject=wrong)
    assert codes(refused) == ["figure_unknown"]


def test_reports_know_what_the_stream_told(told: Reporting) -> None:
    agree(told, write(told, "Früh zeigen."), 1)
    write(told, "Noch früher zeigen.", 1)
    with told.ports.sessions.read() as session:
        before = known_up_to(session)
    told.settle()
    with told.ports.sessions.read() as session:
        assert told_texts(session, GRANT, YEAR, before).released == {}
        known = told_texts(session, GRANT, YEAR, known_up_to(session))
        assert told_texts(session, GRANT, "2025", known_up_to(session)).newest == {}
    assert known.released["lessons"].version.text == "Früh zeigen."
    assert known.released["lessons"].released_by == HEAD
    assert known.waiting("lessons") == 2


def test_of_two_authors_at_once_one_is_told(anywhere: Reporting) -> None:
    tell_everything(anywhere.stream, vouchers=8)
    anywhere.settle()

    def attempt(words: str) -> str:
        try:
            return str(write(anywhere, words).newest.number)
        except Conflict as conflict:
            return conflict.violations[0].code

    with ThreadPoolExecutor(2) as pool:
        ends = sorted(pool.map(attempt, ["Einer schreibt.", "Eine andere schreibt."]))
    assert ends[0] == "1"
    assert ends[1] in ("narrative_stale", "narrative_changed_meanwhile")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE narrative_version SET text = 'anders'",
        "DELETE FROM narrative_version",
        "UPDATE narrative_release SET released_at = released_at",
        "DELETE FROM narrative_release",
    ],
)
def test_the_database_changes_no_text(anywhere: Reporting, statement: str) -> None:
    tell_everything(anywhere.stream, vouchers=8)
    anywhere.settle()
    agree(anywhere, write(anywhere, "Früh zeigen."), 1)
    with pytest.raises(DatabaseError), anywhere.ports.sessions.write() as session:
        session.execute(text(statement))


def test_the_database_keeps_author_and_releaser_apart(anywhere: Reporting) -> None:
    tell_everything(anywhere.stream, vouchers=8)
    anywhere.settle()
    found = write(anywhere, "Früh zeigen.")
    statement = text(
        "INSERT INTO narrative_release VALUES (:id, 1, :author, :releaser, '2026-04-13 12:00:00')"
    )
    for author, releaser in ((OFFICER, OFFICER), (HEAD, OFFICER)):
        values = {"id": found.narrative_id, "author": author, "releaser": releaser}
        with pytest.raises(DatabaseError), anywhere.ports.sessions.write() as session:
            session.execute(statement, values)
