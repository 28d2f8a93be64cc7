"""The way of a procurement file through the pages: opened, filled, released, found by everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest

from tests.browser.living_house import LivingHouse, living_house
from tests.browser.programme import AT, enter_programme

PAGE = f"{AT}/vergaben"
OFFICER, FINANCE, AUDITOR = "sachbearbeitung", "kaemmerei", "pruefung"
FACTS = {
    "subject": "Plattform",
    "measure_id": "M-03",
    "creditor": "Datenwerk GmbH",
    "relation": "contract",
    "estimate_net_cents": "50.000,00",
    "procedure": "negotiated",
    "procedure_reason": "drei Angebote",
    "contract_date": "01.03.2026",
    "award_net_cents": "49.000,00",
    "delivery_due_on": "01.08.2026",
    "penalty_bp": "0,2",
    "penalty_cap_bp": "5",
    "clauses": ["knowledge_transfer", "open_source", "documentation", "audit_right"],
}


def words(html: str) -> str:
    """The whole text of a page; the first page of a failing test is enough elsewhere, not here."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def upload(house: LivingHouse, at: str, item: str) -> None:
    house.act(
        OFFICER,
        f"{at}/unterlagen",
        item=item,
        file=(BytesIO(b"%PDF-1 " + item.encode()), f"{item}.pdf"),
    )


def test_from_the_empty_list_to_the_released_file(house: LivingHouse) -> None:
    assert "Noch keine Vergabeakte" in words(house.client(AUDITOR).get(PAGE).text)
    wrong = house.send(OFFICER, f"{PAGE}/neu", **{**FACTS, "penalty_cap_bp": ""})
    assert wrong.status_code == 422
    assert "Höchstsatz, der nicht darunter liegt" in words(wrong.text)
    assert 'value="audit_right" checked' in wrong.text
    at = house.act(OFFICER, f"{PAGE}/neu", **FACTS)
    page = words(house.client(AUDITOR).get(at).text)
    assert "Es fehlt die Unterlage „Vergabevermerk“" in page
    assert "§ 75a GO NRW" in page
    assert "der Verzug beträgt 2 Tage" in page
    assert house.send(OFFICER, f"{at}/vollstaendig").status_code == 422
    for item in (
        "need",
        "estimate",
        "procedure",
        "bidders",
        "evaluation",
        "award_note",
        "contract",
    ):
        upload(house, at, item)
    house.act(OFFICER, f"{at}/entfallen", item="offers", reason="elektronisch geöffnet")
    house.act(OFFICER, f"{at}/vollstaendig")
    assert house.send(OFFICER, f"{at}/freigabe").status_code == 403
    house.act(FINANCE, f"{at}/rueckgabe", reason="Wertung unvollständig")
    house.act(OFFICER, f"{at}/vollstaendig")
    asked = house.send(FINANCE, f"{at}/freigabe", probe="1")
    assert "Das würde geschehen" in asked.text and "Akte geprüft: freigeben" in asked.text
    house.act(FINANCE, f"{at}/freigabe")
    shown = house.client(AUDITOR).get(at).text
    assert "Freigegeben von" in words(shown)
    href = re.search(r'href="([^"]+/unterlagen/[0-9a-f]{64})"', shown)
    assert href
    file = house.client(AUDITOR).get(href[1])
    assert file.data == b"%PDF-1 need"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "vollständig" in words(house.client("projektleitung").get(PAGE).text)


def test_what_follows_the_release(house: LivingHouse) -> None:
    at = house.act(OFFICER, f"{PAGE}/neu", **FACTS)
    procurement_id = at.rpartition("/")[2]
    form = house.client(OFFICER).get(f"{AT}/ausgaben/neu").text
    assert f'value="{procurement_id}"' in form
    spent = house.act(
        OFFICER,
        f"{AT}/ausgaben/neu",
        procurement_id=procurement_id,
        creditor="Datenwerk GmbH",
        purpose="Plattform",
        invoice_number="V-1",
        invoice_date="01.07.2026",
        voucher_number="V-1",
        gross_cents="1.190,00",
        vat_cents="190,00",
        service_from="01.06.2026",
        service_to="30.06.2026",
        budget_line="Datenplattform",
        measure_id="M-03",
        contract_date="01.03.2026",
        payment_date="10.07.2026",
        payment_reference="Z-V-1",
    )
    page = house.client(OFFICER).get(at).text
    found = re.search(r'href="(/budget/ausgaben/([^"/]+))"', page)
    assert found
    assert "Vergabeakte Nr." in words(house.client(OFFICER).get(found[1]).text), spent
    claim = {"amount_cents": "196,00", "claimed_on": "03.08.2026", "reference": "Schreiben 1"}
    assert house.send(OFFICER, f"{at}/vertragsstrafen", **claim).status_code == 422
    house.act(OFFICER, f"{at}/vertragsstrafen", expenditure_id=found[2], **claim)
    house.act(
        OFFICER, f"{at}/nachtraege", net_cents="500,00", changed_on="01.04.2026", reason="mehr"
    )
    house.act(OFFICER, f"{at}/leistung", delivered_on="02.08.2026")
    house.act(
        OFFICER, f"{at}/angaben", **{**FACTS, "subject": "Offene Plattform", "reason": "genauer"}
    )
    page = words(house.client(AUDITOR).get(at).text)
    assert "Offene Plattform" in page
    assert "Nachtrag vom 01.04.2026" in page
    assert "49.500,00" in page
    assert 'value="Offene Plattform"' in house.client(OFFICER).get(f"{at}/angaben").text


def test_a_file_of_another_grant_is_not_here(house: LivingHouse) -> None:
    assert house.client(AUDITOR).get(f"{PAGE}/gibtesnicht").status_code == 404


def test_the_file_says_what_is_bought_and_which_limit_holds(house: LivingHouse) -> None:
    form = house.client(OFFICER).get(f"{PAGE}/neu").text
    assert re.search(r'<option value="services" selected', form)
    works = {**FACTS, "subject": "Anbau", "kind": "works", "delivery_due_on": "", "penalty_bp": ""}
    at = house.act(OFFICER, f"{PAGE}/neu", **{**works, "penalty_cap_bp": ""})
    page = words(house.client(AUDITOR).get(at).text)
    assert "Art des Auftrags Bauleistung" in page
    assert "5.404.000,00 € netto" in page
    early = {**works, "penalty_cap_bp": "", "contract_date": "31.12.2025"}
    assert house.send(OFFICER, f"{at}/angaben", **early).status_code == 303
    assert "5.538.000,00 € netto" in words(house.client(AUDITOR).get(at).text)
    early["contract_date"] = "31.12.2019"
    assert house.send(OFFICER, f"{at}/angaben", **early).status_code == 303
    page = words(house.client(AUDITOR).get(at).text)
    assert (
        "keine: für dieses Verfahren und diese Art des Auftrags nennt das Regelpaket keine" in page
    )
    ahead = {**works, "penalty_cap_bp": "", "contract_date": "01.02.2099"}
    answer = house.send(OFFICER, f"{at}/angaben", **ahead)
    assert answer.status_code == 303
    page = words(house.client(OFFICER).get(at).text)
    assert "Der Vertrag ist vom 01.02.2099, das liegt in der Zukunft" in page
