"""A dropped credit note finds its voucher, fills the form there, and its file is the proof."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from tests.browser.living_house import LivingHouse, living_house, words
from tests.browser.programme import AT, GRANT, enter_programme, expenditure

SAMPLE = Path(__file__).parents[2] / "samples" / "invoices" / "ubl_credit_note.xml"
CREDITED = "RE-2026-001"
NEW = f"{AT}/ausgaben/neu"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingHouse]:
    with living_house(tmp_path_factory.mktemp("gutschrift")) as running:
        enter_programme(running)
        yield running


def shown(house: LivingHouse, path: str) -> str:
    return house.client("sachbearbeitung").get(path).text


def dropped(house: LivingHouse) -> str:
    """The page after the drop."""
    sent = (io.BytesIO(SAMPLE.read_bytes()), "gutschrift.xml")
    return shown(house, house.act("sachbearbeitung", f"{NEW}/rechnung", file=sent))


def filled(text: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', text)
    assert found, name
    return unescape(found[1])


def test_from_the_file_to_the_booked_credit_note(house: LivingHouse) -> None:
    without = words(dropped(house))
    assert "unter der Rechnungsnummer RE-2026-001 ist in dieser Zuwendung keine erfasst" in without

    typed = {**expenditure(18), "invoice_number": CREDITED, "gross_cents": "1.190,00"}
    at = house.act("sachbearbeitung", NEW, **{**typed, "vat_cents": "190,00"})
    page = dropped(house)
    link = re.search(r'href="([^"]+\?gutschrift=[^"#]+)', page)
    assert link and link[1].startswith(at)
    assert "anderer Zahlungsempfänger" in words(page)

    form = shown(house, unescape(link[1])).split('id="gutschrift"')[1]
    names = ("amount_cents", "vat_cents", "date", "reference", "invoice_id")
    typed = {name: filled(form, name) for name in names}
    assert (typed["amount_cents"], typed["vat_cents"]) == ("119,00", "19,00")
    assert typed["reference"] == "GS-2026-007"
    house.act("sachbearbeitung", f"{at}/gutschrift", **typed)

    files = movement_page(house, at)
    assert f"/dateien/{sha256(SAMPLE.read_bytes()).hexdigest()}" in files
    assert "gutschrift.xml" in files


def test_the_same_credit_note_is_not_booked_twice(house: LivingHouse) -> None:
    """It is booked by the test before; here on another voucher, with another amount."""
    page = house.act(
        "sachbearbeitung", f"{NEW}/rechnung", file=(io.BytesIO(SAMPLE.read_bytes()), "g.xml")
    )
    invoice_id = page.rsplit("=", 1)[-1]
    other = house.act("sachbearbeitung", NEW, **expenditure(16))
    typed = {"amount_cents": "1,00", "date": "03.08.2026", "reference": "GS-3"}
    answer = house.send("sachbearbeitung", f"{other}/gutschrift", **typed, invoice_id=invoice_id)
    assert answer.status_code == 422
    assert "Diese Gutschrift ist bereits als Nr." in words(answer.text)


def movement_page(house: LivingHouse, at: str) -> str:
    """The page of the newest row that belongs to an expenditure."""
    rows = [one for one in re.findall(r"/budget/ausgaben/[0-9a-f-]{36}", shown(house, at))]
    (other,) = {one for one in rows if one != at}
    return shown(house, other)


def test_an_invoice_that_is_no_credit_note_is_refused(house: LivingHouse) -> None:
    at = house.act("sachbearbeitung", NEW, **expenditure(10))
    content = (SAMPLE.parent / "ubl_invoice.xml").read_bytes()
    page = house.act("sachbearbeitung", f"{NEW}/rechnung", file=(io.BytesIO(content), "r.xml"))
    invoice_id = page.rsplit("=", 1)[-1]
    typed = {"amount_cents": "1,00", "date": "03.08.2026", "reference": "GS-2"}
    for named, code in ((invoice_id, "keine Gutschrift"), ("nirgends", "nicht hochgeladen")):
        answer = house.send("sachbearbeitung", f"{at}/gutschrift", **typed, invoice_id=named)
        assert answer.status_code == 422
        assert code in words(answer.text)
    assert GRANT in shown(house, at)
