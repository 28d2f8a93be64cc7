"""The files of a call on demand: one ZIP, every hash named, and an event (VN-09)."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.budget.domain.expenditure import DocumentKind
from services.budget.store.expenditure_list import Filters, list_rows
from services.budget.store.tables import JOBS
from services.budget.usecases.document import Upload, file_document
from services.budget.usecases.expenditure import record_expenditure
from services.budget.usecases.opening import propose_opening, release_opening
from services.budget.usecases.receipt_bundle import bundle_of_grant
from tests.integration.budget.scene import GRANT, HEAD, Scene, expenditure, sqlite_scene
from tests.integration.budget.test_openings import archive
from tests.integration.budget.web_scene import WebScene, make_web

PDF = b"%PDF-1.7 Rechnung "


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    yield from sqlite_scene(tmp_path)


@pytest.fixture
def web(scene: Scene, tmp_path: Path) -> WebScene:
    return make_web(scene, tmp_path)


def with_call(scene: Scene) -> str:
    """A takeover with one call of two rows; one has two files, a row outside the call has one."""
    opening = scene.run(propose_opening, GRANT, archive())
    scene.run(release_opening, opening.opening_id, actor=HEAD)
    rows = scene.look(list_rows, GRANT, Filters(), after=None, limit=10)
    called = next(row for row in rows if row.number == 1)
    other = next(row for row in rows if row.number == 2)
    for row, kind, name in (
        (called, DocumentKind.VOUCHER, "../../etc/passwd.pdf"),
        (called, DocumentKind.PAYMENT_PROOF, "auszug.pdf"),
        (other, DocumentKind.VOUCHER, "andere.pdf"),
    ):
        upload = Upload(name, PDF + name.encode())
        scene.run(file_document, row.expenditure_id, kind, upload)
    return str(called.drawdown_id)


def bundle(web: WebScene, path: str) -> tuple[Any, zipfile.ZipFile]:
    made = web.post(path)
    assert made.status_code == 201, made.json
    assert made.json["status"] == "done"
    answer = web.get(f"/receipt-bundles/{made.json['bundle_id']}/file")
    content = answer.data
    answer.close()
    assert hashlib.sha256(content).hexdigest() == made.json["sha256"]
    return made.json, zipfile.ZipFile(io.BytesIO(content))


def test_the_receipts_of_a_call_with_their_hashes(scene: Scene, web: WebScene) -> None:
    drawdown_id = with_call(scene)
    made, found = bundle(web, f"/drawdowns/{drawdown_id}/receipt-bundles")
    assert made["files"] == 2
    text = found.read("pruefsummen.csv").decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert header == ["Nr.", "Belegnummer", "Art", "Datei", "SHA-256", "Bytes"]
    assert {tuple(row[:3]) for row in rows} == {
        ("1", "B1", "payment_proof"),
        ("1", "B1", "voucher"),
    }
    for _, _, _, name, sha256, size in rows:
        content = found.read(name)
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (sha256, int(size))
        assert name.startswith("belege/00001_")
    assert len(found.namelist()) == 3
    assert "receipts.bundled" in scene.event_types()


def test_all_receipts_of_a_grant_and_the_same_bytes_again(scene: Scene, web: WebScene) -> None:
    with_call(scene)
    first, found = bundle(web, f"/grants/{GRANT}/receipt-bundles")
    again, _ = bundle(web, f"/grants/{GRANT}/receipt-bundles")
    assert len(found.namelist()) == 4
    assert (first["files"], first["sha256"]) == (3, again["sha256"])
    shown = web.get(f"/receipt-bundles/{first['bundle_id']}")
    assert shown.json["status"] == "done"


def test_an_erased_receipt_is_named_and_stops_nothing(scene: Scene, web: WebScene) -> None:
    with_call(scene)
    erased = hashlib.sha256(PDF + b"andere.pdf").hexdigest()
    scene.means.files.erase(erased)
    made, found = bundle(web, f"/grants/{GRANT}/receipt-bundles")
    assert (made["files"], len(found.namelist())) == (3, 3)
    lines = found.read("pruefsummen.csv").decode("utf-8-sig").splitlines()
    assert [erased in one for one in lines if "gelöscht (RET-06)" in one] == [True]


def test_without_a_file_there_is_nothing_to_bundle(scene: Scene, web: WebScene) -> None:
    scene.run(record_expenditure, GRANT, expenditure())
    refused = web.post(f"/grants/{GRANT}/receipt-bundles")
    assert refused.status_code == 422
    assert refused.json["violations"][0]["code"] == "receipts_missing"
    unknown = web.get("/receipt-bundles/gibt-es-nicht/file")
    assert unknown.status_code == 404
    assert unknown.json["violations"][0]["code"] == "bundle_unknown"


def test_while_it_is_made_it_is_neither_ordered_again_nor_downloaded(
    scene: Scene, web: WebScene
) -> None:
    with_call(scene)
    with scene.sessions.write() as session:
        order = bundle_of_grant(session, GRANT, by=scene.by())
        JOBS.order(session, order, by=scene.by())
    again = web.post(f"/grants/{GRANT}/receipt-bundles")
    assert again.status_code == 409
    assert again.json["violations"][0]["code"] == "bundle_running"
    early = web.get(f"/receipt-bundles/{order.work_id}/file")
    assert early.json["violations"][0]["code"] == "bundle_not_ready"
    assert web.get(f"/receipt-bundles/{order.work_id}").json["status"] == "bundling"
