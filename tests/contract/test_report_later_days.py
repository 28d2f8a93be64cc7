"""Honest reports of a period after whose end more happened: money came, an item left, a plan was
changed. None is refused; one that tells what only came later, or hides what came before, is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.reporting.check.attachments import attachments
from services.reporting.check.outcome import Fault, Unseen
from services.reporting.check.pdf_file import PdfFile
from services.reporting.check.printed import blocks
from services.reporting.check.report import Trust, check_report
from services.reporting.check.sentences import check_sentences
from services.reporting.check.told import read_events
from services.reporting.check.vouchers import check_vouchers
from tests.contract.test_report_table_forgeries import Body, cell, place, table
from tests.driver import FINANCE, OFFICER, House
from tests.prepared_house import prepare
from tests.reported_house import GRANT, document

UNKNOWN_PLAN = "KFW-2"
"""A grant of which only an internal version of the plan is released."""
AUDIT, CALL, LIST, PROOF = "audit-package", "call-package", "voucher-list", "financial-statement"
PAID = {"2024-H2": "2024-10-15", "2025-H1": "2025-04-15", "2025-H2": "2025-10-15"}
"""A day of each half-year with a call."""
ITEM = {
    "name": "Server",
    "measure_id": "M-1",
    "asset_class": "hardware",
    "place": "Rathaus",
    "responsible_unit": "Amt 10",
    "acquired_on": "2025-04-15",
    "net_cents": 200_000,
    "eligible_cents": 100_000,
    "useful_life_years": 3,
    "binding_until": "2026-05-31",
}


def called(house: House, period: str) -> dict[str, Any]:
    day = PAID[period]
    days = ("service_from", "service_to", "invoice_date", "payment_date")
    house.enter_claimable(GRANT, contract_date="2024-07-02", **dict.fromkeys(days, day))
    call: dict[str, Any] = house.draft_call(GRANT, period).expect(201).body
    house.release_call(call["drawdown_id"]).expect(200)
    return call


def came(house: House, call: dict[str, Any], day: str, less: int) -> None:
    body = {"received_on": day, "amount_cents": call["amount_cents"] - less}
    house.budget(OFFICER, "POST", f"/drawdowns/{call['drawdown_id']}/receipt", body).expect(200)


def left(house: House, day: str, *, is_released: bool = True) -> None:
    """Another item, which leaves on that day."""
    item = house.budget(OFFICER, "POST", f"/grants/{GRANT}/inventory", ITEM).expect(201).body
    body = {"kind": "scrapped", "disposed_on": day, "reason": "Ersatz beschafft"}
    path = f"/inventory-items/{item['item_id']}/disposals"
    gone = house.budget(OFFICER, "POST", path, body).expect(201).body
    if is_released:
        path = f"/inventory-disposals/{gone['disposal_id']}/release"
        house.budget(FINANCE, "POST", path).expect(200)


def tell(house: House) -> None:
    """Three calls: the first brings 10 EUR less, the third brings its money in July. Three items:
    one leaves before July, one in July, one is only proposed to."""
    house.go_to(date(2026, 3, 2))
    house.award(GRANT, "A", date(2024, 7, 1), date(2027, 12, 31)).expect(201)
    house.plan(GRANT, {"Beratung": 5_000_000})
    first, second, third = [called(house, period) for period in PAID]
    house.go_to(date(2026, 8, 3))
    house.file_evidence(GRANT, "proof_of_use_accepted", date(2026, 4, 1)).expect(201)
    came(house, first, "2026-04-10", 1_000)
    came(house, second, "2026-06-30", 0)
    came(house, third, "2026-07-01", 0)
    left(house, "2026-06-30")
    left(house, "2026-07-01")
    left(house, "2026-06-10", is_released=False)
    house.enter_claimable(GRANT)
    house.enter_claimable(GRANT, payment_date="2026-07-20")
    now = house.draft_call(GRANT, "2026-H1").expect(201).body
    house.release_call(now["drawdown_id"]).expect(200)
    house.award(UNKNOWN_PLAN, "A", date(2025, 1, 1), date(2027, 12, 31)).expect(201)
    house.plan(UNKNOWN_PLAN, {"Beratung": 5_000_000}, "internal").expect(201)
    house.settle()


REPORTS = {
    "inventory": (GRANT, AUDIT, "2026-H1"),
    "no binding plan": (UNKNOWN_PLAN, AUDIT, "2026-H1"),
    "fourth call": (GRANT, CALL, "2026-H1"),
    "money in a list": (GRANT, LIST, "2026-H1"),
    "money in a proof": (GRANT, PROOF, "2026-H1"),
    "money of a month": (GRANT, "cash-flow", "2026-05"),
    "money of a short month": (GRANT, "cash-flow", "2026-02"),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    folder: Path = tmp_path_factory.mktemp("later")
    (folder / "prepared").mkdir()
    house = House(folder / "prepared", folder / "house", prepare(folder / "prepared"))
    try:
        tell(house)
        found = {}
        for name, (grant, kind, period) in REPORTS.items():
            path = f"/reporting/api/v1/grants/{grant}/reports"
            new = {"type": kind, "period": period}
            drafted = house.call(OFFICER, "POST", path, new).expect(201).body
            found[name] = document(house, drafted["report_id"])
        yield found
    finally:
        house.close()


def opened(file: bytes) -> tuple[Body, dict[str, bytes]]:
    attached = attachments(PdfFile(file))
    return json.loads(attached["bericht.json"])["document"], attached


def judge(report: Body, attached: dict[str, bytes]) -> None:
    told = read_events(attached["ereignisse.ndjson"])
    check_vouchers(report, told)
    check_sentences(report, told)


@pytest.mark.parametrize("name", REPORTS)
def test_what_happened_after_the_period_refuses_no_honest_report(
    files: dict[str, bytes], name: str
) -> None:
    outcome = check_report(files[name], None, Trust())
    assert [text for _, state, text in outcome.steps if state == "FEHLER"] == []
    assert dict((step, state) for step, state, _ in outcome.steps)["Belege"] == "in Ordnung"


def test_the_books_are_blank_until_the_day_an_item_left(files: dict[str, bytes]) -> None:
    report, _ = opened(files["inventory"])
    at = place(report, "inventory", "disposed_on")
    days = [row["cells"][at] for row in table(report, "inventory")["rows"]]
    assert days == ["2026-06-30", None, None]


def sentence(amount: str) -> Callable[[Body], None]:
    """Another sum of what came in."""

    def forge(report: Body) -> None:
        (run,) = [
            run
            for one in blocks(report, "paragraph")
            for run in one["runs"]
            if run["text"].startswith("Eingegangen sind bisher")
        ]
        start, _, rest = run["text"].partition("bisher ")
        _, euro, end = rest.partition("€")
        run["text"] = f"{start}bisher {amount} {euro}{end}"

    return forge


def internal_plan(report: Body) -> None:
    """The version the funder does not know, as if it were the plan."""
    table(report, "plan_lines")["rows"] = [
        {"kind": "data", "facts": [], "cells": ["Beratung", "M-1", "Sachausgaben", 5_000_000]}
    ]


FORGERIES: dict[str, tuple[str, Callable[[Body], None], str]] = {
    "an item that left later": (
        "inventory", cell("inventory", "disposed_on", "2026-07-01", row=1), "Abgang am"),
    "an item only proposed to": (
        "inventory", cell("inventory", "disposed_on", "2026-06-10", row=2), "Abgang am"),
    "an item that left, there": (
        "inventory", cell("inventory", "disposed_on", None), "Abgang am: im Bericht nichts"),
    "another day": ("inventory", cell("inventory", "disposed_on", "2026-06-29"), "Abgang am"),
    "no plan left": (
        "inventory", lambda report: table(report, "plan_lines")["rows"].clear(), "Finanzierungs"),
    "an internal plan": ("no binding plan", internal_plan, "Finanzierungsplan"),
    "more came": ("fourth call", sentence("9.000,00"), "nach den Ereignissen"),
    "the amount of another table came": ("fourth call", sentence("773,50"), "nach den Ereig"),
    "all of July came too": ("fourth call", sentence("2.310,50"), "nach den Ereignissen 1.537,00"),
    "money of July in a list": ("money in a list", cell("incomes", "amount", 77_350), "Ereignis"),
    "nothing came": ("money in a proof", cell("calls", "received", 0), "in keinem Ereignis"),
    "money of July in a proof": (
        "money in a proof", cell("calls", "received", 77_350, row=2), "in keinem Ereignis"),
    "a day in July in a proof": (
        "money in a proof", cell("calls", "received_on", "2026-07-01", row=2), "Ereignis"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_what_differs_from_the_day_is_named(files: dict[str, bytes], name: str) -> None:
    kind, forge, said = FORGERIES[name]
    report, attached = opened(files[kind])
    judge(report, attached)
    forge(report)
    with pytest.raises(Fault, match=said):
        judge(report, attached)


def test_what_came_in_is_unchecked_where_a_call_is_not_told(files: dict[str, bytes]) -> None:
    """Nobody knows what came for a call without an event: that is no fault of the report."""
    report, attached = opened(files["fourth call"])
    told = read_events(attached["ereignisse.ndjson"])
    check_sentences(report, told)
    first = next(key for key, one in told.calls.items() if one["number"] == 1)
    del told.calls[first], told.things[first]
    with pytest.raises(Unseen, match=r"in keiner Tabelle stehen 1\.537,00 €"):
        check_sentences(report, told)
