"""The page on which a second person releases a takeover."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.driver import FINANCE, OFFICER, House
from tests.integration.budget.test_imports import HEADER, line
from tests.integration.budget.test_openings import EXTRA, archive

GRANT = "G-1"
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.fixture
def house(prepared_house: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[House]:
    template, tokens = prepared_house
    house = House(template, tmp_path / "data", tokens)
    house.award(GRANT, "B", date(2026, 1, 1), date(2027, 12, 31)).expect(201)
    for measure in ("M1", "M2"):
        house.add_measure(GRANT, measure).expect(201)
    yield house
    house.close()


def browser(house: House, login: str) -> FlaskClient:
    told = (house.settings.data_dir / "zugangsdaten.txt").read_text("utf-8")
    password = next(one.split()[1] for one in told.splitlines() if one.split()[:1] == [login])
    client = house.app.test_client()
    fields = {"login": login, "password": password, "csrf_token": token(client, "/budget/anmelden")}
    assert client.post("/budget/anmelden", data=fields).status_code == 303
    return client


def token(client: FlaskClient, path: str) -> str:
    found = _TOKEN.search(client.get(path).get_data(as_text=True))
    assert found is not None
    return found[1]


def test_the_work_list_leads_to_the_takeover_and_its_release(house: House) -> None:
    files = {"file": (io.BytesIO(archive().getvalue()), "uebernahme.zip")}
    proposed = house.budget(OFFICER, "POST", f"/grants/{GRANT}/openings", files=files).expect(201)
    path = f"/budget/uebernahmen/{proposed.body['opening_id']}"
    officer = browser(house, OFFICER).get(path).get_data(as_text=True)
    assert "Übernahme freigeben" not in officer
    finance = browser(house, FINANCE)
    assert path in finance.get("/budget/arbeitsliste").get_data(as_text=True)
    released = finance.post(f"{path}/freigabe", data={"csrf_token": token(finance, path)})
    assert released.status_code == 303
    page = finance.get(path).get_data(as_text=True)
    assert "Die Übernahme zählt seit" in page and "Übernahme freigeben</button>" not in page
    assert house.balance(GRANT)["called_cents"] == 5_700


def test_a_release_of_what_changed_meanwhile_is_refused(house: House) -> None:
    files = {"file": (io.BytesIO(archive().getvalue()), "uebernahme.zip")}
    proposed = house.budget(OFFICER, "POST", f"/grants/{GRANT}/openings", files=files).expect(201)
    path = f"/openings/{proposed.body['opening_id']}"
    seen = house.budget(FINANCE, "GET", path).expect(200).headers["ETag"]
    assert seen == proposed.headers["ETag"]
    stale = house.budget(FINANCE, "POST", f"{path}/release", headers={"If-Match": '"7"'})
    assert stale.expect(412).body["violations"][0]["code"] == "if_match_stale"
    house.budget(FINANCE, "POST", f"{path}/release", headers={"If-Match": seen}).expect(200)


def send(client: FlaskClient, content: io.BytesIO) -> TestResponse:
    path = f"/budget/zuwendungen/{GRANT}/uebernahme"
    fields = {"csrf_token": token(client, path), "file": (content, "../../uebernahme.zip")}
    return client.post(path, data=fields, content_type="multipart/form-data")


def test_an_empty_grant_is_taken_over_on_pages(house: House) -> None:
    officer = browser(house, OFFICER)
    place = f"/budget/zuwendungen/{GRANT}"
    assert f"{place}/uebernahme" in officer.get(place).text
    preview = send(officer, archive())
    assert preview.status_code == 200
    for told in ("Gegen die Datei spricht nichts", "150.000,00", "57,00", "Frühere Abrufe"):
        assert told in preview.text
    assert house.balance(GRANT)["planned_cents"] == 0
    fields = {"csrf_token": token(officer, f"{place}/uebernahme")}
    proposed = officer.post(f"{place}/uebernahme/vorschlag", data=fields)
    assert proposed.status_code == 303
    shown = officer.get(proposed.headers["Location"])
    assert "Eine zweite Person gibt sie frei" in shown.text
    assert "schon eine vorgeschlagene Übernahme" in officer.get(f"{place}/uebernahme").text
    assert house.balance(GRANT)["planned_cents"] == 0
    finance = browser(house, FINANCE)
    path = proposed.headers["Location"]
    finance.post(f"{path}/freigabe", data={"csrf_token": token(finance, path)})
    assert house.balance(GRANT)["planned_cents"] == 15_000_000


def test_split_contracts_are_told_in_the_preview_and_stop_nothing(house: House) -> None:
    officer = browser(house, OFFICER)
    same = {"Kreditor": "Bau GmbH", "MwSt": "0,00"}
    lines = [line(1, Brutto="150.000,00", **same), line(2, Brutto="66.000,01", **same)]
    told = send(
        officer, archive(belege="\n".join([HEADER + EXTRA, *(f"{one};;;;;;" for one in lines)]))
    )
    assert "Gegen die Datei spricht nichts" in told.text
    assert "belege.csv, Zeile 3" in told.text and "(mit Zeile 2)" in told.text
    fewer = [line(1, Brutto="150.000,00", **same), line(2, Brutto="66.000,00", **same)]
    told = send(
        officer, archive(belege="\n".join([HEADER + EXTRA, *(f"{one};;;;;;" for one in fewer)]))
    )
    assert "Gegen die Datei spricht nichts" in told.text and "PROC-05" not in told.text


def test_every_reason_against_a_takeover_stands_in_the_preview(house: House) -> None:
    officer = browser(house, OFFICER)
    plan = "Kostenposition;Maßnahme;Kostenart;Haushaltsjahr;Betrag\nReisen;M9;Sachausgaben;2026;x\n"
    preview = send(officer, archive(plan=plan))
    assert "So kann die Datei nicht übernommen werden" in preview.text
    assert "plan.csv" in preview.text and "vorschlag" not in preview.text
    blank = send(officer, io.BytesIO(b"kein Archiv"))
    assert blank.status_code == 422 and "Noch nicht gespeichert" in blank.text


def test_only_what_was_examined_here_can_be_proposed(house: House) -> None:
    officer = browser(house, OFFICER)
    path = f"/budget/zuwendungen/{GRANT}/uebernahme"
    refused = officer.post(f"{path}/vorschlag", data={"csrf_token": token(officer, path)})
    assert refused.status_code == 422 and "noch einmal prüfen lassen" in refused.text
    codes = [one["payload"]["violations"] for one in house.trail(outcome="refused")]
    assert codes[-1][0]["code"] == "opening_not_examined"
