"""Befugnisse and Personal in the browser's view: what each role is offered and told."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest

from tests.browser.living_house import LivingHouse, living_house
from tests.browser.programme import AT, enter_programme

SHEET = "\r\n".join(
    [
        "Stelle;Datum;Stunden;Tätigkeit;Maßnahme;Unterschrift;Unterschrieben am;"
        "Gegenzeichnung;Gegengezeichnet am",
        "ST-01;15.01.2026;7,50;Konzept;M-02;P-1;31.01.2026;P-2;02.02.2026",
        "ST-01;16.01.2026;7,50;Konzept;M-02;P-1;31.01.2026;P-1;02.02.2026",
    ]
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def seen(house: LivingHouse, user: str, path: str) -> str:
    answer = house.client(user).get(path)
    assert answer.status_code == 200, answer.text
    return answer.text.replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")


def first_option(text: str, field: str) -> str:
    found = re.search(rf'<select[^>]*name="{field}".*?<option value="([^"]+)"', text, re.S)
    assert found is not None
    return found[1]


def test_an_authority_is_proposed_confirmed_and_revoked_on_its_page(house: LivingHouse) -> None:
    at = f"{AT}/befugnisse"
    person = first_option(seen(house, "administration", at), "user")
    client = house.client("administration")
    fields = {
        "csrf_token": house.token(client, "/budget/konto"),
        "user": person,
        "kind": "factual",
        "limit_cents": "5.000,00",
        "valid_from": "01.01.2026",
        "reference": "Verfügung 1",
    }
    assert client.post(at, data=fields).status_code == 303
    text = seen(house, "kaemmerei", at)
    assert "5.000,00 €" in text and "vorgeschlagen" in text
    confirm = re.search(r'action="(/budget/befugnisse/[^"]+/bestaetigen)"', text)
    assert confirm is not None
    house.act("kaemmerei", confirm[1])
    assert "gilt" in seen(house, "pruefung", at)
    # the register is switched off in the pack: the limit decides nothing, and the list says so
    rights = seen(house, "pruefung", f"{AT}/rechte")
    assert re.search(r"5\.000,00 €.{0,200}nicht in Kraft", rights, re.S)
    assert "Das Verzeichnis der Befugnisse ist an diesem Tag nicht eingeschaltet" in rights
    assert "Was zu tun ist" in rights and "Maßgeblich" in rights
    listed = seen(house, "pruefung", f"{AT}/rechte.csv")
    [line] = [one for one in listed.splitlines() if "Befugnis: Sachliche" in one]
    assert "5000,00" in line and ";nein;" in line and "MUN-01, § 31 Abs. 2 KomHVO NRW" in line
    house.act("kaemmerei", confirm[1].replace("bestaetigen", "widerrufen"))
    assert "widerrufen" in seen(house, "sachbearbeitung", at)


def test_salaries_are_shown_to_the_head_of_finance_only(house: LivingHouse) -> None:
    at = f"{AT}/personal"
    house.act(
        "kaemmerei", f"{at}/stellen", post_id="ST-01", measure_id="M-02", share_bp="50",
        tariff_group="E11",
    )  # fmt: skip
    house.act("kaemmerei", f"{at}/gehaltsmonate", post_id="ST-01", months="01.2026 = 6.111,11")
    assert "6.111,11 €" in seen(house, "kaemmerei", at)
    for user in ("sachbearbeitung", "pruefung", "programmleitung"):
        text = seen(house, user, at)
        assert "6.111,11" not in text and "verdeckt" in text


def test_hour_sheets_are_previewed_with_their_reasons(house: LivingHouse) -> None:
    file = (io.BytesIO(SHEET.encode()), "stunden.csv")
    path = f"{AT}/personal/stundennachweise"
    answer = house.send("sachbearbeitung", path, action="preview", file=file)
    assert answer.status_code == 200, answer.text
    assert "1 Zeilen würden übernommen" in answer.text
    assert "derselben Person" in answer.text


def test_a_booking_by_hours_asks_when_the_post_was_filled(house: LivingHouse) -> None:
    text = seen(house, "sachbearbeitung", f"{AT}/personal")
    assert 'name="filled_from"' in text and "Besetzt von" in text
    answer = house.send(
        "sachbearbeitung", f"{AT}/personal/buchung", post_ids="ST-01", method="hours",
        first_month="01.2026", last_month="01.2026", filled_from="02.2026", filled_until="06.2026",
        budget_line="Personal", voucher_number="P-1", voucher_date="31.07.2026",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "nennt nicht den Teil des Jahres 2026" in answer.text
    assert "02.2026, 03.2026, 04.2026, 05.2026, 06.2026" in answer.text


def test_a_cost_is_computed_before_anybody_books_it(house: LivingHouse) -> None:
    """The head of finance sees sum and steps; the officer keeps what was typed, without sum."""
    fields = {
        "post_ids": "ST-01", "method": "months", "first_month": "01.2026",
        "last_month": "01.2026", "budget_line": "Personal Projektbüro", "voucher_number": "P-77",
    }  # fmt: skip
    at = f"{AT}/personal"
    assert "zur Probe berechnen" in seen(house, "kaemmerei", at)
    assert "Nur berechnen" in seen(house, "sachbearbeitung", at)
    assert "Nur berechnen" not in seen(house, "pruefung", at)
    told = house.send("kaemmerei", f"{at}/probe", **fields)
    said = told.text.replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")
    assert told.status_code == 200 and "Gebucht würden 3.055,56 €" in said, said
    assert "Projektanteil 50 %" in said
    told = house.send("sachbearbeitung", f"{at}/probe", **fields)
    assert told.status_code == 200 and "weniger als drei Personen" in told.text
    assert "3.055,56" not in told.text and 'value="P-77"' in told.text
    assert house.send("programmleitung", f"{at}/probe", **fields).status_code == 403
    assert house.send("kaemmerei", f"{at}/buchung", **fields).status_code == 403
    assert "Noch keine Personalausgabe gebucht" in seen(house, "kaemmerei", at)
    late = house.send("kaemmerei", f"{at}/probe", **{**fields, "last_month": "12.2025"})
    assert "endet vor seinem Beginn" in late.text and "lässt sich nichts buchen" in late.text
    unread = house.send("kaemmerei", f"{at}/probe", **{**fields, "last_month": "bald"})
    assert unread.status_code == 422


def test_a_booking_of_one_post_keeps_its_amount_from_the_page(house: LivingHouse) -> None:
    """3.055,56 € is half of one month of ST-01: only the head of finance reads it beside it."""
    at = f"{AT}/personal"
    house.act(
        "sachbearbeitung", f"{at}/buchung", post_ids="ST-01", method="months",
        first_month="01.2026", last_month="01.2026", budget_line="Personal Projektbüro",
        voucher_number="P-1", voucher_date="31.07.2026",
    )  # fmt: skip
    assert "3.055,56 €" in seen(house, "kaemmerei", at)
    for user in ("sachbearbeitung", "pruefung", "programmleitung"):
        text = seen(house, user, at)
        assert "3.055,56" not in text and "Schritte verdeckt" in text


def test_the_rights_of_a_day_are_a_page_and_a_list(house: LivingHouse) -> None:
    assert "Sachliche Feststellung" in seen(house, "pruefung", f"{AT}/rechte")
    assert "keine Rechte festgehalten" in seen(house, "kaemmerei", f"{AT}/rechte?as_of=01.01.2020")
    text = seen(house, "administration", f"{AT}/rechte.csv?as_of=03.08.2026")
    assert "03.08.2026;" in text and "Wertgrenze" in text
    assert house.client("sachbearbeitung").get(f"{AT}/rechte").status_code == 403
