"""The call package (R02): who signs, what is enclosed and what is missing, each limit apart."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from contracts.events import budget
from contracts.events.findings import DecidingValue
from services.reporting.documents import Document
from services.reporting.documents.call_enclosures import UNTOLD
from services.reporting.store.models import SeenEventRow
from services.reporting.usecases.stored_document import stored_document
from shared.keyring import ERASED
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import OPEN_CALL, call
from tests.integration.reporting.stream import GRANT, HEAD, OFFICER

ENTRY = "5a000000-0000-4000-8000-000000000001"
EVENT = "5a000000-0000-4000-8000-000000000002"
NAME = "Käthe Übermut"


def register(house: Reporting, *, with_name: bool = True) -> None:
    """An entry of the register of who may sign; from before names travelled without one."""
    sealed = ""
    if with_name:
        house.stream.key(ENTRY)
        sealed = house.stream.seal(ENTRY, EVENT, "name", NAME)
    event = budget.SignatoryRegistered(
        ENTRY, GRANT, "Beigeordnete", date(2025, 3, 1), None, "Blatt 7", "ab" * 32,
        key_id=ENTRY if with_name else "", sealed_name=sealed,
    )  # fmt: skip
    house.stream.tell(event, f"signatory/{ENTRY}", event_id=EVENT)


def release_call(house: Reporting, *signatories: str) -> None:
    """The draft of the story, released."""
    one = call(
        OPEN_CALL, 2, "2026-H1", "released", previously_called_cents=97_500_000,
        cumulative_eligible_cents=180_000_000, entitlement_cents=117_000_000,
        amount_cents=19_500_000, expenditure_count=3, released_on=date(2026, 4, 10),
        signatories=signatories,
    )  # fmt: skip
    house.stream.tell(budget.DrawdownReleased(one, OFFICER), f"drawdown/{OPEN_CALL}", actor=HEAD)


def package(house: Reporting) -> Document:
    house.stream.checkpoint()
    house.settle()
    drafted = house.draft("call-package", "2026-H1")
    with house.ports.sessions.read() as session:
        return stored_document(session, drafted.report_id)


def cells(document: Document, key: str) -> list[tuple[Any, ...]]:
    (table,) = [one for one in document.tables() if one.key == key]
    return [row.cells for row in table.rows]


def test_the_package_names_who_signed_by_name_and_office(told: Reporting) -> None:
    register(told)
    release_call(told, ENTRY)
    document = package(told)
    assert cells(document, "signatories") == [(NAME, "Beigeordnete", date(2025, 3, 1), "Blatt 7")]
    sheets = [one for one in cells(document, "attachments") if one[0] == "Unterschriftenblatt"]
    assert sheets == [
        ("Unterschriftenblatt", "CALL-10", "liegt vor", "Beigeordnete: Blatt 7", None)
    ]


def test_an_entry_that_ended_later_or_never_signed_is_not_named(told: Reporting) -> None:
    register(told)
    release_call(told)
    document = package(told)
    assert "signatories" not in [one.key for one in document.tables()]
    states = {one[0]: one[2:] for one in cells(document, "attachments")}
    assert states["Unterschriftenblatt"] == (
        "fehlt noch", "niemand war am Tag der Freigabe eingetragen",
        "ein neues Unterschriftenblatt ablegen",
    )  # fmt: skip


def test_an_end_told_after_the_release_changes_nothing(told: Reporting) -> None:
    register(told)
    release_call(told, ENTRY)
    told.stream.tell(
        budget.SignatoryEnded(ENTRY, GRANT, date(2026, 4, 11), "Amtszeit endet"),
        f"signatory/{ENTRY}",
    )
    assert cells(package(told), "signatories")[0][0] == NAME


def test_an_entry_from_before_names_travelled_shows_the_office(told: Reporting) -> None:
    register(told, with_name=False)
    release_call(told, ENTRY)
    assert cells(package(told), "signatories")[0][:2] == (UNTOLD, "Beigeordnete")


def test_an_erased_name_is_gone_and_the_office_stays(told: Reporting) -> None:
    register(told)
    release_call(told, ENTRY)
    erased = budget.CreditorErased(ENTRY, "Antrag nach Art. 17 DSGVO")
    told.stream.tell(erased, f"creditor/{ENTRY}", grant_id=None)
    assert cells(package(told), "signatories")[0][:2] == (ERASED, "Beigeordnete")


def test_the_name_is_in_no_event_in_clear(told: Reporting) -> None:
    register(told)
    told.settle()
    with told.ports.sessions.read() as session:
        bodies = session.scalars(select(SeenEventRow.body)).all()
    assert bodies and not [one for one in bodies if NAME.encode() in one]


def test_a_draft_names_nobody_yet_and_says_why(told: Reporting) -> None:
    register(told)
    states = {one[0]: one[2:] for one in cells(package(told), "attachments")}
    assert states["Unterschriftenblatt"] == (
        "fehlt noch", "wer zeichnet, steht mit der Freigabe fest",
        "den Abruf zuerst von zwei Personen freigeben lassen",
    )  # fmt: skip
    assert states["Belegliste dieses Abrufs"] == ("beigefügt", "Anlage 1", None)


def test_a_row_without_a_file_is_named(told: Reporting) -> None:
    told.stream.row(budget.ExpenditureChanged, 47, documents=(), extra={"fields": ("documents",)})
    states = {one[0]: one[2:] for one in cells(package(told), "attachments")}
    assert states["Belege als Datei"][0] == "fehlt noch"
    assert "47" in states["Belege als Datei"][1]
    assert states["Belege als Datei"][2] == "die Datei des Belegs ablegen"


def test_what_is_missing_says_what_to_do_and_nothing_else_does(told: Reporting) -> None:
    document = package(told)
    rows = [*cells(document, "attachments"), *cells(document, "gates")]
    assert {one[2] for one in rows} >= {"fehlt noch", "liegt vor"}
    assert [bool(one[-1]) for one in rows] == [one[2] == "fehlt noch" for one in rows]


def test_a_condition_names_the_value_that_asks_for_it(told: Reporting) -> None:
    assert "gate_values" not in [one.key for one in package(told).tables()]
    value = DecidingValue(
        "phase_b_gates", "Voraussetzungen des Abrufs in Phase B", "Ratsbeschluss", "kfw436-2020",
        "3", "Merkblatt 436, S. 4", "L", False, ("council_decision",),
    )  # fmt: skip
    draft = call(OPEN_CALL, 2, "2026-H1", "draft", values=(value,))
    told.stream.tell(budget.DrawdownDrafted(drawdown=draft), f"drawdown/{OPEN_CALL}")
    assert cells(package(told), "gate_values") == [
        (
            "Ratsbeschluss", "Voraussetzungen des Abrufs in Phase B", "Ratsbeschluss",
            "kfw436-2020, 3", "Merkblatt 436, S. 4 (unsicher belegt)",
        )
    ]  # fmt: skip
