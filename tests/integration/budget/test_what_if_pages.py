"""The button "Was wäre wenn?": the page tells the effect, nothing is stored."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from services.budget.web.trial import try_command
from shared.errors import NotFound
from tests.browser.living_house import LivingHouse, living_house
from tests.browser.programme import AT, VOUCHER, enter_programme, expenditure

NEW = f"{AT}/ausgaben/neu"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    folder: Path = tmp_path_factory.mktemp("wenn")
    with living_house(folder) as running:
        enter_programme(running)
        yield running


def plain(text: str) -> str:
    """The words of a whole page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def numbers(house: LivingHouse) -> str:
    """The figures of the overview and how many rows there are."""
    overview = plain(house.client("kaemmerei").get(AT).text)
    rows = plain(house.client("kaemmerei").get(f"{AT}/ausgaben").text)
    found = re.search(r"(\d+) Zeilen?", rows)
    assert found
    return overview.split("Wo steht das Geld heute?")[1].split("Plan und Ist")[0] + found[0]


def test_a_reversal_is_looked_at_before_it_is_done(house: LivingHouse) -> None:
    at = house.act("sachbearbeitung", NEW, **expenditure(11))
    before = numbers(house)
    asked = house.send("sachbearbeitung", f"{at}/storno", reason="doppelt", probe="1")
    said = plain(asked.text)
    assert asked.status_code == 200
    assert "Das würde geschehen" in said and "Gespeichert ist davon nichts." in said
    assert "Zuwendungsfähig (mit Erwartetem) −" in said and "Noch frei in" in said
    assert numbers(house) == before
    assert house.act("sachbearbeitung", f"{at}/storno", reason="doppelt") == at
    assert numbers(house) != before


def test_reasons_against_it_are_told_and_no_refusal_is_written(house: LivingHouse) -> None:
    at = house.act("sachbearbeitung", NEW, **expenditure(12))
    typed = {"amount_cents": "999.999,00", "date": "03.08.2026", "reference": "GS-1", "probe": "1"}
    asked = house.send("sachbearbeitung", f"{at}/gutschrift", **typed)
    assert asked.status_code == 200
    assert "Das würde geschehen" not in asked.text
    assert "ist höher als das, was von dem Beleg noch zählt" in plain(asked.text)


@pytest.mark.parametrize(
    ("user", "page", "fields"),
    [
        (
            "sachbearbeitung",
            f"{AT}/einnahmen",
            {
                "source_kind": "private",
                "source": "Stiftung",
                "received_on": "03.08.2026",
                "amount_cents": "500,00",
            },
        ),
        (
            "sachbearbeitung",
            f"{AT}/nachweise",
            {
                "kind": "early_start_permission",
                "decided_on": "01.12.2024",
                "reference": "Az 12",
                "valid_from": "01.12.2024",
            },
        ),
        (
            "sachbearbeitung",
            f"{AT}/massnahmen/M-03/abschluss",
            {"closed_on": "30.09.2026", "result": "fertig"},
        ),
        (
            "sachbearbeitung",
            f"{AT}/massnahmen/M-03/beschreibung",
            {"goal": "Daten für alle", "partners": "Hochschule", "reason": "Beschluss"},
        ),
    ],
)
def test_every_form_that_offers_it_answers(
    house: LivingHouse, user: str, page: str, fields: dict[str, str]
) -> None:
    before = numbers(house)
    shown = house.client(user).get(page).text
    assert "Was wäre wenn?" in shown
    asked = house.send(user, page, **fields, probe="1")
    assert asked.status_code in (200, 422), plain(asked.text)
    assert numbers(house) == before


def test_an_entry_tells_what_would_come_of_it(house: LivingHouse) -> None:
    before = numbers(house)
    asked = house.send("sachbearbeitung", NEW, **{**expenditure(14), "action": "try"})
    said = plain(asked.text)
    assert asked.status_code == 200 and "Das würde geschehen" in said
    assert "Eigenanteil der Stadt +" in said and "Bis zum Höchstbetrag bleiben" in said
    assert numbers(house) == before


def test_a_change_of_an_expenditure_is_looked_at_before_it_is_saved(house: LivingHouse) -> None:
    at = house.act("sachbearbeitung", NEW, **expenditure(15))
    before = numbers(house)
    shown = house.client("sachbearbeitung").get(f"{at}/aendern").text
    assert "Was wäre wenn?" in shown
    typed = {**expenditure(15, gross_cents="15.000,00", vat_cents="2.394,96"), "version": "1"}
    asked = house.send("sachbearbeitung", f"{at}/aendern", **typed, probe="1")
    said = plain(asked.text)
    assert asked.status_code == 200 and "Zuwendungsfähig (mit Erwartetem) −" in said
    assert numbers(house) == before


def test_an_extension_is_looked_at_before_it_is_confirmed(house: LivingHouse) -> None:
    page = f"{AT}/fristen"
    shown = house.client("sachbearbeitung").get(page).text
    at = next(one for one in re.findall(r'action="([^"]+/proof[^/]*/verlaengerung)"', shown))
    letter = {"due_on": "31.12.2030", "reference": "Az 7", "decided_on": "01.08.2026"}
    consent = (io.BytesIO(VOUCHER.read_bytes()), "zustimmung.pdf")
    house.act("sachbearbeitung", at, **letter, reason="Lieferengpass", file=consent)
    asking = house.client("kaemmerei").get(page).text
    assert "Was wäre wenn?" in asking
    confirmation = next(one for one in re.findall(r'action="([^"]+/bestaetigung)"', asking))
    said = plain(house.send("kaemmerei", confirmation, probe="1").text)
    assert "fällig am 31.12.2030, jetzt am" in said
    assert "Mit dem Schreiben verglichen: bestätigen" in said  # still to be done


def test_a_form_of_no_grant_offers_none(house: LivingHouse) -> None:
    """A base rate belongs to every grant."""
    typed = {"valid_from": "01.07.2026", "rate_bp": "1,27", "source": "Bundesbank", "probe": "1"}
    asked = house.send("kaemmerei", "/budget/basiszinssaetze", **typed)
    assert asked.status_code == 404 and "gehört zu keiner Zuwendung" in plain(asked.text)
    app = house.client("kaemmerei").application
    with app.test_request_context("/budget/basiszinssaetze"), pytest.raises(NotFound) as refused:
        try_command(lambda _session: None)
    assert [one.code for one in refused.value.violations] == ["trial_not_offered"]
