"""Reports with written sections: drafted with "fehlt noch", released only when all are released."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from contracts.events import budget
from contracts.events.findings import DecidingValue
from contracts.events.snapshots import MeasureStatus
from services.reporting.documents import Document, Row, from_json
from services.reporting.domain.figure_address import FigureAddress
from services.reporting.domain.narrative_sections import SHORT, WHOLE
from services.reporting.store import reports
from services.reporting.store.reports import ReportRow
from shared.errors import Refused
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.statements import tell_interest
from tests.integration.reporting.story import call, grant, milestones, terms
from tests.integration.reporting.stream import CHIEF, GRANT, HEAD, OFFICER
from tests.integration.reporting.test_reporting_narratives import agree, write

WANTED = ("form", "factual_report", "council_decision", "final_call", "inventory")


def document_of(house: Reporting, row: ReportRow) -> Document:
    with house.ports.sessions.read() as session:
        body = reports.content(session, row.report_id, "draft", "full", "json") or b""
    document: Document = from_json(Document, json.loads(body)["document"])
    return document


def said(document: Document) -> str:
    found = [getattr(getattr(one, "paragraph", one), "text", "") for one in document.blocks()]
    return " ".join(found)


def rows(document: Document, key: str) -> dict[str, Row]:
    [table] = [one for one in document.tables() if one.key == key]
    return {one.label or str(one.cells[table.header_index]): one for one in table.rows}


def write_all(house: Reporting, subjects: tuple[str, ...] = SHORT) -> None:
    for subject in subjects:
        agree(house, write(house, f"Zu {subject}.\n\n- erstens\n- zweitens", 0, subject), 1)
    arrive(house)


def arrive(house: Reporting) -> None:
    """What was written here goes to the stream, is signed there, and comes back."""
    house.settle()
    house.stream.checkpoint()
    house.settle()


def test_it_is_drafted_with_what_is_missing_and_not_released(told: Reporting) -> None:
    write_all(told, SHORT[:2])
    waiting = write(told, "Alles nach Plan.", 0, "deviations")
    arrive(told)
    told.clock.at = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
    draft = told.draft("interim-proof", "2026")
    text = said(document_of(told, draft))
    assert "Fassung 1 ist vorgeschlagen, aber nicht freigegeben. Wo weicht" in text
    assert "Fehlt noch. Wofür stehen" in text and "Zu measures." in text
    with pytest.raises(Refused) as refused:
        told.release(draft.report_id, HEAD)
    assert [(one.code, one.field) for one in refused.value.violations] == [
        ("narrative_missing", "deviations"),
        ("narrative_missing", "main_items"),
    ]
    agree(told, waiting, 1)
    agree(told, write(told, "Personal.", 0, "main_items"), 1)
    arrive(told)
    with pytest.raises(Refused):  # its document is still the one with the gaps
        told.release(draft.report_id, HEAD)
    again = told.draft("interim-proof", "2026")
    assert told.release(again.report_id, HEAD).status == "released"


def test_the_text_of_another_period_is_not_printed(told: Reporting) -> None:
    write_all(told)
    assert "Zu measures." not in said(document_of(told, told.draft("factual-report", "2026-H1")))


def test_the_report_says_who_wrote_and_who_released(told: Reporting) -> None:
    write_all(told)
    found = rows(document_of(told, told.draft("interim-proof", "2026")), "texts")
    assert found["Abweichungen"].cells[1:4] == (
        1,
        f"Fördermittelsachbearbeitung, Kennung {OFFICER[:8]}",
        f"Kämmerei, Kennung {HEAD[:8]}",
    )


def test_a_note_stands_below_the_figure_it_explains(told: Reporting) -> None:
    address = FigureAddress("plan_actual", "1.1 Personal", "actual")
    note = write(told, "Eine Stelle mehr.", 0, str(address))
    before = note.newest.amount_cents
    agree(told, note, 1)
    arrive(told)
    document = document_of(told, told.draft("financial-statement", "2026"))
    [(name, row)] = rows(document, "notes_plan_actual").items()
    assert name == "1.1 Personal, Ist"
    assert row.cells == ("1)", name, before, "Eine Stelle mehr.")
    assert rows(document, "plan_actual")["1.1 Personal"].notes == (("actual", 1),)
    assert row.cells[2] == rows(document, "plan_actual")["1.1 Personal"].cells[3]

    told.stream.row(
        budget.ExpenditureRecorded, 700, gross=1, paid_on=date(2026, 3, 2), line="1.1 Personal"
    )
    arrive(told)
    moved = rows(document_of(told, told.draft("financial-statement", "2026")), "notes_plan_actual")
    cents, text = moved["1.1 Personal, Ist"].cells[2:]
    assert cents == (before or 0) + 1
    assert "Geschrieben, als der Betrag" in str(text)


def test_the_checklist_tells_what_is_there(told: Reporting) -> None:
    snapshot = grant(terms(proof_attachments=WANTED))
    decided = budget.EvidenceFiled(
        "e1", "council_decision", date(2023, 3, 1), "Vorlage 12/23", None, (), None, snapshot
    )
    told.stream.tell(decided)
    told.stream.tell(budget.ProofAttachmentFiled(GRANT, "form", "Akte 7"))
    told.stream.tell(budget.ProofStatementSigned(GRANT, "Alles richtig.", 1), actor=CHIEF)
    named = budget.ProofStatementSigned(GRANT, "Alles richtig.", 2, "Kämmerei")
    told.stream.tell(named, actor=HEAD)
    arrive(told)
    document = document_of(told, told.draft("proof-of-use-b", "2026-H1"))
    states = {name: one.cells[2:] for name, one in rows(document, "attachments").items()}
    assert states == {
        "Formular 600 000 4466": ("abgelegt", "Akte 7", None),
        "Sachbericht": ("beigefügt", "Anlage 1", None),
        "Ratsbeschluss zur Strategie": ("abgelegt", "Vorlage 12/23 vom 01.03.2023", None),
        "Schlussabruf": ("fehlt noch", "", "den Abruf zuerst von zwei Personen freigeben lassen"),
        "Inventar": ("beigefügt", "Anlage 4", None),
    }
    text = said(document)
    assert "Fehlt noch: Schlussabruf." in text
    before, now = text.split("unterzeichnet (2 von 2): ")[1].split("; ", 1)
    assert before.startswith(f"Kennung {CHIEF[:8]} am ")  # an event of an earlier version
    assert now.startswith(f"Kämmerei, Kennung {HEAD[:8]} am ")


def test_the_checklist_names_the_list_that_asks_for_it(told: Reporting) -> None:
    value = DecidingValue(
        "proof_attachments_b", "Anlagen der Phase B", "2 Einträge", "kfw436-2020", "3",
        "Merkblatt 436, S. 5", "H", False, ("form", "final_call"),
    )  # fmt: skip
    wanted = terms(proof_attachments=("form", "final_call"), proof_values=(value,))
    told.stream.tell(
        budget.EvidenceFiled(
            "e1", "council_decision", date(2023, 3, 1), "Vorlage 12/23", None, (), None,
            grant(wanted),
        )
    )  # fmt: skip
    tell_interest(told.stream, values=(replace(value, codes=("interest",)),))
    arrive(told)
    document = document_of(told, told.draft("proof-of-use-b", "2026-H1"))
    assert {"attachment_values", "interest_values"} <= {one.key for one in document.tables()}
    missing = rows(document, "attachments")["Formular 600 000 4466"].cells[2:]
    assert missing == ("fehlt noch", "", "die Anlage unter „Verwendungsnachweis“ ablegen")
    place = "kfw436-2020, 3", "Merkblatt 436, S. 5"
    (told_value,) = [
        one.cells
        for table in document.tables()
        if table.key == "attachment_values"
        for one in table.rows
        if one.cells[1] == "Anlagen der Phase B"
    ]
    assert told_value[0] == "Anlagen des Verwendungsnachweises" and told_value[3:] == place
    assert "noch niemand unterzeichnet (VN-13). Von zwei Personen" in said(document)


@pytest.mark.parametrize(("day", "there"), [(date(2026, 6, 30), True), (date(2026, 7, 1), False)])
def test_the_final_call_counts_from_its_release(told: Reporting, day: date, there: bool) -> None:
    final = call("c9", 9, "2026-H1", "released", kind="final", released_on=day)
    told.stream.tell(budget.DrawdownReleased(drawdown=final, drafted_by=OFFICER), "drawdown/c9")
    arrive(told)
    text = said(document_of(told, told.draft("proof-of-use-b", "2026-H1")))
    assert ("Ein Schlussabruf ist bis zu diesem Tag nicht freigegeben" in text) is not there


def test_a_proof_of_use_needs_two_releases(told: Reporting) -> None:
    write_all(told, WHOLE)
    draft = told.draft("proof-of-use-b", "2026")
    assert told.release(draft.report_id, HEAD).status == "partly_released"
    assert told.release(draft.report_id, CHIEF, "Programmleitung").status == "released"


def test_milestones_count_as_of_the_last_day(told: Reporting) -> None:
    """Four are listed, one is due after the half-year; who said nothing of its last quarter stands
    where it stood in the one before."""
    status = MeasureStatus("2026-Q2", "green", "green", (), "", "", "", "", milestones("green"))
    told.stream.tell(budget.MeasureStatusSet("M1", GRANT, status), "measure/M1")
    arrive(told)
    found = rows(document_of(told, told.draft("factual-report", "2026-H1")), "measure_results")
    assert found["Bürgerbüro digital"].cells[2:4] == ("2. Quartal 2026", "3 von 4")
    assert found["Pflege vernetzt"].cells[2:4] == ("1. Quartal 2026", "3 von 4")
