"""A house in which something has happened to a grant, and its reports as files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from services.reporting.usecases.report_types import REPORT_TYPES
from tests.driver import FINANCE, OFFICER, House
from tests.prepared_house import prepare

GRANT = "KFW-1"
PERIODS = {"quarterly": "2026-Q2", "voucher-list": "2026-H1", "call-package": "2026-H1"}


@contextmanager
def reported_house(folder: Path) -> Iterator[House]:
    """Vouchers of several kinds on two lines, a storno, an income and a released call."""
    (folder / "prepared").mkdir()
    house = House(folder / "prepared", folder / "house", prepare(folder / "prepared"))
    try:
        _tell(house)
        yield house
    finally:
        house.close()


def _tell(house: House) -> None:
    house.award(GRANT, "A", date(2026, 1, 1), date(2027, 12, 31)).expect(201)
    house.plan(GRANT, {"Beratung": 5_000_000, "Technik": 900_000})
    house.enter_claimable(GRANT)
    house.enter_claimable(GRANT, budget_line="Technik", gross_cents=300_001)
    house.enter(GRANT, ineligible_cents=10_001, ineligible_reason="Bewirtung").expect(201)
    house.enter(GRANT, allocation_bp=3_333, allocation_reason="Schlüssel").expect(201)
    wrong = house.enter_claimable(GRANT, gross_cents=44_444)
    path = f"/expenditures/{wrong['expenditure_id']}/reversal"
    house.budget(OFFICER, "POST", path, {"reason": "falsche Maßnahme"}).expect(200, 201)
    income = {
        "source_kind": "private",
        "source": "Stiftung",
        "received_on": "2026-05-05",
        "amount_cents": 7_777,
    }
    house.budget(OFFICER, "POST", f"/grants/{GRANT}/incomes", income).expect(201)
    call = house.draft_call(GRANT, "2026-H1").expect(201).body
    house.release_call(call["drawdown_id"]).expect(200)
    house.settle()


def draft(house: House, kind: str) -> str:
    """A draft of that type; returns its id."""
    new = {"type": kind, "period": PERIODS.get(kind) or REPORT_TYPES[kind].example_period}
    path = f"/reporting/api/v1/grants/{GRANT}/reports"
    report_id: str = house.call(OFFICER, "POST", path, new).expect(201).body["report_id"]
    return report_id


def release(house: House, report_id: str) -> None:
    """A second person releases it."""
    path = f"/reporting/api/v1/reports/{report_id}/release"
    house.call(FINANCE, "POST", path, {"names_seen": True}).expect(200)


def document(house: House, report_id: str, format_: str = "pdf", part: str = "full") -> bytes:
    """The stored bytes."""
    path = f"/reporting/api/v1/reports/{report_id}/document.{format_}?part={part}"
    content: bytes = house.call(OFFICER, "GET", path).expect(200).data
    return content
