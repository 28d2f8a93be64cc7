"""A worker that has nothing to do waits as long as its duty allows."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from shared.database import Sessions
from shared.pump import IDLE_S, SELDOM_S, Pump


class Counting:
    """Has never anything to do."""

    def __init__(self, name: str, idle_s: float | None = None) -> None:
        self.name, self.calls = name, 0
        if idle_s is not None:
            self.idle_s = idle_s

    def run_once(self) -> int:
        self.calls += 1
        return 0


def test_a_duty_nobody_waits_for_looks_seldom() -> None:
    often, seldom = Counting("often"), Counting("seldom", SELDOM_S)
    pump = Pump([often, seldom])
    pump.start()
    while often.calls < 4:
        time.sleep(IDLE_S)
    pump.stop()
    assert seldom.calls < often.calls


class Found(Counting):
    """Says when it looked."""

    def __init__(self) -> None:
        super().__init__("found")
        self.looked = threading.Event()

    def run_once(self) -> int:
        self.looked.set()
        return super().run_once()


def test_a_quiet_house_looks_seldom_and_a_write_wakes_it() -> None:
    quiet_s = 60.0
    worker = Found()
    pump = Pump([worker], quiet_s)
    pump.start()
    for looks in (1, 2, 3):
        assert worker.looked.wait(quiet_s / 2)
        worker.looked.clear()
        assert not worker.looked.wait(IDLE_S * 3), "it looked though nothing was written"
        assert worker.calls == looks
        pump.wake()
    pump.stop()


def test_what_one_worker_moved_wakes_the_others() -> None:
    class Moving(Found):
        """Moves one thing when `due`."""

        due = threading.Event()

        def run_once(self) -> int:
            super().run_once()
            moved = int(self.due.is_set())
            self.due.clear()
            return moved

    moving, other = Moving(), Found()
    pump = Pump([moving, other], 60.0)
    pump.start()
    assert moving.looked.wait(10)
    assert other.looked.wait(10)
    other.looked.clear()
    moving.due.set()
    pump.wake()
    assert other.looked.wait(10)
    pump.stop()


def test_the_pump_hears_of_every_transaction_that_was_committed(tmp_path: Path) -> None:
    heard: list[str] = []
    sessions = Sessions(f"sqlite:///{tmp_path}/one.db")
    sessions.written = lambda: heard.append("rung")
    with sessions.write():
        assert heard == []
    with sessions.read():
        pass
    with pytest.raises(ZeroDivisionError), sessions.write():
        raise ZeroDivisionError
    assert heard == ["rung"]
    sessions.close()
