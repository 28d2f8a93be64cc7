"""Drafts and releases that take longer than a request waits: 202, progress, killed holders."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from services.reporting.store import pieces
from services.reporting.store.models import ReportRow
from services.reporting.store.pieces import document_of
from services.reporting.store.stream import JOBS, OUTBOX
from services.reporting.usecases import long_work
from services.reporting.usecases.long_work import DRAFT, WORKS
from shared.clock import local_day
from shared.long_work import LEASE
from shared.service import ServicePorts
from shared.workshop import MOST_ATTEMPTS, TakeUp, Task
from tests.integration.reporting.house import Reporting
from tests.integration.reporting.story import tell_everything
from tests.integration.reporting.stream import GRANT, HEAD, OFFICER, ROBOT
from tests.integration.reporting.web import API, app_of, bearer, browser, give_tokens

ORDER = {"type": "quarterly", "period": "2026-Q1"}


class Gate:
    """Holds work at its beginning until it is opened; counts who came through."""

    def __init__(self) -> None:
        self.begun, self.opened, self.entered = threading.Event(), threading.Event(), 0

    def before(self, do: Any) -> Any:
        def held(ports: ServicePorts, task: Task) -> None:
            self.entered += 1
            task.progress(250, 1000)
            self.begun.set()
            assert self.opened.wait(20)
            do(ports, task)

        return held


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.opened.set()


@pytest.fixture
def slow(anywhere: Reporting, gate: Gate) -> Reporting:
    """A service whose requests wait 50 ms and whose work waits for the gate."""
    tell_everything(anywhere.stream)
    give_tokens(anywhere)
    anywhere.stream.checkpoint()
    anywhere.settle()
    kinds = {name: gate.before(do) for name, do in WORKS.kinds.items()}
    works = replace(WORKS, kinds=kinds, patience_s=0.05)
    anywhere.ports = replace(anywhere.ports, extras={**anywhere.ports.extras, "works": works})
    return anywhere


@pytest.fixture
def client(slow: Reporting) -> FlaskClient:
    return app_of(slow).test_client()


def order(client: FlaskClient, **headers: str) -> Any:
    return client.post(
        f"{API}/grants/{GRANT}/reports", json=ORDER, headers=bearer(OFFICER, **headers)
    )


def show(client: FlaskClient, report_id: str, user: str = OFFICER) -> Any:
    return client.get(f"{API}/reports/{report_id}", headers=bearer(user))


def ended(client: FlaskClient, report_id: str) -> Any:
    """The report once nothing is being done about it any more."""
    for _ in range(400):
        body = show(client, report_id).json
        if body["progress"] is None:
            return body
        time.sleep(0.05)
    raise AssertionError("the work does not end")


def counted(house: Reporting, what: str) -> int:
    with house.ports.sessions.read() as session:
        if what == "reports":
            return session.scalar(select(func.count()).select_from(ReportRow)) or 0
        values = session.scalars(select(OUTBOX.table.c.value)).all()
        return sum(what.encode() in (value or b"") for value in values)


def test_a_long_draft_answers_202_and_shows_its_progress(
    client: FlaskClient, slow: Reporting, gate: Gate
) -> None:
    answer = order(client)
    assert answer.status_code == 202
    promised = answer.json
    assert (promised["status"], promised["type"]) == ("drafting", "quarterly")
    assert (promised["version"], promised["cut_off"]) == (None, None)
    assert gate.begun.wait(20)
    told = show(client, promised["report_id"]).json["progress"]
    assert (told["doing"], told["done"], told["total"]) == (DRAFT, 250, 1000)
    gate.opened.set()
    done = ended(client, promised["report_id"])
    assert (done["status"], done["version"]) == ("draft", 1)
    assert set(done["sha256"]) == {"pdf", "xlsx", "html", "json", "csv"}


def test_a_long_release_shows_the_report_and_how_far_it_is(client: FlaskClient, gate: Gate) -> None:
    gate.opened.set()
    report_id = ended(client, order(client).json["report_id"])["report_id"]
    gate.opened.clear()
    gate.begun.clear()
    url = f"{API}/reports/{report_id}/release"
    answer = client.post(url, headers=bearer(HEAD))
    assert (answer.status_code, answer.json["status"]) == (202, "draft")
    assert gate.begun.wait(20)
    assert show(client, report_id, HEAD).json["progress"]["done"] == 250
    second = client.post(url, headers=bearer(HEAD))
    assert second.status_code == 409
    assert second.json["violations"][0]["code"] == "release_running"
    gate.opened.set()
    assert ended(client, report_id)["status"] == "released"


def test_a_key_orders_once_and_gets_the_first_answer_again(
    client: FlaskClient, slow: Reporting, gate: Gate
) -> None:
    first = order(client, **{"Idempotency-Key": "k"})
    again = order(client, **{"Idempotency-Key": "k"})
    assert (first.status_code, again.status_code) == (202, 202)
    assert again.headers["Idempotency-Replayed"] == "true" and again.json == first.json
    gate.opened.set()
    ended(client, first.json["report_id"])
    assert counted(slow, "reports") == 1


def test_reasons_against_a_long_draft_stand_at_its_address(client: FlaskClient, gate: Gate) -> None:
    wrong = client.post(
        f"{API}/grants/{GRANT}/reports",
        json={"type": "quarterly", "period": "2026-H1"},
        headers=bearer(OFFICER),
    )
    assert wrong.status_code == 202
    gate.opened.set()
    failed = ended(client, wrong.json["report_id"])
    assert failed["status"] == "failed"
    assert [one["code"] for one in failed["violations"]] == ["period_kind"]


def test_the_page_shows_a_bar_and_comes_again_by_itself(slow: Reporting, gate: Gate) -> None:
    app: Flask = app_of(slow)
    officer = browser(app, OFFICER)
    made = officer.post(
        f"/reporting/zuwendungen/{GRANT}/entwuerfe",
        data={"type": "quarterly", "period": "1/2026"},
    )
    assert gate.begun.wait(20)
    page = officer.get(made.headers["Location"])
    assert page.headers["Refresh"] == "5"
    assert 'max="1000" value="250"' in page.text and "250 von 1.000 Zeilen" in page.text
    assert "Wird gerade erstellt" in officer.get(f"/reporting/zuwendungen/{GRANT}").text
    gate.opened.set()
    ended(app.test_client(), made.headers["Location"].rpartition("/")[2])
    page = officer.get(made.headers["Location"])
    assert "Refresh" not in page.headers and "Verfällt am Ende Geld?" in page.text


def test_two_workers_take_the_same_work_and_one_does_it(slow: Reporting, gate: Gate) -> None:
    ports, works = slow.ports, slow.ports.extras["works"]
    with ports.sessions.write() as session:
        by = ports.occasion(OFFICER)
        made = long_work.draft_order(session, GRANT, "quarterly", "2026-Q1", by=by)
        JOBS.order(session, made, by=by)
    gate.opened.set()
    results: list[bool] = []
    pair = [
        threading.Thread(target=lambda: results.append(works.attempt(ports, made.work_id)))
        for _ in range(2)
    ]
    for one in pair:
        one.start()
    for one in pair:
        one.join(30)
    assert sorted(results) == [False, True] and gate.entered == 1
    assert counted(slow, "reports") == 1


def test_a_draft_taken_up_after_midnight_is_of_the_day_it_is_stored(
    slow: Reporting, gate: Gate
) -> None:
    """Ordered on the last day of its period, made on the next: document and row say the same."""
    ports, works = slow.ports, slow.ports.extras["works"]
    slow.clock.at = datetime(2026, 6, 30, 20, 0, tzinfo=UTC)
    with ports.sessions.write() as session:
        by = ports.occasion(OFFICER)
        made = long_work.draft_order(session, GRANT, "quarterly", "2026-Q2", by=by)
        JOBS.order(session, made, by=by)
    slow.clock.at = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)
    gate.opened.set()
    assert works.attempt(ports, made.work_id)
    with ports.sessions.read() as session:
        row = session.get(ReportRow, made.work_id)
        assert row is not None
        document = b"".join(pieces.read(session, document_of(made.work_id)))
        assert (local_day(row.created_at) == date(2026, 6, 30)) is (
            b"noch nicht abgelaufen" in document
        )


def test_a_holder_whose_lease_ran_out_stores_nothing(slow: Reporting, gate: Gate) -> None:
    """It was only slow, not dead: the one that took over wins, the effect happens once."""
    ports, works = slow.ports, slow.ports.extras["works"]
    with ports.sessions.write() as session:
        by = ports.occasion(OFFICER)
        made = long_work.draft_order(session, GRANT, "quarterly", "2026-Q1", by=by)
        JOBS.order(session, made, by=by)
    late = works.begin(ports, made.work_id)
    while gate.entered == 0:
        time.sleep(0.01)
    slow.clock.at += LEASE + timedelta(seconds=1)
    prompt = replace(works, kinds=WORKS.kinds, held={})  # as in another process
    assert TakeUp(ports, prompt).run_once() == 1
    assert counted(slow, "reports") == 1
    gate.opened.set()
    late.join(30)
    assert late.error is None
    assert counted(slow, "reports") == 1
    assert counted(slow, "funding.reporting.report.drafted.v1") == 1


def test_work_that_keeps_killing_its_process_is_given_up(slow: Reporting) -> None:
    ports, works = slow.ports, slow.ports.extras["works"]
    with ports.sessions.write() as session:
        by = ports.occasion(OFFICER)
        made = long_work.draft_order(session, GRANT, "quarterly", "2026-Q1", by=by)
        JOBS.order(session, made, by=by)
        for _ in range(MOST_ATTEMPTS):  # claimed, and never heard of again
            JOBS.claim(session, made.work_id, "gone", ports.clock.now())
            slow.clock.at += LEASE + timedelta(seconds=1)
    assert TakeUp(ports, works).run_once() == 1
    with ports.sessions.read() as session:
        job = JOBS.get(session, made.work_id)
    assert job is not None and job.state == "failed"
    assert TakeUp(ports, works).run_once() == 0


_CHILD = """
import sys, time
from dataclasses import replace
from pathlib import Path
from services.reporting.usecases.long_work import WORKS
from tests.integration.reporting.house import reporting_at

def hold(ports, task):
    print("holding", flush=True)
    time.sleep(60)

house = reporting_at(Path(sys.argv[1]), sys.argv[2])
replace(WORKS, kinds={"draft_report": hold}).attempt(house.ports, sys.argv[3])
"""


def test_a_killed_process_loses_nothing(slow: Reporting, gate: Gate, tmp_path: Path) -> None:
    """kill -9 in the middle: nothing is stored; after the lease another process does it, once."""
    ports = slow.ports
    with ports.sessions.write() as session:
        by = ports.occasion(OFFICER)
        made = long_work.draft_order(session, GRANT, "quarterly", "2026-Q1", by=by)
        JOBS.order(session, made, by=by)
    url = ports.sessions.engine.url.render_as_string(hide_password=False)
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(tmp_path), url, made.work_id],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        text=True,
    ) as child:
        try:
            assert child.stdout is not None and child.stdout.readline() == "holding\n"
        finally:
            os.kill(child.pid, signal.SIGKILL)
    gate.opened.set()
    worker = TakeUp(ports, ports.extras["works"])
    assert worker.run_once() == 0  # the lease of the dead still runs
    slow.clock.at += LEASE + timedelta(seconds=1)
    assert worker.run_once() == 1 and worker.run_once() == 0
    assert counted(slow, "reports") == 1
    assert counted(slow, "funding.reporting.report.drafted.v1") == 1


def test_a_long_run_answers_202_and_its_maker_alone_asks_how_far_it_is(
    client: FlaskClient, gate: Gate
) -> None:
    answer = client.post(f"{API}/runs", json={"as_of": "2024-04-01"}, headers=bearer(ROBOT))
    assert answer.status_code == 202
    assert (answer.json["drafted"], answer.json["progress"]["done"]) == ([], 250)
    at = f"{API}/runs/{answer.json['run_id']}"
    stranger = client.get(at, headers=bearer(HEAD))
    assert stranger.status_code == 404
    assert stranger.json["violations"][0]["code"] == "run_unknown"
    gate.opened.set()
    for _ in range(400):
        told = client.get(at, headers=bearer(ROBOT)).json
        if told["progress"] is None:
            break
        time.sleep(0.05)
    assert len(told["drafted"]) == len(told["items"]) > 0
    assert {one["run_id"] for one in told["items"]} == {answer.json["run_id"]}
