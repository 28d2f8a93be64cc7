"""Audits on both databases and on screen: nothing written is changed, closed is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.budget.domain.audit_case import (
    QUESTIONS,
    AuditKind,
    AuditResult,
    NewAudit,
    NewFinding,
    NewNote,
    NoteAnswer,
    Verdict,
    Weight,
)
from services.budget.domain.deadline import Extension
from services.budget.store.audit_case import load_audit, load_finding
from services.budget.store.grant import load_grant
from services.budget.usecases.audit_case import (
    answer_finding,
    close_note,
    open_audit,
    record_finding,
)
from services.budget.usecases.audit_prefill import said_by_the_books
from services.budget.usecases.deadline import confirm_extension, propose_extension
from shared.errors import Conflict, NotFound
from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, enter_programme
from tests.integration.budget.scene import GRANT, HEAD, Scene

PAGE = f"{AT}/pruefungen"
NOTE = NewNote(
    {key: NoteAnswer(Verdict.OK) for key in QUESTIONS}, AuditResult.WITH_OBJECTION, "Siehe oben."
)


def test_the_note_starts_from_the_day_in_force(both: Scene) -> None:
    def said() -> str:
        grant = both.look(load_grant, GRANT)
        return str(both.look(said_by_the_books, grant, by=both.by(), means=both.means)["on_time"])

    assert "01.01.2032" not in said() and "verlängert" not in said()
    later = Extension("proof_of_use", date(2032, 1, 1), date(2026, 7, 1), "Az. 9", "Lieferverzug")
    sha256 = both.means.files.put(b"%PDF-1.4 Zustimmung")
    proposed = both.run(propose_extension, GRANT, later, file_sha256=sha256)
    assert "verlängert" not in said()
    both.run(confirm_extension, proposed.extension_id, actor=HEAD)
    assert "fällig am 01.01.2032 (verlängert, zuerst am" in said()


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit_case SET population_sha256 = 'x'",
        "UPDATE audit_case SET opened_by = 'x'",
        "UPDATE audit_finding SET amount_cents = 1",
        "UPDATE audit_finding SET expenditure_number = 1",
        "UPDATE audit_finding SET text = 'x'",
    ],
)
def test_an_open_audit_keeps_its_sample_and_what_its_findings_name(
    both: Scene, attack: str
) -> None:
    audit_id = both.run(open_audit, GRANT, NewAudit(AuditKind.CURSORY, "Nachweis")).record.audit_id
    with both.sessions.write() as session:
        finding = NewFinding(Weight.OBJECTION, "Es fehlt etwas.")
        record_finding(session, audit_id, finding, by=both.by(HEAD))
    with pytest.raises(DBAPIError, match="is final"), both.sessions.write() as session:
        session.execute(text(attack))


def test_what_an_auditor_wrote_stays(both: Scene) -> None:
    new = NewAudit(AuditKind.CURSORY, "Nachweis")
    audit_id = both.run(open_audit, GRANT, new).record.audit_id
    with both.sessions.write() as session:
        found = record_finding(
            session, audit_id, NewFinding(Weight.OBJECTION, "Es fehlt etwas."), by=both.by(HEAD)
        )
    with both.sessions.write() as session:
        answer_finding(session, found.finding_id, "Wird nachgeholt.", by=both.by())
    with pytest.raises(Conflict) as twice, both.sessions.write() as session:
        answer_finding(session, found.finding_id, "Anders.", by=both.by())
    assert [one.code for one in twice.value.violations] == ["finding_answered"]
    both.run(close_note, audit_id, NOTE)
    for attack in (
        "UPDATE audit_case SET note = 'x'",
        "UPDATE audit_finding SET text = 'x'",
        "UPDATE audit_finding SET answer = 'x'",
        "DELETE FROM audit_finding",
        "DELETE FROM audit_case",
    ):
        with pytest.raises(DBAPIError), both.sessions.write() as session:
            session.execute(text(attack))
    with pytest.raises(Conflict) as closed:
        both.run(close_note, audit_id, NOTE)
    assert [one.code for one in closed.value.violations] == ["audit_closed"]
    assert both.events()[-1]["data"]["unanswered"] == 0
    for query, code in ((load_audit, "audit_unknown"), (load_finding, "audit_finding_unknown")):
        with pytest.raises(NotFound) as missing:
            both.look(query, "gibtesnicht")
        assert [one.code for one in missing.value.violations] == [code]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def test_from_the_sample_to_the_note(house: LivingHouse) -> None:
    opened = {"kind": "in_depth", "scope": "Belege", "limit_cents": "0,01", "draw_count": "0"}
    at = house.act("pruefung", PAGE, **opened)
    page = house.client("pruefung").get(at).text
    assert "/budget/ausgaben/" in page
    assert "Laut Büchern" in words(page)
    house.act("pruefung", f"{at}/feststellung", weight="objection", text="Skonto fehlt")
    page = house.client("sachbearbeitung").get(at).text
    finding = re.search(r"/feststellung/([0-9a-f-]{36})/antwort", page)
    assert finding
    house.act("sachbearbeitung", f"{at}/feststellung/{finding[1]}/antwort", text="Kommt nach")
    note = {"result": "with_objection", "text": "Siehe oben"}
    assert house.send("pruefung", f"{at}/vermerk", **note).status_code == 422
    house.act("pruefung", f"{at}/vermerk", **note, **dict.fromkeys(QUESTIONS, "ok"))
    shown = words(house.client("kaemmerei").get(at).text)
    assert "Mit Beanstandungen" in shown
    assert "Kommt nach" in shown
    assert "abgeschlossen" in words(house.client("kaemmerei").get(PAGE).text)
