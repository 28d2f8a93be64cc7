"""The page of a preview: every line of the file, page by page, and never an error on a GET."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape

import pytest

from services.budget.store.import_reading import load_import
from services.budget.store.tables import JOBS
from services.budget.usecases.kept_list import KeptList
from services.budget.usecases.long_imports import commit_order
from services.budget.usecases.person import SERVICE_ACCOUNT_ID
from tests.browser.living_house import LivingHouse, living_house
from tests.browser.programme import AT, enter_programme
from tests.integration.budget.test_imports import csv, line
from tests.samples.datev.lines import INVOICE, batch, booking

LIST = f"{AT}/einlesen"
PLACE = {"Kostenposition": "Sensornetz", "Maßnahme": "M-02"}
DAYS = {
    "Rechnungsdatum": "01.10.2025",
    "Vertragsdatum": "01.03.2025",
    "Leistung von": "01.09.2025",
    "Leistung bis": "30.09.2025",
    "Zahlungsdatum": "15.10.2025",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def entry(number: int, **changes: str) -> str:
    return line(number, **{**PLACE, **DAYS, "Brutto": "11,90", "MwSt": "1,90", **changes})


def sent(house: LivingHouse, *lines: str, name: str = "liste.csv") -> str:
    """Uploads a list; the address of its preview."""
    file = (io.BytesIO(csv(*lines)), name)
    return house.act("sachbearbeitung", LIST, profile="", file=file)


def sent_batch(house: LivingHouse, **changes: str) -> str:
    """Uploads a DATEV batch of one booking; the address of its preview."""
    fitting = {
        "Belegdatum": "0110",
        "KOST1 - Kostenstelle": "M-02",
        "KOST2 - Kostenstelle": "Sensornetz",
        "Leistungsdatum": "30092026",
        "Zusatzinformation- Inhalt 1": "01.03.2025",
    }
    content = batch(booking(INVOICE | fitting | changes)).read()
    file = (io.BytesIO(content), "stapel.csv")
    return house.act("sachbearbeitung", LIST, profile="datev-extf", file=file)


def shown(house: LivingHouse, path: str) -> str:
    answer = house.client("sachbearbeitung").get(path)
    assert answer.status_code == 200
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(main)).replace("\u00a0", " ").split())


def test_new_lines_at_the_end_of_a_long_list_are_shown_with_sums_of_all(house: LivingHouse) -> None:
    known = [entry(number) for number in range(1, 561)]
    at = sent(house, *known)
    first = shown(house, at)
    assert "560 Ausgaben über 6.664,00 € brutto und 0 Zahlungen übernehmen" in first
    assert "Weitere Einträge" in first, first[-300:]
    assert " B50 " in first, first[-900:]
    assert " B51 " not in first
    second = shown(house, f"{at}?nach=51")
    assert " B50 " not in second and " B51 " in second and " B100 " in second
    assert "M-02" in second and "Zum Anfang" in second
    assert "Weitere Einträge" not in shown(house, f"{at}?nach=511")
    house.act("sachbearbeitung", f"{at}/uebernahme")
    assert "Übernommen: 560 Ausgaben über 6.664,00 € brutto" in shown(house, at)
    assert "Die Zeilen der Datei" not in shown(house, at)

    later = sent(house, *known, entry(561), entry(562, Brutto="23,80", MwSt="3,80"))
    new = shown(house, f"{later}?art=neu")
    assert " B561 " in new and " B562 " in new and " B560 " not in new
    assert "2 Ausgaben über 35,70 € brutto und 0 Zahlungen übernehmen" in new
    assert " B1 " in shown(house, f"{later}?art=bekannt") and "schon bekannt" in shown(house, later)
    assert "Keine solche Zeile" in shown(house, f"{later}?art=zahlungen")
    assert " B1 " in shown(house, f"{later}?art=unsinn&nach=x")


def test_what_was_entered_since_the_preview_is_said(house: LivingHouse) -> None:
    first, second = sent(house, entry(700)), sent(house, entry(700), entry(701))
    assert "inzwischen anders" not in shown(house, second)
    house.act("sachbearbeitung", f"{first}/uebernahme")
    assert "inzwischen anders" in shown(house, second)


def test_one_entry_is_one_and_the_list_names_who_took_it_over(house: LivingHouse) -> None:
    at = sent(house, entry(710), name="eine.csv")
    house.act("sachbearbeitung", f"{at}/uebernahme")
    told = shown(house, at)
    assert "Übernommen: 1 Ausgabe über 11,90 € brutto und 0 Zahlungen." in told
    listed = shown(house, LIST)
    (row,) = re.findall(r"eine\.csv .*? 1 0 0 0", listed)
    assert "übernommen Fördermittelsachbearbeitung (Beispiel) 03.08.2026" in row
    waiting = sent(house, entry(711), name="zwei.csv")
    assert re.search(r"zwei\.csv .*? nur geprüft – 1 0 0 0", shown(house, LIST))
    house.act("sachbearbeitung", f"{waiting}/uebernahme")


def test_a_preview_whose_file_is_gone_says_so_and_stays_readable(house: LivingHouse) -> None:
    at = sent(house, entry(720), entry(721, Brutto="x"))
    ports = house.house.ports["budget"]
    with ports.sessions.read() as session:
        kept = KeptList(load_import(session, at.rsplit("/", 1)[-1]).sha256)
    ports.extras["means"].files.erase(kept.sha256)
    told = shown(house, at)
    assert "Klärungsliste" in told and "1 Ausgabe über 11,90 €" in told
    assert "gibt es nicht" in told


def test_nothing_is_read_while_the_list_is_being_taken_over(house: LivingHouse) -> None:
    at = sent(house, entry(730))
    ports = house.house.ports["budget"]
    by = ports.occasion(SERVICE_ACCOUNT_ID)
    with ports.sessions.write() as session:
        order = commit_order(session, at.rsplit("/", 1)[-1], by=by)
        JOBS.order(session, order, by=by)
    told = shown(house, at)
    assert "Die Liste wird übernommen" in told
    assert "Die Zeilen der Datei" not in told and " B730 " not in told


def test_a_tax_key_without_its_rate_stands_at_its_cell(house: LivingHouse) -> None:
    keyed = {"BU-Schlüssel": "9", "Belegfeld 1": "D-1"}
    told = shown(house, sent_batch(house, **keyed, Steuersatz=""))
    assert "Hinweise zu Zeilen, die übernommen werden Zeile Spalte Wert Hinweis" in told, told
    assert "3 BU-Schlüssel 9 Steuerschlüssel 9 ohne Satz: Steuer wird mit 0,00 €" in told, told
    stated = shown(house, sent_batch(house, **keyed, Steuersatz="19,00"))
    assert "Hinweise zu Zeilen, die übernommen werden" not in stated
