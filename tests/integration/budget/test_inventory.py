"""The inventory on both databases and on screen: nothing is overwritten, two persons dispose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.budget.domain.inventory import ItemChange, NewItem
from services.budget.domain.inventory_disposal import DisposalKind, NewDisposal
from services.budget.domain.parameters.inventory import AssetClass
from services.budget.store.inventory import load_item, versions_of
from services.budget.store.inventory_disposal import load_disposal
from services.budget.usecases.inventory import change_item, record_item
from services.budget.usecases.inventory_disposal import (
    propose_disposal,
    release_disposal,
    withdraw_disposal,
)
from shared.errors import Conflict, NotFound, Refused
from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, enter_programme
from tests.integration.budget.scene import GRANT, HEAD, OFFICER, Scene

ITEM = NewItem(
    "Server", "M1", AssetClass.HARDWARE, "Rathaus", "Amt 10", date(2026, 3, 1), 100_000,
    eligible_cents=100_000, useful_life_years=5, binding_until=date(2026, 6, 30),
)  # fmt: skip
LOSS = NewDisposal(DisposalKind.LOST, date(2026, 7, 1), "Diebstahl")
PAGE = f"{AT}/inventar"


def test_versions_stay_and_two_persons_dispose(both: Scene) -> None:
    item_id = both.run(record_item, GRANT, ITEM).record.item_id
    change = ItemChange("Keller", "Amt 10", "Umzug", "", 5, date(2026, 6, 30))
    both.run(change_item, item_id, change)
    places = [one.item.place for one in both.look(versions_of, item_id)]
    assert places == ["Rathaus", "Keller"]
    disposal_id = both.run(propose_disposal, item_id, LOSS).record.disposal_id
    with pytest.raises(Conflict) as twice:
        both.run(propose_disposal, item_id, LOSS)
    assert [one.code for one in twice.value.violations] == ["disposal_exists"]
    with pytest.raises(Refused) as refused:
        both.run(release_disposal, disposal_id)
    assert [one.code for one in refused.value.violations] == ["four_eyes_creator"]
    for attack in (
        f"UPDATE inventory_disposal SET released_by = '{OFFICER}'",
        "UPDATE inventory_disposal SET proceeds_cents = 1",
        "UPDATE inventory_item SET net_cents = 1",
        "DELETE FROM inventory_item",
        "DELETE FROM inventory_disposal",
    ):
        with pytest.raises(DBAPIError), both.sessions.write() as session:
            session.execute(text(attack))
    both.run(release_disposal, disposal_id, actor=HEAD)
    with pytest.raises(DBAPIError), both.sessions.write() as session:
        session.execute(text("UPDATE inventory_disposal SET released_by = NULL"))
    with (
        pytest.raises(Conflict) as settled,
        both.sessions.write() as session,
    ):
        withdraw_disposal(session, disposal_id, "doch nicht", by=both.by())
    assert [one.code for one in settled.value.violations] == ["disposal_settled"]
    last = both.events()[-1]["data"]
    assert last["item"]["releases"] == [{"budget_year": 2026, "cents": 65_000}]


def test_an_entry_taken_back_releases_nothing(both: Scene) -> None:
    item_id = both.run(record_item, GRANT, ITEM).record.item_id
    error = NewDisposal(DisposalKind.RECORDED_IN_ERROR, date(2026, 7, 1), "doppelt erfasst")
    disposal_id = both.run(propose_disposal, item_id, error).record.disposal_id
    both.run(release_disposal, disposal_id, actor=HEAD)
    assert both.events()[-1]["data"]["item"]["releases"] == []


def test_what_is_not_there_is_said(both: Scene) -> None:
    for query, code in ((load_item, "inventory_item_unknown"), (load_disposal, "disposal_unknown")):
        with pytest.raises(NotFound) as missing:
            both.look(query, "gibtesnicht")
        assert [one.code for one in missing.value.violations] == [code]
    new = NewItem(
        "Server", "M1", AssetClass.HARDWARE, "Rathaus", "Amt 10", date(2026, 3, 1), 100_000,
        expenditure_id="gibtesnicht",
    )  # fmt: skip
    with pytest.raises(NotFound) as unknown:
        both.run(record_item, GRANT, new)
    assert [one.code for one in unknown.value.violations] == ["receipt_unknown"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("house")) as house:
        enter_programme(house)
        yield house


def test_from_the_form_to_the_disposal(house: LivingHouse) -> None:
    entered = {
        "name": "Sensorkasten", "measure_id": "M-02", "asset_class": "sensors", "place": "Park",
        "responsible_unit": "Amt 66", "acquired_on": "01.03.2026", "net_cents": "1.000,00",
        "vat_cents": "190,00", "eligible_cents": "1.190,00",
    }  # fmt: skip
    assert (
        house.send("sachbearbeitung", PAGE, **{**entered, "net_cents": "viel"}).status_code == 422
    )
    house.act("sachbearbeitung", PAGE, **entered)
    shown = house.client("pruefung").get(PAGE).text
    assert "Angaben fehlen" in words(shown)
    found = re.search(r"/inventar/([0-9a-f-]{36})", shown)
    assert found
    at = f"{PAGE}/{found[1]}"
    stale = {"place": "Hof", "responsible_unit": "Amt 66", "reason": "Umzug", "version": "9"}
    assert house.send("sachbearbeitung", f"{at}/aenderung", **stale).status_code == 409
    house.act("sachbearbeitung", f"{at}/aenderung", **{**stale, "version": "1"})
    lost = {"kind": "lost", "disposed_on": "01.06.2026", "reason": "Diebstahl"}
    house.act("sachbearbeitung", f"{at}/abgang", **lost)
    page = house.client("kaemmerei").get(at).text
    disposal = re.search(r"/abgang/([0-9a-f-]{36})/freigabe", page)
    assert disposal
    house.act("kaemmerei", f"{at}/abgang/{disposal[1]}/freigabe")
    assert "abgegangen" in words(house.client("pruefung").get(PAGE).text)
    table = house.client("pruefung").get(f"{PAGE}/inventar.csv").text
    assert "Sensorkasten" in table
    assert "Verlust" in table
    notices = house.client("sachbearbeitung").get(f"{AT}/mitteilungen").text
    assert "Sensorkasten" in notices
