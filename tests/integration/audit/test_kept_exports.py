"""A package made beside the request: 202, progress, killed holders, kept until it is fetched."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from services.audit.domain.trail import TrailFilter
from services.audit.store import export as store
from services.audit.store.models import EXPORT_PIECE
from services.audit.store.tables import JOBS
from services.audit.usecases import export, kept_export
from services.audit.usecases.kept_export import EXPORT, order_export
from services.audit.usecases.works import WORKS
from shared.long_work import KEPT, LEASE
from shared.workshop import TakeUp
from tests.integration.audit.house import AuditHouse
from tests.integration.audit.material import event

DAY = timedelta(days=1)


@pytest.fixture
def house(tmp_path):
    house = AuditHouse(tmp_path)
    house.publish(*(event(number) for number in range(3)), event(3, grant_id="KFW-2"))
    yield house
    house.close()


def pieces(house):
    with house.ports.sessions.read() as session:
        return session.scalar(select(func.count()).select_from(EXPORT_PIECE))


def fetched(house, export_id, user="pruefung"):
    """The answer, read to its end."""
    answer = house.get(f"/exports/{export_id}/file", user)
    assert answer.data
    return answer


def refused(house, export_id, user="pruefung"):
    """Status and code of a refusal to hand it out."""
    answer = fetched(house, export_id, user)
    return answer.status_code, answer.json["violations"][0]["code"]


def left(house, export_id):
    """What is still stored of one package, after somebody ordered another."""
    by = house.ports.occasion("other")
    with house.ports.sessions.write() as session:
        order_export(session, TrailFilter(), by)
        return store.file_of(session, export_id)


def test_a_short_package_is_there_at_once_and_narrowed(house, monkeypatch):
    monkeypatch.setattr(kept_export, "_PIECE", 1000)
    made = house.post("/exports?grant_id=KFW-2")
    assert made.status_code == 201, made.text
    told = made.json
    assert (told["status"], told["entries"], told["violations"]) == ("done", 1, [])
    answer = fetched(house, told["export_id"])
    assert hashlib.sha256(answer.data).hexdigest() == told["sha256"]
    assert len(answer.data) == told["size"] == int(answer.headers["Content-Length"])
    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert "pruefen.py" in names and pieces(house) > 2
    house.settle()
    logged = house.get("/entries", type="funding.audit.trail.exported.v1").json["items"]
    assert [one["payload"]["entries"] for one in logged] == [1]


def test_a_fetched_package_stays_a_day_another_thirty(house):
    unfetched = house.post("/exports").json["export_id"]
    export_id = house.post("/exports").json["export_id"]
    assert fetched(house, export_id).status_code == 200
    house.clock.at += DAY
    assert left(house, export_id) and fetched(house, export_id).status_code == 200
    house.clock.at += timedelta(seconds=1)
    assert left(house, export_id) is None
    assert house.get(f"/exports/{export_id}").json["status"] == "gone"
    assert refused(house, export_id) == (404, "export_gone")
    house.clock.at += KEPT - DAY - timedelta(seconds=1)
    assert left(house, unfetched)
    house.clock.at += timedelta(seconds=1)
    assert left(house, unfetched) is None and pieces(house) == 0


def test_nobody_else_fetches_it(house):
    export_id = house.post("/exports").json["export_id"]
    assert refused(house, export_id, "pruefung_einer") == (404, "export_unknown")
    assert fetched(house, export_id, "kaemmerei").status_code == 403


def test_who_may_see_less_by_now_orders_again(house):
    from contracts.roles import Role

    export_id = house.post("/exports").json["export_id"]
    house._add_user("pruefung", Role.AUDITOR, "KFW-1")
    assert refused(house, export_id) == (404, "export_unknown")


def test_a_long_log_is_not_written_while_the_reader_waits(house, monkeypatch):
    monkeypatch.setattr(export, "DIRECT_UP_TO", 4)
    assert house.get("/export").status_code == 200
    monkeypatch.setattr(export, "DIRECT_UP_TO", 3)
    refused = house.get("/export")
    assert refused.status_code == 409
    assert refused.json["violations"][0]["code"] == "export_too_long"


def test_a_long_package_answers_202_and_shows_its_progress(house):
    begun, opened = threading.Event(), threading.Event()

    def held(ports, task):
        task.progress(3, 12)
        begun.set()
        assert opened.wait(20)
        WORKS.kinds[EXPORT](ports, task)

    house.ports.extras["works"] = replace(WORKS, kinds={EXPORT: held}, patience_s=0.05)
    try:
        answer = house.post("/exports")
        export_id = answer.json["export_id"]
        assert (answer.status_code, answer.json["status"]) == (202, "exporting")
        assert begun.wait(20)
        running = house.get(f"/exports/{export_id}").json["progress"]
        assert (running["done"], running["total"]) == (3, 12)
        assert refused(house, export_id) == (409, "export_not_ready")
        assert house.post("/exports").json["violations"][0]["code"] == "export_running"
        page = house.browse(f"/audit/auszuege/{export_id}")
        assert page.headers["Refresh"] == "5" and 'max="12" value="3"' in page.text
    finally:
        opened.set()
    for _ in range(200):
        if house.get(f"/exports/{export_id}").json["status"] == "done":
            break
        time.sleep(0.05)
    page = house.browse(f"/audit/auszuege/{export_id}")
    assert "Refresh" not in page.headers and f"{export_id}/datei" in page.text
    assert house.browse(f"/audit/auszuege/{export_id}/datei").data[:2] == b"PK"


_CHILD = """
import sys, time
from shared.workshop import Task
from services.audit.usecases.works import WORKS
from tests.integration.audit.house import AuditHouse

def hold(*_):
    print("holding", flush=True)
    time.sleep(60)

Task.finish = hold
WORKS.attempt(AuditHouse(sys.argv[1]).ports, sys.argv[2])
"""


def test_a_killed_process_loses_nothing(house, tmp_path):
    """kill -9 with all pieces written: none is shown; another process makes it anew, once."""
    by = house.ports.occasion("pruefung")
    with house.ports.sessions.write() as session:
        order = order_export(session, TrailFilter(), by)
        JOBS.order(session, order, by=by)
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(tmp_path), order.work_id],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        text=True,
    ) as child:
        try:
            assert child.stdout.readline() == "holding\n"
        finally:
            os.kill(child.pid, signal.SIGKILL)
    worker = TakeUp(house.ports, house.ports.extras["works"])
    assert worker.run_once() == 0  # the lease of the dead still runs
    assert refused(house, order.work_id) == (409, "export_not_ready")
    house.clock.at += LEASE + timedelta(seconds=1)
    assert worker.run_once() == 1 and worker.run_once() == 0
    assert fetched(house, order.work_id).data[:2] == b"PK"
    assert pieces(house) == 2 and left(house, order.work_id) and pieces(house) == 1


def test_pieces_and_files_on_both_databases(sessions):
    from services.audit.store.export import ExportFile
    from tests.integration.audit.material import START

    made = ExportFile("w", 2, "0" * 64, 5, 1, START)
    with sessions.write() as session:
        store.put_piece(session, "w", 1, 0, b"dead")
        store.put_piece(session, "w", 2, 0, b"abc")
        store.put_piece(session, "w", 2, 1, b"de")
        store.keep(session, made)
        store.clear_away(session, START + KEPT)
        assert session.scalar(select(func.count()).select_from(EXPORT_PIECE)) == 2
    assert b"".join(store.pieces(sessions, made)) == b"abcde"
    with sessions.write() as session:
        store.note_fetched(session, "w", START)
        store.note_fetched(session, "w", START + DAY)
        assert store.file_of(session, "w") == replace(made, fetched_at=START)
        store.clear_away(session, START + DAY + timedelta(seconds=1))
        assert session.scalar(select(func.count()).select_from(EXPORT_PIECE)) == 0
