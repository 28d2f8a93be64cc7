"""What is late and what is paid back, on screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO

import pytest

from services.budget.domain.determination import Determination, DeterminationKind
from services.budget.store.determination import (
    DeterminationRecord,
    confirm_row,
    insert_determination,
)
from services.budget.store.reconciliation import ReconciliationRecord, insert_reconciliation
from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, FUNDING, GRANT, PLAN, enter_programme

PAGE = f"{AT}/festlegungen"
CLOSED = datetime(2026, 7, 20, tzinfo=UTC)
"""Before the instant at which this house enters everything."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def test_an_entry_after_the_closing_says_so(house: LivingHouse) -> None:
    address = f"{AT}/ausgaben"
    assert "nach Abschluss" not in house.client("pruefung").get(address).text
    with house.house.ports["budget"].sessions.write() as session:
        for quarter in ("2026-Q1", "2026-Q2"):
            record = ReconciliationRecord(
                quarter, GRANT, quarter, "0" * 64, (), "eins", CLOSED, "zwei", CLOSED
            )
            insert_reconciliation(session, record)
    listed = house.client("pruefung").get(address).text
    assert "nach Abschluss erfasst" in listed
    number = listed.rpartition("nach Abschluss erfasst")[0].rpartition("/budget/ausgaben/")[2]
    shown = house.client("pruefung").get(f"/budget/ausgaben/{number.partition(chr(34))[0]}").text
    assert "nach Abschluss: 1. Halbjahr 2026" in shown
    lines = house.client("pruefung").get(f"{address}.csv").data.decode("utf-8-sig").splitlines()
    assert lines[0].endswith(";Nach Abschluss erfasst")
    assert any(line.endswith(";1. Halbjahr 2026") for line in lines[1:])


def test_a_claim_is_paid_on_its_page(house: LivingHouse) -> None:
    ports, day = house.house.ports["budget"], date(2026, 8, 1)
    one = Determination(DeterminationKind.REPAYMENT, day, day, "KfW 12", "zu viel")
    record = DeterminationRecord(
        "claim", GRANT, one, {"principal_cents": 77_350}, None, "eins", None, None
    )
    with ports.sessions.write() as session:
        insert_determination(session, record, ports.occasion("eins"))
        confirm_row(session, "claim", ports.occasion("zwei"))
    assert "Offen: 773,50 €" in words(house.client("kaemmerei").get(PAGE).text)
    at, typed = f"{PAGE}/claim/zahlung", {"paid_on": "03.08.2026", "amount_cents": "773,50"}
    refused = house.send("kaemmerei", at, **typed)
    assert refused.status_code == 422
    assert "Es fehlt der Zahlungsbeleg" in words(refused.text)
    house.act("kaemmerei", at, **typed, file=(BytesIO(b"%PDF-1.4"), "beleg.pdf"))
    shown = house.client("pruefung").get(PAGE).text
    assert "773,50 € gezahlt am 03.08.2026" in " ".join(shown.split()).replace("\u00a0", " ")
    assert "Offen:" not in shown


def test_a_draft_of_the_plan_shows_what_is_against_it(house: LivingHouse) -> None:
    typed = {"basis": "change_approved", "reference": "KfW 3", "reason": "neu", "funding": FUNDING}
    at = f"{AT}/plan/fassungen"
    other = PLAN.replace("M-03; Sachausgaben", "M-03; Investitionen")
    more = {"category_reason": "Server werden gekauft"}
    first = house.act("sachbearbeitung", f"{at}/neu", lines=other, **typed, **more)
    second = house.act("sachbearbeitung", f"{at}/neu", lines=PLAN, **typed)
    assert "Ausnahme beantragen" not in house.client("sachbearbeitung").get(second).text
    house.act("kaemmerei", f"{first}/freigabe")
    shown = house.client("sachbearbeitung").get(second).text
    assert "warum die Kostenart wechselt" in words(shown)
    link = re.search(r'href="([^"]*/ausnahmen\?[^"]*category_reason_missing[^"]*)"', shown)
    assert link
    asked = house.client("sachbearbeitung").get(unescape(link[1])).text
    assert "Befund „Begründung der geänderten Kostenart fehlt“ der Regel" in words(asked)
    assert "Ausnahme beantragen" not in house.client("kaemmerei").get(second).text


def test_a_refused_closing_of_a_measure_leads_to_a_waiver(house: LivingHouse) -> None:
    typed = {"closed_on": "03.08.2026", "result": "Das Forum läuft."}
    refused = house.send("sachbearbeitung", f"{AT}/massnahmen/M-01/abschluss", **typed)
    assert refused.status_code == 422
    assert re.search(r"/ausnahmen\?object=measure(/|%2F)M-01", refused.text)


def test_every_page_with_plan_figures_names_the_version_it_uses(house: LivingHouse) -> None:
    """An internal version steers committee reports; rules, call and proof keep the funder's."""
    at, reader = f"{AT}/plan/fassungen", house.client("kaemmerei")
    before = re.search(r"Nachweis rechnen nach Fassung (\d+)", words(reader.get(at).text))
    assert before
    typed = {"reason": "Umplanung im Haus", "funding": FUNDING, "lines": PLAN, "basis": "internal"}
    more = {"category_reason": "Miete statt Kauf"}
    draft = house.act("sachbearbeitung", f"{at}/neu", **typed, **more)
    internal = draft.rsplit("/", 1)[1]
    assert "bleiben bei der Fassung, die dem Zuwendungsgeber vorliegt" in reader.get(draft).text
    house.act("kaemmerei", f"{draft}/freigabe")
    two = words(reader.get(at).text)
    assert two.count("gilt für Abruf und Nachweis") == 1
    assert two.count("gilt für Berichte an den Ausschuss") == 1
    for page in (at, f"{AT}/plan", AT):
        shown = words(reader.get(page).text)
        assert f"Regeln, Abruf und Nachweis rechnen nach Fassung {before[1]} (" in shown, page
        assert f"Berichte an den Ausschuss zeigen Fassung {internal} (intern" in shown, page
    assert f"Einzelansätze, Planfassung {before[1]}" in words(reader.get(AT).text)
    form = words(house.client("sachbearbeitung").get(f"{AT}/ausgaben/neu").text)
    assert f"aus Planfassung {before[1]}" in form
