"""A dropped credit note booked through the API: whose it is, and that it is booked once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.driver import OFFICER, TODAY, Answer, House

GRANT = "G-1"
NAME = "ubl_credit_note.xml"
ISSUER = "Muster Sensorik GmbH & Co. KG"


@pytest.fixture
def house(planned: Callable[[str, str], House]) -> House:
    return planned(GRANT, "Beratung")


def credited(house: House, **voucher: Any) -> Answer:
    row = house.enter(GRANT, gross_cents=119_000, vat_cents=19_000, **voucher).expect(201).body
    dropped = house.drop_invoice(GRANT, house.sample_invoice(NAME)).expect(200, 201).body
    body = {
        "amount_cents": 11_900,
        "vat_cents": 1_900,
        "date": TODAY.isoformat(),
        "reference": "GS-2026-007",
        "invoice_id": dropped["invoice_id"],
    }
    path = f"/expenditures/{row['expenditure_id']}/credit-note"
    return house.budget(OFFICER, "POST", path, body)


@pytest.mark.parametrize(("creditor", "warned"), [(ISSUER, False), ("Jemand anders AG", True)])
def test_another_issuer_is_a_warning(house: House, creditor: str, warned: bool) -> None:
    answer = credited(house, creditor=creditor).expect(201)
    assert (("credit_note_of_other", "EINV-01") in answer.codes) is warned


def test_the_same_credit_note_counts_once(house: House) -> None:
    first = credited(house, creditor=ISSUER).expect(201).body["expenditure_id"]
    second = credited(house, creditor=ISSUER, invoice_number="RE-2").expect(422)
    assert ("duplicate", "ELG-09") in second.codes
    house.budget(OFFICER, "POST", f"/expenditures/{first}/reversal", {"reason": "falsch"})
    credited(house, creditor=ISSUER, invoice_number="RE-3").expect(201)
