"""Four clients that keep entering expenditures, and what must be true of them afterwards."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from uuid import uuid4

import requests

from tests.driver import AUDITOR, OFFICER
from tests.faults.remote import RemoteHouse, answer_of, until

CLIENTS = 4
LATER = {409, 502, 503, 504}
"""Answers that mean: send the same again. 409 is the first attempt that still runs, 502 and 504
are the proxy's word for a process that died."""


@dataclass
class Load:
    """A context manager: clients work while it is open; each repeats a request under its
    idempotency key until it is answered."""

    house: RemoteHouse
    grants: tuple[str, ...]
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, args=(number,), daemon=True)
            for number in range(CLIENTS)
        ]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        self.wait_for(CLIENTS)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(90)
        assert not any(thread.is_alive() for thread in self._threads), "a client hangs"

    def wait_for(self, more: int, patience_s: float = 90) -> None:
        """Until `more` writes have been acknowledged from now on: the load is alive (again)."""
        goal = len(self.acknowledged) + more
        until(lambda: len(self.acknowledged) >= goal or bool(self.faults), patience_s)

    def _work(self, number: int) -> None:
        grant_id = self.grants[number % len(self.grants)]
        with requests.Session() as http:
            http.trust_env = False
            while not self._stopping.is_set() and not self.faults:
                self._enter(http, grant_id)

    def _enter(self, http: requests.Session, grant_id: str) -> None:
        mark = uuid4().hex[:12]
        body = self.house.expenditure_body(
            gross_cents=100, voucher_number=f"B-{mark}", invoice_number=f"R-{mark}"
        )
        headers = {
            "Authorization": f"Bearer {self.house.token(OFFICER)}",
            "Idempotency-Key": mark,
        }
        url = f"{self.house.topology.url()}/budget/api/v1/grants/{grant_id}/expenditures"
        end = time.monotonic() + 90
        while time.monotonic() < end:
            try:
                answer = answer_of(http.post(url, json=body, headers=headers, timeout=60))
            except requests.ConnectionError:
                self.statuses[0] += 1
                time.sleep(0.2)
                continue
            self.statuses[answer.status] += 1
            if answer.status == 201:
                self.acknowledged.append((grant_id, answer.body["expenditure_id"]))
                return
            if answer.status not in LATER:
                self.faults.append(f"{answer.status}: {answer.body}")
                return
            if answer.status == 503:
                self._demand_retry_after(answer.headers)
            time.sleep(0.2)
        self.faults.append("not answered in 90 s")

    def _demand_retry_after(self, headers: Any) -> None:
        if "Retry-After" not in headers:
            self.faults.append("503 without Retry-After")


def check_after(load: Load) -> None:
    """Every acknowledged write is in the log exactly once and in the order of its grant, both
    services add up the same, and the log is sound."""
    assert load.faults == []
    house = load.house
    house.settle()
    for grant_id in load.grants:
        logged = recorded(house, grant_id)
        ids = [one["expenditure_id"] for one in logged]
        assert len(ids) == len(set(ids)), "an entry twice in the log"
        assert [one["number"] for one in logged] == list(range(1, len(logged) + 1))
        assert set(ids) == stored(house, grant_id), "log and tables disagree"
        assert {one for grant, one in load.acknowledged if grant == grant_id} <= set(ids)
        assert same_sums(house, grant_id) == len(ids) * 100
    found = house.call(AUDITOR, "POST", "/audit/api/v1/verification").expect(200).body
    assert (found["ok"], found["first_bad"]) == (True, None)


def recorded(house: RemoteHouse, grant_id: str) -> list[dict[str, Any]]:
    """Snapshots of the rows of a grant, as their first events stand in the log, in its order."""
    query = {"grant_id": grant_id, "type": "funding.budget.expenditure.recorded.v1", "limit": "500"}
    items = pages(house, "/audit/api/v1/entries", query)
    return [one["payload"]["expenditure"] for one in items]


def stored(house: RemoteHouse, grant_id: str) -> set[str]:
    """Ids of the rows budget has."""
    path = f"/budget/api/v1/grants/{grant_id}/expenditures"
    return {one["expenditure_id"] for one in pages(house, path, {"limit": "500"})}


def pages(house: RemoteHouse, path: str, query: dict[str, str]) -> list[dict[str, Any]]:
    """All items of a list."""
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        more = {"cursor": cursor} if cursor else {}
        page = house.call(AUDITOR, "GET", path, query={**query, **more}).expect(200).body
        found += page["items"]
        cursor = page["next_cursor"]
    return found


def same_sums(house: RemoteHouse, grant_id: str) -> int:
    """What is paid, which budget and reporting must say alike, in cents."""
    path = f"/reporting/api/v1/grants/{grant_id}/figures?period=2026-H1"
    figures = house.call(AUDITOR, "GET", path).expect(200).body
    path = f"/budget/api/v1/grants/{grant_id}/balance?as_of=2026-06-30"
    balance = house.call(AUDITOR, "GET", path).expect(200).body
    common = balance.keys() & figures.keys() - {"lines", "years"}
    assert {name: figures[name] for name in common} == {name: balance[name] for name in common}
    paid: int = balance["paid_cents"]
    return paid
