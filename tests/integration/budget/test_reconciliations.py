"""Reconciliations on both databases and on screen: two persons, and closed is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.budget.store.late_entry import late_entries
from services.budget.store.reconciliation import closings_of, load_reconciliation
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.reconciliation import close_reconciliation, open_reconciliation
from shared.errors import Conflict, NotFound, Refused
from shared.periods import Period
from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, enter_programme
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, TODAY, Scene, expenditure

PAGE = f"{AT}/abgleich"
HEADER = "Sachkonto;Kostenträger;Haushaltsjahr;Betrag\n"
QUARTER = Period.parse("2024-Q1")


def opened(scene: Scene) -> str:
    record = scene.run(open_reconciliation, GRANT, QUARTER, BytesIO(HEADER.encode()))
    return str(record.reconciliation_id)


def close(scene: Scene, one: str, actor: str) -> None:
    with scene.sessions.write() as session:
        close_reconciliation(session, one, by=scene.by(actor))


def test_what_came_after_the_closing_is_late_in_its_quarter(both: Scene) -> None:
    before = TODAY - timedelta(days=1)
    for quarter in ("2026-Q1", "2026-Q2"):
        with both.sessions.write() as session:
            record = open_reconciliation(
                session,
                GRANT,
                Period.parse(quarter),
                BytesIO(HEADER.encode()),
                by=both.by(OFFICER, before),
                means=both.means,
            )
            close_reconciliation(session, record.reconciliation_id, by=both.by(HEAD, before))
    late = both.run(record_expenditure, GRANT, expenditure())
    after = expenditure(voucher_number="B-2", invoice_number="R-2", payment_date=date(2026, 7, 1))
    both.run(record_expenditure, GRANT, after)
    with both.sessions.read() as session:
        closings = closings_of(session, [GRANT])[GRANT]
        found = late_entries(session, GRANT, closings)
        assert late_entries(session, GRANT, {}) == {}
    [(quarter, [one])] = [(str(key), entries) for key, entries in found.items()]
    assert (quarter, one.expenditure_id) == ("2026-Q2", late.expenditure_id)
    assert (one.paid_on, one.cents, one.entered_at) == (date(2026, 4, 15), 119_000, TODAY)


def test_another_person_closes_and_then_nothing_changes(both: Scene) -> None:
    one = opened(both)
    with pytest.raises(Refused) as refused:
        close(both, one, OFFICER)
    assert [found.code for found in refused.value.violations] == ["four_eyes_creator"]
    with pytest.raises(DBAPIError), both.sessions.write() as session:
        session.execute(text(f"UPDATE reconciliation SET closed_by = '{OFFICER}'"))
    close(both, one, HEAD)
    for change in ("UPDATE reconciliation SET closed_by = NULL", "DELETE FROM reconciliation"):
        with pytest.raises(DBAPIError), both.sessions.write() as session:
            session.execute(text(change))
    assert both.look(load_reconciliation, one).closed_by == HEAD
    with pytest.raises(Conflict) as again:
        close(both, one, HEAD)
    assert [found.code for found in again.value.violations] == ["reconciliation_closed"]
    with pytest.raises(NotFound) as missing:
        both.look(load_reconciliation, "gibtesnicht")
    assert [found.code for found in missing.value.violations] == ["reconciliation_unknown"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def test_from_the_list_over_the_reason_to_the_end(house: LivingHouse) -> None:
    content = (HEADER + "529100;K-1;2024;12,00\n").encode()
    answer = house.send("sachbearbeitung", PAGE, quarter="2024")
    assert answer.status_code == 422
    assert "Abgeglichen wird ein Quartal" in words(answer.text)
    house.settle()
    asked = {"outcome": "refused", "q": "quarter_needed"}
    trail = house.client("pruefung").get("/audit/", query_string=asked).text
    assert re.search(r'href="/audit/eintraege/\d+', trail)
    answer = house.send("sachbearbeitung", PAGE, quarter="2024-Q1")
    assert "Bitte eine Datei wählen" in words(answer.text)
    file = (BytesIO(content), "summen.csv")
    house.act("sachbearbeitung", PAGE, quarter="2024-Q1", file=file)
    page = house.client("kaemmerei").get(PAGE).text
    assert "noch ohne Grund" in words(page)
    found = re.search(r"/abgleich/([^/\"]+)/abschluss", page)
    assert found
    at = f"{PAGE}/{found[1]}"
    assert house.send("kaemmerei", f"{at}/abschluss").status_code == 422
    house.act("sachbearbeitung", f"{at}/gruende", **{"reason-0": "Umlage der Stadt"})
    house.act("kaemmerei", f"{at}/abschluss")
    text_shown = words(house.client("pruefung").get(PAGE).text)
    assert "geschlossen von" in text_shown
    assert "Umlage der Stadt" in text_shown
    sums = house.client("pruefung").get(f"{PAGE}/summen.csv")
    lines = sums.data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Quartal;Hochgeladen am;Geschlossen am;Haushaltsjahr;Sachkonto")
    assert lines[1].startswith("1. Quartal 2024;") and lines[1].endswith(
        ";2024;529100;K-1;0,00;12,00;12,00;Umlage der Stadt"
    ), lines[1]
    late = house.client("pruefung").get(f"{PAGE}/nach-abschluss.csv")
    assert late.data.decode("utf-8-sig").splitlines() == [
        "Quartal;Ausgabe Nr.;Bezahlt am;Erfasst am;Bezahlt"
    ]
    assert house.client("ausschuss").get(f"{PAGE}/summen.csv").status_code == 403
    assert "Alle Abgleiche als CSV" in text_shown
