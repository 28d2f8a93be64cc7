"""The process dies (kill -9, for real) at every point between request and log, one after the other.

A child of this process enters an expenditure and lets it travel: request, commit, publish, mark,
effect, position, checkpoint. At the n-th point it kills itself. Then the house starts anew on what
lies on the disk, the client repeats its request under the same key, and everything must be there
once. n grows until a child survives.
"""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shared.database import Sessions
from shared.transport import LocalTransport, Message
from tests.driver import AUDITOR, OFFICER, House
from tests.prepared_house import prepare

GRANT = "KFW-1"
KEY = {"Idempotency-Key": "the same"}
STORES = ("budget.db", "reporting.db", "audit.db", "stream.db")


class Fuse:
    """Kills the process at the n-th point it is told of, with no chance to clean up."""

    def __init__(self, length: int) -> None:
        self._left = length

    def burn(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def lay(fuse: Fuse) -> None:
    """Puts the fuse before and after every commit of a service and every append to the stream.

    Only ever called in a child that is about to die, so nothing is put back.
    """
    write, publish = Sessions.write, LocalTransport.publish

    @contextmanager
    def dying_write(self: Sessions) -> Iterator[Any]:
        with write(self) as session:
            yield session
            session.flush()
            fuse.burn()
        fuse.burn()

    def dying_publish(self: LocalTransport, topic: str, messages: Sequence[Message]) -> int:
        fuse.burn()
        stored = publish(self, topic, messages)
        fuse.burn()
        return stored

    Sessions.write = dying_write  # type: ignore[method-assign]
    LocalTransport.publish = dying_publish  # type: ignore[method-assign]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A funded house at rest."""
    folder = tmp_path_factory.mktemp("template")
    tokens = prepare(folder / "users")
    house = House(folder / "users", folder / "funded", tokens)
    house.award(GRANT, "B", date(2026, 1, 1), date(2027, 12, 31)).expect(201)
    house.plan(GRANT, {"Beratung": 50_000_000})
    house.settle()
    house.close()
    for store in STORES:  # everything into the one file, so that a copy is whole
        with closing(sqlite3.connect(folder / "funded" / store)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "funded", tokens


def act(house: House) -> None:
    """What the child does until it dies: the client's request, then the pump's work."""
    enter(house)
    house.settle()


def enter(house: House) -> Any:
    body = house.expenditure_body(voucher_number="B-1", invoice_number="R-1")
    path = f"/grants/{GRANT}/expenditures"
    return house.budget(OFFICER, "POST", path, body, headers=KEY).expect(201)


def dies(template: tuple[Path, dict[str, str]], folder: Path, length: int) -> bool:
    """Lets a child act with a fuse of that length; says whether it died of it."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            house = House(template[0], folder, template[1])
            lay(Fuse(length))
            act(house)
            status = 0
        finally:
            os._exit(status)
    _, how = os.waitpid(child, 0)
    if os.WIFSIGNALED(how):
        assert os.WTERMSIG(how) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(how) == 0, "the child failed by itself"
    return False


# newer Pythons warn of forking beside threads; the child takes over none of theirs
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_whenever_it_dies_everything_is_there_once(
    template: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    length = 1
    while dies(template, tmp_path / str(length), length):
        house = House(tmp_path / str(length), tmp_path / f"{length}-again", template[1])
        try:
            answer = enter(house)
            check(house, answer.body["expenditure_id"], length)
        finally:
            house.close()
        length += 1
    assert length > 15, "the fuse was laid past the points"


def check(house: House, expenditure_id: str, length: int) -> None:
    """One row, one entry, the same sums, a sound log, and the next number follows."""
    entries = house.trail(type="funding.budget.expenditure.recorded.v1")
    ids = [one["payload"]["expenditure"]["expenditure_id"] for one in entries]
    assert ids == [expenditure_id], length
    listed = house.budget(AUDITOR, "GET", f"/grants/{GRANT}/expenditures").body["items"]
    assert [one["expenditure_id"] for one in listed] == [expenditure_id], length
    path = f"/reporting/api/v1/grants/{GRANT}/figures?period=2026-H1"
    figures = house.call(AUDITOR, "GET", path).expect(200).body
    balance = house.balance(GRANT, date(2026, 6, 30))
    assert figures["paid_cents"] == balance["paid_cents"] == 119_000
    found = house.call(AUDITOR, "POST", "/audit/api/v1/verification").expect(200).body
    assert (found["ok"], found["first_bad"]) == (True, None), length
    assert house.enter(GRANT).expect(201).body["number"] == 2
