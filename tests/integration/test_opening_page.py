"""The page on which a second person releases a takeover."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.driver import FINANCE, OFFICER, House
from tests.integration.budget.test_openings import archive

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
