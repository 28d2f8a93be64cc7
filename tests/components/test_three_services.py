"""The main job once as three services: real invoices in; reports, a call and a proven trail out.

PostgreSQL, three brokers and nginx are real; requests go to the two web processes of a service in
turn, and one of each dies on the way.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.components.availability import ROOT
from tests.components.topology import Topology
from tests.driver import AUDITOR, FINANCE, OFFICER, PROGRAMME
from tests.faults.proof import leaf, root_from, signed_head
from tests.faults.remote import RemoteHouse

GRANT = "KFW-B"
OWN_INVOICE = ROOT / "tests" / "samples" / "invoices" / "ubl_invoice.xml"
REAL_INVOICE = ROOT.parent / "shared" / "data" / "invoices" / "01.21a-INVOICE_ubl.xml"
GATES = ("council_decision", "committee_decision", "ministry_approval", "phase_b_documents")
REPORTS = {"quarterly": "2026-Q1", "voucher-list": "2026-H1", "call-package": "2026-H1"}


@dataclass
class Journey:
    """What came about on the way."""

    house: RemoteHouse
    invoice: bytes
    expenditure: dict[str, Any]
    drawdown: dict[str, Any] = field(default_factory=dict)
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def house(topology: Topology) -> Iterator[RemoteHouse]:
    found = RemoteHouse(topology)
    yield found
    found.close()


@pytest.fixture(scope="module")
def journey(house: RemoteHouse) -> Journey:
    """Walks the whole way once; the tests look at what it left."""
    award(house)
    entered = enter_invoice(house, OWN_INVOICE)
    walked = Journey(house, OWN_INVOICE.read_bytes(), entered)
    for service in ("budget", "reporting", "audit"):
        house.topology.kill(f"{service}-web-1")
    house.through_proxy = True  # it knows who is left
    house.complete(entered["expenditure_id"])
    drafted = house.draft_call(GRANT, "2026-H1").expect(201).body
    walked.drawdown = house.release_call(drafted["drawdown_id"]).expect(200).body
    for service in ("budget", "reporting", "audit"):
        house.topology.restart(f"{service}-web-1")
    house.through_proxy = False
    house.settle()
    for type_, period in REPORTS.items():
        walked.reports[type_] = report(house, type_, period)
    house.settle()
    return walked


def award(house: RemoteHouse) -> None:
    """A running grant with all gates open and money in its plan."""
    until_then = {"payments_until": "2027-12-31"}
    house.award(GRANT, "B", date(2020, 7, 1), date(2027, 12, 31), **until_then).expect(201)
    house.plan(GRANT, {"Sensorik": 50_000_000}).expect(201)
    for kind in GATES:
        house.file_evidence(GRANT, kind, date(2020, 7, 1)).expect(201)


def enter_invoice(house: RemoteHouse, path: Path) -> dict[str, Any]:
    """Drops an e-invoice and saves what it fills in, with what only the city knows."""
    files = {"file": (io.BytesIO(path.read_bytes()), path.name, "application/xml")}
    received = house.budget(OFFICER, "POST", f"/grants/{GRANT}/invoices", files=files)
    filled = received.expect(201).body["expenditure"]
    day = filled["invoice_date"]
    body = {
        "service_from": day,
        "service_to": day,
        **filled,
        "budget_line": "Sensorik",
        "measure_id": "M-1",
        "contract_date": "2020-08-03",
        "voucher_number": f"B-{path.stem}",
        "payment_date": "2026-03-10",
        "payment_reference": f"Z-{path.stem}",
    }
    entered = house.budget(OFFICER, "POST", f"/grants/{GRANT}/expenditures", body)
    found: dict[str, Any] = entered.expect(201).body
    return found


def report(house: RemoteHouse, type_: str, period: str) -> dict[str, Any]:
    """A report drafted by one person and released by another."""
    path = f"/reporting/api/v1/grants/{GRANT}/reports"
    drafted = house.call(OFFICER, "POST", path, {"type": type_, "period": period}).expect(201).body
    assert not drafted["late_cut_off"]
    path = f"/reporting/api/v1/reports/{drafted['report_id']}/release"
    released: dict[str, Any] = (
        house.call(PROGRAMME, "POST", path, {"names_seen": True}).expect(200).body
    )
    assert (drafted["status"], released["status"]) == ("draft", "released")
    assert released["content_hash"] == drafted["content_hash"]
    return released


def test_the_call_takes_the_share_of_what_was_certified(journey: Journey) -> None:
    # gross 1,366.00 EUR, 65 %, half up on the sum
    assert journey.expenditure["eligible_cents"] == 136_600
    assert journey.drawdown["amount_cents"] == 88_790
    assert journey.house.expenditure(journey.expenditure["expenditure_id"])["status"] == "called"


def test_both_services_add_up_the_same(journey: Journey) -> None:
    figures = journey.house.call(
        AUDITOR, "GET", f"/reporting/api/v1/grants/{GRANT}/figures?period=2026-H1"
    ).body
    balance = journey.house.balance(GRANT, date(2026, 6, 30))
    common = balance.keys() & figures.keys() - {"lines", "years"}
    assert len(common) > 12
    assert {name: figures[name] for name in common} == {name: balance[name] for name in common}


@pytest.mark.parametrize("type_", REPORTS)
def test_a_released_report_is_the_same_bytes_from_every_process(
    journey: Journey, type_: str
) -> None:
    found = journey.reports[type_]
    for format_ in ("pdf", "xlsx", "json", "html", "csv"):
        path = f"/reporting/api/v1/reports/{found['report_id']}/document.{format_}"
        first, second = (journey.house.call(FINANCE, "GET", path).expect(200) for _ in range(2))
        assert first.data == second.data
        if format_ == "pdf":
            text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(first.data)).pages)
            assert "Entwurf" not in text and found["content_hash"][:16] in "".join(text.split())


def test_the_voucher_list_opens_the_sealed_names(journey: Journey) -> None:
    path = f"/reporting/api/v1/reports/{journey.reports['voucher-list']['report_id']}/document.csv"
    text = journey.house.call(FINANCE, "GET", path).expect(200).data.decode()
    assert "Muster Sensorik GmbH & Co. KG" in text


def test_the_original_bytes_are_kept_as_the_voucher(journey: Journey) -> None:
    shown = journey.house.expenditure(journey.expenditure["expenditure_id"])
    kept = [
        journey.house.budget(
            AUDITOR,
            "GET",
            f"/expenditures/{shown['expenditure_id']}/documents/{one['sha256']}",
        ).data
        for one in shown["documents"]
    ]
    assert journey.invoice in kept


def test_the_whole_way_stands_in_the_trail_and_each_step_is_proven(journey: Journey) -> None:
    house, row = journey.house, journey.expenditure["expenditure_id"]
    path = f"/audit/api/v1/history/expenditure/{row}"
    entries = house.call(AUDITOR, "GET", path).expect(200).body["items"]
    told = [one["type"].removeprefix("funding.budget.").removesuffix(".v1") for one in entries]
    assert told[0] == "expenditure.recorded"
    assert told.count("expenditure.certified") == 2
    assert entries[-1]["payload"]["expenditure"]["drawdown_id"] == journey.drawdown["drawdown_id"]
    note = house.get("/audit/log/checkpoint").data.decode()
    size, root = signed_head(note, house.get("/audit/api/v1/log-key").data.decode())
    for entry in entries:
        prove(house, entry["sequence"], size, root)


def prove(house: RemoteHouse, sequence: int, size: int, root: bytes) -> None:
    """The stored bytes lead to the signed root; other bytes do not."""
    path = f"/audit/api/v1/entries/{sequence}"
    body = house.call(AUDITOR, "GET", path).expect(200).data
    proof = house.call(AUDITOR, "GET", f"{path}/proof?tree_size={size}").expect(200).body
    hashes = [base64.b64decode(one) for one in proof["hashes"]]
    assert root_from(leaf(body), sequence, size, hashes) == root
    assert root_from(leaf(body + b" "), sequence, size, hashes) != root


def test_every_release_names_two_persons(journey: Journey) -> None:
    items = journey.house.trail(type="funding.reporting.report.released.v1")
    assert len(items) == len(REPORTS)
    for one in items:
        assert one["payload"]["drafted_by"] != one["actor"]


def test_verification_reads_everything_and_finds_it_sound(journey: Journey) -> None:
    found = journey.house.call(AUDITOR, "POST", "/audit/api/v1/verification").expect(200).body
    assert (found["ok"], found["first_bad"]) == (True, None)
    assert found["checked"] > 30


@pytest.mark.skipif(not REAL_INVOICE.exists(), reason="no ../shared/data here")
def test_an_invoice_of_the_real_test_suite_goes_the_same_way(journey: Journey) -> None:
    entered = enter_invoice(journey.house, REAL_INVOICE)
    journey.house.complete(entered["expenditure_id"])
    assert journey.house.expenditure(entered["expenditure_id"])["status"] == "claimable"
