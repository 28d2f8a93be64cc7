"""Calls over the API: draft, four eyes, gates, changed figures, the funder's steps."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.budget.domain.evidence import Evidence, EvidenceKind
from services.budget.store.evidence import insert_evidence
from services.budget.store.grant import touch_grant
from tests.integration.budget.scene import (
    ARITHMETICAL,
    FACTUAL,
    GRANT,
    HEAD,
    Scene,
    sqlite_scene,
)
from tests.integration.budget.test_expenditures_api import BODY, LIST, codes
from tests.integration.budget.web_scene import WebScene, make_web

CALLS = f"/grants/{GRANT}/drawdowns"


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


@pytest.fixture
def web(scene: Scene, tmp_path: Path) -> WebScene:
    return make_web(scene, tmp_path)


def claimable(web: WebScene, number: int = 1, **changes: Any) -> str:
    body = {**BODY, "voucher_number": f"B-{number}", "invoice_number": f"R-{number}", **changes}
    expenditure_id = web.post(LIST, body).json["expenditure_id"]
    path = f"/expenditures/{expenditure_id}"
    file = {"file": (io.BytesIO(b"%PDF-1.7"), "a.pdf"), "kind": "voucher"}
    web.post(path + "/documents", data=file, content_type="multipart/form-data")
    web.post(path + "/certifications", {"kind": "factual"}, actor=FACTUAL)
    web.post(path + "/certifications", {"kind": "arithmetical"}, actor=ARITHMETICAL)
    return str(expenditure_id)


def open_gates(scene: Scene) -> None:
    with scene.sessions.write() as session:
        for number, kind in enumerate(EvidenceKind):
            new = Evidence(kind, date(2026, 1, 1), "AZ")
            insert_evidence(session, f"e{number}", GRANT, new, None, scene.by())
        touch_grant(session, GRANT)


def test_a_call_from_draft_to_receipt(web: WebScene, scene: Scene) -> None:
    expenditure_id = claimable(web)
    draft = web.post(CALLS, {"period": "2026-H1"})
    assert draft.status_code == 201, draft.json
    assert draft.json["amount_cents"] == 77_350
    assert draft.json["expenditure_count"] == 1
    path = f"/drawdowns/{draft.json['drawdown_id']}"
    closed = web.post(path + "/release", {}, actor=HEAD)
    assert closed.status_code == 422
    assert set(codes(closed)) == {"gate_missing"}
    open_gates(scene)
    released = web.post(path + "/release", actor=HEAD)
    assert released.status_code == 200, released.json
    assert released.json["status"] == "released"
    assert web.get(f"/expenditures/{expenditure_id}").json["status"] == "called"
    assert web.get(f"/grants/{GRANT}/balance").json["called_cents"] == 77_350
    assert web.post(path + "/release", actor=HEAD).status_code == 409
    sent = web.post(path + "/submission", {"submitted_on": "2026-07-15", "reference": "A"})
    assert sent.json["status"] == "submitted", sent.json
    cut = {"decided_on": "2026-07-15", "approved_cents": 70_000, "reason": "Kürzung"}
    assert web.post(path + "/decision", cut).json["approved_cents"] == 70_000
    got = web.post(path + "/receipt", {"received_on": "2026-07-15", "amount_cents": 70_000})
    assert (got.json["status"], got.json["received_cents"]) == ("received", 70_000)
    assert web.post(path + "/withdrawal", {"reason": "x"}, actor=HEAD).status_code == 409
    types = scene.event_types()
    first = types.index("drawdown.rows_listed")
    assert types[first : first + 2] == ["drawdown.rows_listed", "drawdown.drafted"]
    assert "drawdown.received" in types


def test_one_open_draft_and_nothing_to_call(web: WebScene) -> None:
    assert codes(web.post(CALLS, {"period": "2026-H1"})) == ["nothing_to_call"]
    claimable(web)
    assert web.post(CALLS, {"period": "2026-H1"}).status_code == 201
    again = web.post(CALLS, {"period": "2026-H1"})
    assert again.status_code == 409
    assert set(codes(again)) == {"draft_open", "call_exists"}
    assert web.post(CALLS, {"period": "2026-X1"}).status_code == 422


def test_a_lost_row_changes_the_figures_and_a_new_one_waits(web: WebScene, scene: Scene) -> None:
    open_gates(scene)
    expenditure_id = claimable(web)
    path = f"/drawdowns/{web.post(CALLS, {'period': '2026-H1'}).json['drawdown_id']}"
    claimable(web, 2)
    web.call("DELETE", f"/expenditures/{expenditure_id}/certifications/factual", actor=FACTUAL)
    refused = web.post(path + "/release", actor=HEAD)
    assert (refused.status_code, codes(refused)) == (422, ["figures_changed"])
    withdrawn = web.post(path + "/withdrawal", {"reason": "neu"})
    assert withdrawn.json["status"] == "withdrawn", withdrawn.json
    assert web.post(CALLS, {"period": "2026-H1"}).status_code == 201


def test_a_withdrawn_call_frees_its_rows(web: WebScene, scene: Scene) -> None:
    open_gates(scene)
    expenditure_id = claimable(web)
    path = f"/drawdowns/{web.post(CALLS, {'period': '2026-H1'}).json['drawdown_id']}"
    web.post(path + "/release", actor=HEAD)
    assert web.post(path + "/withdrawal", {"reason": "x"}).status_code == 422
    assert web.post(path + "/withdrawal", {"reason": "x"}, actor=HEAD).status_code == 200
    assert web.get(f"/expenditures/{expenditure_id}").json["status"] == "claimable"
    last = scene.events()[-1]["data"]["expenditure"]
    assert (last["drawdown_id"], last["assessment"]["status"]) == (None, "claimable")


def test_an_invoice_fills_an_entry_and_becomes_its_voucher(web: WebScene) -> None:
    sample = next(iter(sorted(Path("../shared/data/invoices").rglob("*.xml"))), None)
    if sample is None:
        pytest.skip("no real invoices beside the repository")
    file = {"file": (io.BytesIO(sample.read_bytes()), "../../x.xml")}
    read = web.post(f"/grants/{GRANT}/invoices", data=file, content_type="multipart/form-data")
    assert read.status_code == 201, read.json
    body = {**BODY, "invoice_id": read.json["invoice_id"]}
    entry = web.post(LIST, body).json
    assert "voucher_file" not in {one["code"] for one in entry["missing"]}
    shown = web.get(f"/expenditures/{entry['expenditure_id']}").json
    assert shown["documents"][0]["sha256"] == read.json["sha256"]
    unknown = web.post(LIST, {**body, "invoice_id": "?", "voucher_number": "B-9"})
    assert "invoice_unknown" in codes(unknown)


def test_bad_uploads_get_a_clear_answer(web: WebScene) -> None:
    path = f"/grants/{GRANT}/invoices"
    assert codes(web.post(path)) == ["file_missing"]
    file = {"file": (io.BytesIO(b"<a/>"), "a.xml")}
    assert web.post(path, data=file, content_type="multipart/form-data").status_code == 422
    big = b"x" * (11 * 1024 * 1024)
    form = "multipart/form-data; boundary=b"
    assert web.post(path, data=big, content_type=form).status_code == 413
