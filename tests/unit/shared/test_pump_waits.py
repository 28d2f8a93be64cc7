"""A worker that has nothing to do waits as long as its duty allows."""

from __future__ import annotations

import time

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
