"""Basiszinssätze and Zinsen on screen: proposed, confirmed, computed, refused in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, enter_programme

RATES = "/budget/basiszinssaetze"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def text_of(house: LivingHouse, path: str, user: str = "sachbearbeitung") -> tuple[int, str]:
    answer = house.client(user).get(path)
    return answer.status_code, words(answer.text)


def test_from_the_delivered_rate_to_a_calculation(house: LivingHouse) -> None:
    asked = f"{AT}/zinsen?principal_cents=36.500,00&from_date=01.07.2025&to_date=10.07.2025"
    status, text = text_of(house, asked)
    assert status == 422
    assert "Für das 2. Halbjahr 2025 ist kein Basiszinssatz bestätigt" in text
    fields = {"valid_from": "2025-07-01", "rate_bp": "1,27 %", "source": "Bundesbank"}
    house.act("kaemmerei", RATES, **fields)
    _, waiting = text_of(house, "/budget/arbeitsliste", "programmleitung")
    assert "Basiszinssatz für das 2. Halbjahr 2025" in waiting
    house.act("programmleitung", f"{RATES}/2025-07-01/bestaetigung")
    status, text = text_of(house, asked)
    assert status == 200
    assert "6,27 %" in text
    assert "62,70 €" in text.replace("\xa0", " ")


def test_a_negative_rate_can_be_typed_and_taken_back(house: LivingHouse) -> None:
    fields = {"valid_from": "01.07.2022", "rate_bp": "-0,88", "source": "Bundesbank"}
    house.act("kaemmerei", RATES, **fields)
    _, text = text_of(house, RATES, "kaemmerei")
    assert "−0,88 %" in text.replace("\xa0", " ")
    assert house.send("kaemmerei", f"{RATES}/2022-07-01/zuruecknahme", reason="").status_code == 422
    house.act("kaemmerei", f"{RATES}/2022-07-01/zuruecknahme", reason="vertippt")


def test_a_wrong_day_stays_in_the_form_with_its_reason(house: LivingHouse) -> None:
    fields = {"valid_from": "02.01.2026", "rate_bp": "1,27", "source": "Bundesbank"}
    answer = house.send("kaemmerei", RATES, **fields)
    assert answer.status_code == 422
    assert "nur am 1. Januar und am 1. Juli" in words(answer.text)


def test_no_such_day_is_no_page(house: LivingHouse) -> None:
    assert house.send("programmleitung", f"{RATES}/morgen/bestaetigung").status_code == 404


def test_the_page_says_which_half_year_has_no_rate(house: LivingHouse) -> None:
    _, text = text_of(house, RATES)
    assert "Für das 2. Halbjahr 2026 ist kein Basiszinssatz bestätigt" in text


def test_notices_from_the_occasion_to_the_answer(house: LivingHouse) -> None:
    at = f"{AT}/mitteilungen"
    house.act(
        "projektleitung", f"{at}/massnahme", measure_id="M-02", kind="stopped", description="Absage"
    )
    house.act("sachbearbeitung", f"{at}/pruefung")
    page = house.client("sachbearbeitung").get(at).text
    assert "wird eingestellt: Absage" in page
    sending = page.partition('/versand"')[0].rpartition('"')[2] + "/versand"
    assert house.send("sachbearbeitung", sending, sent_on="01.08.2026").status_code == 422
    notice = sending.removesuffix("/versand")
    house.act("sachbearbeitung", f"{notice}/entbehrlich", reason="War schon gemeldet")
    assert "War schon gemeldet" in house.client("kaemmerei").get(at).text
    house.act("sachbearbeitung", sending, sent_on="03.08.2026", reference="Az. 1")
    house.act("sachbearbeitung", f"{notice}/antwort", answered_on="03.08.2026", answer="Gut.")
    assert "Gut." in house.client("sachbearbeitung").get(at).text
    stands = house.send("sachbearbeitung", f"{sending}/ruecknahme", reason="Irrtum")
    assert stands.status_code == 409 and "Eine Antwort ist abgelegt" in stands.text
    assert "Mitteilung an den Zuwendungsgeber" not in text_of(house, "/budget/arbeitsliste")[1]
    refused = house.send("kaemmerei", f"{notice}/zustimmung")
    assert refused.status_code == 409
    house.act("sachbearbeitung", f"{notice}/antwort/ruecknahme", reason="Falsche Akte")
    house.act("sachbearbeitung", f"{sending}/ruecknahme", reason="<b>Lag</b> noch hier")
    shown = house.client("sachbearbeitung").get(at).text
    assert "Versand vom 03.08.2026 (Az. 1) zurückgenommen am 03.08.2026" in shown
    assert "&lt;b&gt;Lag&lt;/b&gt; noch hier" in shown and "Antwort vom 03.08.2026" in shown
    assert "Mitteilung an den Zuwendungsgeber" in text_of(house, "/budget/arbeitsliste")[1]


def test_the_estimate_says_that_no_money_came_in(house: LivingHouse) -> None:
    assert "Geld, das noch nicht verwendet ist" in text_of(house, f"{AT}/zinsen")[1]
