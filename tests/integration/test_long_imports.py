"""Lists that take longer than a request waits: preview and commit answer 202 and go on."""

from __future__ import annotations

import io
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from services.budget.store.tables import JOBS
from services.budget.usecases.works import WORKS
from shared.long_work import LEASE
from shared.service import ServicePorts
from shared.workshop import TakeUp, Task
from tests.answer import Answer
from tests.driver import OFFICER, House
from tests.integration.budget.test_imports import csv, line
from tests.integration.test_opening_page import browser, token

GRANT = "G-1"


@pytest.fixture
def house(planned: Callable[[str, str], House]) -> House:
    return planned(GRANT, "Reisen")


@pytest.fixture
def begun() -> threading.Event:
    """Set once work has said how far it is."""
    return threading.Event()


@pytest.fixture
def opened(house: House, begun: threading.Event) -> Iterator[threading.Event]:
    """Work waits until this is set, requests wait 50 ms."""
    opened = threading.Event()

    def held(do: Any) -> Any:
        def run(ports: ServicePorts, task: Task) -> None:
            task.progress(1, 4)
            begun.set()
            assert opened.wait(20)
            do(ports, task)

        return run

    kinds = {name: held(do) for name, do in WORKS.kinds.items()}
    extras = cast(dict[str, Any], house.ports("budget").extras)
    extras["works"] = replace(WORKS, kinds=kinds, patience_s=0.05)
    yield opened
    opened.set()


def liste(*rows: str) -> io.BytesIO:
    return io.BytesIO(csv(*(one.replace(";M1;", ";M-1;") for one in rows)))


def show(house: House, import_id: str) -> dict[str, Any]:
    body: dict[str, Any] = house.budget(OFFICER, "GET", f"/imports/{import_id}").expect(200).body
    return body


def ended(house: House, import_id: str) -> dict[str, Any]:
    for _ in range(400):
        body = show(house, import_id)
        if body["progress"] is None:
            return body
        time.sleep(0.05)
    raise AssertionError("the work does not end")


def preview(house: House) -> Answer:
    return house.preview_list(GRANT, liste(line(1), line(2), line(3, Kostenposition="?")))


def test_preview_and_commit_answer_202_and_go_on(
    house: House, opened: threading.Event, begun: threading.Event
) -> None:
    promised = preview(house).expect(202).body
    assert (promised["status"], promised["accepted"]) == ("examining", None)
    import_id = promised["import_id"]
    assert begun.wait(20)
    progress = show(house, import_id)["progress"]
    assert (progress["done"], progress["total"]) == (1, 4)
    opened.set()
    seen = ended(house, import_id)
    assert (seen["status"], seen["accepted"], seen["rejected_count"]) == ("preview", 2, 1)
    opened.clear()
    path = f"/imports/{import_id}/commit"
    taking = house.budget(OFFICER, "POST", path).expect(202).body
    assert (taking["status"], taking["progress"]["doing"]) == ("preview", "commit_import")
    twice = house.budget(OFFICER, "POST", path).expect(409)
    assert [one["code"] for one in twice.body["violations"]] == ["import_running"]
    opened.set()
    assert ended(house, import_id)["status"] == "committed"
    assert house.balance(GRANT)["paid_cents"] == 23_800


def test_reasons_against_a_long_preview_stand_at_its_address(
    house: House, opened: threading.Event
) -> None:
    promised = house.preview_list(GRANT, io.BytesIO(b"a;b\n1;2\n")).expect(202).body
    opened.set()
    failed = ended(house, promised["import_id"])
    assert failed["status"] == "failed" and failed["violations"]
    assert [one["outcome"] for one in house.trail(outcome="refused")] == ["refused"]


def test_a_commit_whose_process_died_is_taken_up_once(
    house: House, opened: threading.Event
) -> None:
    opened.set()
    import_id = ended(house, preview(house).body["import_id"])["import_id"]
    opened.clear()
    house.budget(OFFICER, "POST", f"/imports/{import_id}/commit").expect(202)
    ports = house.ports("budget")
    works = ports.extras["works"]
    works.held.clear()  # the process that held it is gone, so are its signs
    house.clock.at += LEASE + timedelta(seconds=1)
    worker = TakeUp(ports, replace(works, kinds=WORKS.kinds))
    assert worker.run_once() == 1 and worker.run_once() == 0
    assert house.balance(GRANT)["paid_cents"] == 23_800
    opened.set()  # the late one comes back and must not book it again
    time.sleep(0.3)
    assert house.balance(GRANT)["paid_cents"] == 23_800
    with ports.sessions.read() as session:
        assert JOBS.open_about(session, f"import/{import_id}") is None


def test_the_page_shows_a_bar(
    house: House, opened: threading.Event, begun: threading.Event
) -> None:
    officer = browser(house, OFFICER)
    path = f"/budget/zuwendungen/{GRANT}/einlesen"
    fields = {
        "csrf_token": token(officer, path),
        "profile": "finanz-csv",
        "file": (liste(line(1)), "liste.csv"),
    }
    sent = officer.post(path, data=fields, content_type="multipart/form-data")
    assert begun.wait(20)
    page = officer.get(sent.headers["Location"])
    assert page.headers["Refresh"] == "5"
    assert re.search(r'<progress[^>]* max="4" value="1"', page.text)
    opened.set()
    ended(house, sent.headers["Location"].rpartition("/")[2])
    assert "das würde übernommen" in officer.get(sent.headers["Location"]).text
