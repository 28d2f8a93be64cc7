"""Daten mitnehmen, Belege auf Anforderung, Schlüssel and Empfehlungen, on screen."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest

from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, enter_programme


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def test_the_data_of_a_grant_come_as_a_zip(house: LivingHouse) -> None:
    page = house.client("kaemmerei").get(f"{AT}/mitnahme")
    assert "Daten mitnehmen" in words(page.text)
    answer = house.send("sachbearbeitung", f"{AT}/mitnahme")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as found:
        assert {"plan.csv", "belege.csv", "LIESMICH.txt"} <= set(found.namelist())
    answer.close()


def test_receipts_are_bundled_with_their_hashes(house: LivingHouse) -> None:
    answer = house.send("sachbearbeitung", f"{AT}/belegbuendel")
    assert answer.status_code == 303, words(answer.text)
    shown = house.client("pruefung").get(answer.location).text
    assert "SHA-256 der ZIP-Datei" in words(shown)
    link = re.search(r'href="([^"]+/datei)"', shown)
    assert link
    sent = house.client("pruefung").get(link[1])
    assert "pruefsummen.csv" in zipfile.ZipFile(io.BytesIO(sent.data)).namelist()
    sent.close()


def test_the_registers_show_keys_and_recommendations(house: LivingHouse) -> None:
    house.act(
        "sachbearbeitung", f"{AT}/register/schluessel",
        name="Rechenzentrum", share_bp="62,5", basis="Flächen", documented_on="01.01.2026",
        status="proposed", measure_id="",
    )  # fmt: skip
    text = words(house.client("pruefung").get(f"{AT}/register/schluessel").text)
    assert "Rechenzentrum 62,50 % Flächen 01.01.2026 vorgeschlagen" in text.replace("\xa0", " ")
    house.act(
        "sachbearbeitung", f"{AT}/register/empfehlungen",
        received_on="01.01.2026", adviser="Koordinierungsstelle", text="Offen legen",
        status="open", reason="", measure_id="",
    )  # fmt: skip
    text = words(house.client("pruefung").get(f"{AT}/register/empfehlungen").text)
    assert "Koordinierungsstelle Offen legen offen" in text
