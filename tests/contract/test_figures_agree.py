"""Budget decides, reporting adds: `/balance` and `/figures` say the same at the same position.

The two services share no code for these sums; what they share are the dated effects of the events.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from shared.periods import Period
from tests.driver import FINANCE, OFFICER, House
from tests.prepared_house import prepare

GRANT = "KFW-1"
PERIODS = ("2026-Q1", "2026-Q2", "2026-H1", "2026-Q3", "2026", "2027-Q1")
DECIDED = date(2026, 10, 5)
"""After the third quarter: its figures know the call as it was made, those of the year the cut."""
OWN = {"period", "next_offset", "rule_pack", "rule_pack_version", "ids", "lines", "years"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A grant in which much has happened: orders, movements, a storno, income, a call."""
    directory = tmp_path_factory.mktemp("agree")
    house = House(directory, tmp_path_factory.mktemp("house"), prepare(directory))
    capped = {"first_measures_cap_active": True, "first_measures_cap_cents": 300_000}
    house.award(GRANT, "A", date(2026, 1, 1), date(2027, 12, 31), rule_settings=capped).expect(201)
    house.add_measure(GRANT, "M-2", first_measure=True).expect(201)
    house.plan(GRANT, {"Beratung": 5_000_000, "Technik": 900_000})
    house.enter_claimable(GRANT)
    _order_with_part_invoice(house)
    _movements(house)
    house.enter(GRANT, gross_cents=50_003, vat_cents=7_984, vat_deductible_bp=4_000).expect(201)
    house.enter(GRANT, ineligible_cents=10_001, ineligible_reason="Bewirtung").expect(201)
    house.enter(GRANT, allocation_bp=3_333, allocation_reason="Schlüssel").expect(201)
    house.enter(GRANT, payment_date=None, payment_reference=None).expect(201)
    _reversed(house)
    house.enter_claimable(GRANT, measure_id="M-2", gross_cents=311_111)
    income = {"source_kind": "private", "source": "Stiftung", "received_on": "2026-05-05",
              "amount_cents": 7_777}  # fmt: skip
    house.budget(OFFICER, "POST", f"/grants/{GRANT}/incomes", income).expect(201)
    land = {"source_kind": "other_public", "source": "Land", "received_on": "2026-08-01",
            "amount_cents": 700_000}  # fmt: skip
    house.budget(OFFICER, "POST", f"/grants/{GRANT}/incomes", land).expect(201)
    _call(house)
    _proportional(house)
    house.enter_claimable(GRANT, gross_cents=77_777, payment_date="2026-07-15")
    house.plan(GRANT, {"Beratung": 4_000_000, "Technik": 900_000}, basis="internal")
    _reduced(house)
    house.settle()
    yield house
    house.close()


def _order_with_part_invoice(house: House) -> None:
    order = house.enter(
        GRANT, budget_line="Technik", gross_cents=1_000_000, voucher_number=None,
        invoice_number=None, invoice_date=None, payment_date=None, payment_reference=None,
    ).expect(201).body  # fmt: skip
    house.enter_claimable(
        GRANT, budget_line="Technik", gross_cents=300_001, commitment_id=order["expenditure_id"]
    )


def _movements(house: House) -> None:
    kept = house.enter_claimable(GRANT, gross_cents=1_000_003, retention_cents=50_001)
    path = f"/expenditures/{kept['expenditure_id']}"
    release = {"amount_cents": 20_001, "payment_date": "2026-06-10"}
    credit = {"amount_cents": 11_111, "vat_cents": 0, "date": "2026-05-20", "reference": "GS-1"}
    house.budget(OFFICER, "POST", f"{path}/retention-release", release).expect(200, 201)
    house.budget(OFFICER, "POST", f"{path}/credit-note", credit).expect(200, 201)


def _reversed(house: House) -> None:
    wrong = house.enter_claimable(GRANT, gross_cents=44_444)
    path = f"/expenditures/{wrong['expenditure_id']}/reversal"
    house.budget(OFFICER, "POST", path, {"reason": "falsche Maßnahme"}).expect(200, 201)


def _call(house: House) -> None:
    call = house.draft_call(GRANT, "2026-H1").expect(201).body
    house.release_call(call["drawdown_id"]).expect(200)
    cut = {"decided_on": DECIDED.isoformat(), "approved_cents": call["amount_cents"] - 10_000,
           "reason": "Kürzung", "reference": "Az. 9"}  # fmt: skip
    path = f"/drawdowns/{call['drawdown_id']}"
    house.go_to(DECIDED)
    house.budget(OFFICER, "POST", f"{path}/decision", cut).expect(200)


def _proportional(house: House) -> None:
    _determined(house, kind="cover_proportional", valid_from="2026-09-30")


def _reduced(house: House) -> None:
    """To less than what is claimable in the last quarter, PLAN-05."""
    _determined(house, kind="reduction", valid_from="2026-10-01", final_eligible_cents=1_500_000)


def _determined(house: House, **body: Any) -> None:
    body |= {"decided_on": "2026-08-02", "reference": "KfW 3", "reason": "Bescheid"}
    path = f"/grants/{GRANT}/determinations"
    found = house.budget(OFFICER, "POST", path, body).expect(201).body
    path = f"/determinations/{found['determination_id']}/confirmation"
    house.budget(FINANCE, "POST", path).expect(200)


def figures(house: House, period: str) -> dict[str, Any]:
    path = f"/reporting/api/v1/grants/{GRANT}/figures?period={period}"
    found: dict[str, Any] = house.call("pruefung", "GET", path).expect(200).body
    return found


@pytest.mark.parametrize("period", PERIODS)
def test_every_sum_is_the_same(house: House, period: str) -> None:
    told = figures(house, period)
    decided = house.balance(GRANT, Period.parse(period).last_day)
    common = (set(told) & set(decided)) - OWN
    assert {"paid_cents", "claimable_cents", "own_share_cents", "use_bp"} <= common
    assert {name: told[name] for name in common} == {name: decided[name] for name in common}


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("table", ["lines", "years"])
def test_every_line_and_year_is_the_same(house: House, period: str, table: str) -> None:
    told = [{k: v for k, v in one.items() if k != "ids"} for one in figures(house, period)[table]]
    decided = house.balance(GRANT, Period.parse(period).last_day)[table]
    key = "budget_line" if table == "lines" else "budget_year"
    shared = {one[key]: one for one in decided}
    for one in told:
        names = set(one) & set(shared[one[key]])
        assert {n: one[n] for n in names} == {n: shared[one[key]][n] for n in names}
    assert {one[key] for one in told} == set(shared)


def test_a_cut_counts_from_the_day_it_was_decided(house: House) -> None:
    before, after = (house.balance(GRANT, day) for day in (date(2026, 10, 4), DECIDED))
    assert before["called_cents"] - after["called_cents"] == 10_000
    asked, approved = (figures(house, period) for period in ("2026-Q3", "2026"))
    assert asked["called_cents"] == before["called_cents"]
    assert approved["called_cents"] == after["called_cents"]


def test_the_story_is_worth_comparing(house: House) -> None:
    told = figures(house, "2026-H1")
    assert told["entitlement_cents"] > 0 and told["municipal_extra_cents"] > 0
    assert told["claimable_cents"] not in (0, told["eligible_cents"])
    assert told["committed_cents"] > 0 and told["preliminary"] is True
