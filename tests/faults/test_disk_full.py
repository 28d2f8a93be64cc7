"""No room left: a clear answer, no half file, nothing lost; with room again a repeat succeeds."""

from __future__ import annotations

import errno
import gc
import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any, NoReturn

import pytest
from sqlalchemy import Connection, event

from services.reporting.usecases import renderings
from tests.answer import Answer
from tests.driver import AUDITOR, OFFICER, House
from tests.prepared_house import prepare

GRANT = "KFW-1"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("prepared")
    return folder, prepare(folder)


@pytest.fixture
def house(prepared: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[House]:
    """A funded house with one expenditure."""
    found = House(prepared[0], tmp_path / "house", prepared[1])
    found.award(GRANT, "B", date(2026, 1, 1), date(2027, 12, 31)).expect(201)
    found.plan(GRANT, {"Beratung": 50_000_000})
    found.enter(GRANT).expect(201)
    found.settle()
    yield found
    found.close()


def file(house: House, content: bytes) -> Answer:
    """Files a document at the only expenditure."""
    listed = house.budget(AUDITOR, "GET", f"/grants/{GRANT}/expenditures").body["items"]
    path = f"/budget/api/v1/expenditures/{listed[0]['expenditure_id']}/documents"
    disposition = 'Content-Disposition: form-data; name="file"; filename="beleg.pdf"'
    body = (
        b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nvoucher\r\n'
        b"--x\r\n" + disposition.encode() + b"\r\n\r\n" + content + b"\r\n--x--\r\n"
    )
    return house.send_raw(OFFICER, path, body, "multipart/form-data; boundary=x")


def kept_files(house: House) -> list[Path]:
    return [one for one in house.settings.documents_dir.rglob("*") if one.is_file()]


def events(house: House) -> int:
    """How many events there are, sent or not."""
    return len(house.trail(limit="500"))


def no_room(*_anything: Any, **_more: Any) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


PDF = b"%PDF-1.4 Beleg"


@pytest.mark.parametrize("broken", ["fsync", "replace", "mkdir"])
def test_a_file_that_finds_no_room_leaves_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    before = events(house)
    with monkeypatch.context() as full:
        if broken == "fsync":
            full.setattr(os, "fsync", no_room)
        else:
            full.setattr(Path, broken, no_room)
        refused = file(house, PDF).expect(503)
        assert refused.body["violations"][0]["code"] == "file_store_unavailable"
        assert "Retry-After" in refused.headers
    assert kept_files(house) == []
    assert events(house) <= before + 1  # the look at the trail itself
    file(house, PDF).expect(201)
    assert [one.read_bytes() for one in kept_files(house)] == [PDF]


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """The system refuses to let any file grow beyond `size` bytes, as a quota does."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


@pytest.fixture
def swept() -> Iterator[None]:
    """werkzeug leaves the file of a part it read half to the garbage collector: collect it here,
    not in a later test."""
    yield
    gc.collect()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("swept")
def test_an_upload_that_outgrows_the_disk_is_answered(house: House) -> None:
    content = PDF + bytes(9 * 1024 * 1024)
    with largest_file(6 * 1024 * 1024):
        refused = file(house, content).expect(507, 503)
    assert refused.body["violations"][0]["code"] in ("storage_full", "file_store_unavailable")
    assert "Retry-After" in refused.headers
    assert kept_files(house) == []
    file(house, content).expect(201)
    assert [one.stat().st_size for one in kept_files(house)] == [len(content)]


def test_a_full_database_answers_try_again_and_the_retry_counts_once(house: House) -> None:
    engine = house.ports("budget").sessions.engine

    def cap(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite: never below what it has

    path, key = f"/grants/{GRANT}/expenditures", {"Idempotency-Key": "once"}
    before = house.balance(GRANT)
    event.listen(engine, "begin", cap)
    try:
        answers = [house.enter(GRANT, purpose="x" * 2_000)]
        while answers[-1].status == 201:  # until the free pages of the file are used up
            answers.append(house.enter(GRANT, purpose="x" * 2_000))
        refused = answers[-1].expect(503)
        assert refused.body["violations"][0]["code"] == "database_unavailable"
        assert "Retry-After" in refused.headers
        stuck = house.expenditure_body(purpose="y" * 2_000, gross_cents=77_700)
        house.budget(OFFICER, "POST", path, stuck, headers=key).expect(503)
    finally:
        event.remove(engine, "begin", cap)
        with house.ports("budget").sessions.write() as session:
            session.connection().exec_driver_sql("PRAGMA max_page_count = 1073741823")
    engine.dispose()
    first = house.budget(OFFICER, "POST", path, stuck, headers=key).expect(201)
    assert "Idempotency-Replayed" not in first.headers
    written = len(answers) - 1
    rows = house.trail(type="funding.budget.expenditure.recorded.v1", limit="500")
    assert len(rows) == 1 + written + 1
    assert house.balance(GRANT)["paid_cents"] > before["paid_cents"]


def test_a_report_that_finds_no_room_is_not_there(
    house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    draw = renderings.RENDER["xlsx"]

    def draw_half(document: Any, frame: Any, target: IO[bytes]) -> None:
        target.write(b"PK half a workbook")
        no_room()

    path = f"/reporting/api/v1/grants/{GRANT}/reports"
    body, key = {"type": "quarterly", "period": "2026-Q2"}, {"Idempotency-Key": "r"}
    monkeypatch.setitem(renderings.RENDER, "xlsx", draw_half)
    refused = house.call(OFFICER, "POST", path, body, headers=key).expect(507)
    assert refused.body["violations"][0]["code"] == "storage_full"
    assert "Retry-After" in refused.headers
    assert house.call(AUDITOR, "GET", path).body["items"] == []
    assert [one for one in tmp_path.iterdir() if one.name.startswith("report-")] == []
    monkeypatch.setitem(renderings.RENDER, "xlsx", draw)
    drafted = house.call(OFFICER, "POST", path, body, headers=key).expect(201).body
    assert drafted["version"] == 1
    assert len(house.trail(type="funding.reporting.report.drafted.v1")) == 1
