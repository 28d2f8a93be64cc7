"""Registers on both databases: versions stay, one of two changes wins; the pages of all four."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from services.budget.domain.measure_closing import NewClosing
from services.budget.domain.software import NewSoftware
from services.budget.store.measure_closing import closed_measures
from services.budget.store.register import entries_of, insert_version, load_entry
from services.budget.usecases.measure_closing import close_measure, reopen_measure
from services.budget.usecases.register import change_entry, record_entry
from shared.errors import Conflict, DomainError, NotFound
from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, enter_programme
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, PROGRAMME, Scene

SOFTWARE = NewSoftware("M1", "Plattform", licence="MIT")


@pytest.fixture(autouse=True)
def officers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The people of a scene have no roles in the directory: who may is for the house to say."""
    for module in ("register", "measure_closing"):
        name = f"services.budget.usecases.{module}.demand_lead"
        monkeypatch.setattr(name, lambda *_args: None)


def recorded(scene: Scene) -> str:
    return str(scene.run(record_entry, GRANT, SOFTWARE).record.entry_id)


def test_every_version_stays(both: Scene) -> None:
    one = recorded(both)
    both.run(change_entry, one, {"licence": "EUPL-1.2"}, "andere Lizenz")
    [found] = both.look(entries_of, GRANT, "software")
    assert (found.version, found.number, found.facts.licence) == (2, 1, "EUPL-1.2")
    both.run(close_measure, GRANT, "M2", NewClosing(date(2026, 7, 15), "fertig", True))
    assert both.look(closed_measures, GRANT) == {"M2": (date(2026, 7, 15), "fertig")}
    both.run(reopen_measure, GRANT, "M2", "doch nicht")
    assert both.look(closed_measures, GRANT) == {}
    for table in ("register_entry", "measure_closing"):
        for change in (f"UPDATE {table} SET created_by = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError), both.sessions.write() as session:
                session.execute(text(change))
    with pytest.raises(Conflict) as conflict:
        both.run(reopen_measure, GRANT, "M2", "noch einmal")
    assert [found.code for found in conflict.value.violations] == ["measure_state"]
    with pytest.raises(NotFound) as missing:
        both.look(load_entry, "gibtesnicht")
    assert [found.code for found in missing.value.violations] == ["register_entry_unknown"]
    assert both.event_types()[-1] == "measure.reopened"


def test_of_two_next_versions_one_is_kept(both: Scene) -> None:
    before = both.look(load_entry, recorded(both))

    def keep(actor: str) -> None:
        with both.sessions.write() as session:
            insert_version(session, before, SOFTWARE, "Grund", both.by(actor))

    keep(OFFICER)
    with pytest.raises(IntegrityError):
        keep(HEAD)


def test_of_two_closings_at_once_one_wins(both: Scene) -> None:
    start = Barrier(2)

    def close(actor: str) -> bool:
        start.wait()
        try:
            closing = NewClosing(date(2026, 7, 15), "fertig", True)
            both.run(close_measure, GRANT, "M1", closing, actor=actor)
        except DomainError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(close, (HEAD, PROGRAMME))) == [False, True]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


OFFICER_LOGIN = "sachbearbeitung"
ENTRIES = {
    "software": {"measure_id": "M-03", "name": "Plattform", "status": "in_development"},
    "austausch": {"held_on": "01.07.2026", "partner": "Stadt B", "topic": "Daten"},
    "veroeffentlichungen": {"title": "Flyer", "medium": "Druck", "published_on": "01.07.2026"},
    "indikatoren": {
        "measure_id": "M-03",
        "name": "Zugriffe",
        "unit": "je Tag",
        "baseline": "0",
        "target": "1.000,5",
        "source": "Zählung",
    },
}


@pytest.mark.parametrize("board", list(ENTRIES))
def test_each_register_has_its_page(house: LivingHouse, board: str) -> None:
    page = f"{AT}/register/{board}"
    assert "Noch nichts eingetragen" in words(house.client("pruefung").get(page).text)
    house.act(OFFICER_LOGIN, page, **ENTRIES[board])
    shown = house.client(OFFICER_LOGIN).get(page).text
    assert "Noch nichts eingetragen" not in shown
    at = shown.partition(f'href="{page}/')[2].partition('"')[0]
    form = house.client(OFFICER_LOGIN).get(f"{page}/{at}").text
    assert "Grund der Änderung" in form
    refused = house.send(OFFICER_LOGIN, f"{page}/{at}", **ENTRIES[board])
    assert refused.status_code == 422
    house.act(OFFICER_LOGIN, f"{page}/{at}", **ENTRIES[board], change_reason="genauer")
    assert "2: genauer" in words(house.client("pruefung").get(page).text)


def test_numbers_are_typed_and_shown_in_german(house: LivingHouse) -> None:
    page = f"{AT}/register/indikatoren"
    assert "1000,5" in house.client("pruefung").get(page).text
    assert house.client("pruefung").get(f"{AT}/register/gibtesnicht").status_code == 404


def test_a_measure_is_closed_on_its_page(house: LivingHouse) -> None:
    page = f"{AT}/massnahmen/M-02/abschluss"
    assert "Noch nicht abgeschlossen" in words(house.client("pruefung").get(page).text)
    said = {"closed_on": "03.08.2026", "result": "Netz steht"}
    refused = house.send(OFFICER_LOGIN, page, **said)
    assert "Im Softwareverzeichnis steht" in words(refused.text)
    house.act(OFFICER_LOGIN, page, **said, without_software="ja")
    assert "Abgeschlossen am 03.08.2026" in words(house.client("pruefung").get(page).text)
    house.act(OFFICER_LOGIN, f"{page}/oeffnen", reason="Nachbesserung")
    assert "Maßnahme abschließen" in house.client(OFFICER_LOGIN).get(page).text
