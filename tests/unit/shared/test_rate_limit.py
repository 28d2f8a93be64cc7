"""Counting requests: windows begin with their first request and are thrown away once ended."""

from __future__ import annotations

from flask import Flask

from shared.web import rate_limit
from shared.web.rate_limit import Counters, limit_requests


def test_requests_of_one_window_add_up() -> None:
    counters = Counters()
    assert [counters.incr("a", 60), counters.incr("a", 60), counters.incr("b", 60)] == [1, 2, 1]
    assert (counters.get("a"), counters.get("nobody")) == (2, 0)


def test_a_window_that_ended_begins_anew() -> None:
    counters = Counters()
    counters.incr("a", 0)
    assert counters.get("a") == 0
    assert counters.incr("a", 60) == 1


def test_ended_windows_are_thrown_away_when_there_are_many(monkeypatch) -> None:
    monkeypatch.setattr(rate_limit, "_KEPT", 3)
    counters = Counters()
    for name in ("a", "b"):
        counters.incr(name, 0)
    for name in ("c", "d"):
        counters.incr(name, 60)
    assert counters.reset() == 2  # "c" and "d": the ended ones went when "d" came


def test_the_request_beyond_the_limit_is_answered_with_429(monkeypatch) -> None:
    monkeypatch.setattr(rate_limit, "REQUESTS_PER_MINUTE", 2)
    app = Flask("limited")
    limit_requests(app)
    app.get("/")(lambda: "ok")
    client = app.test_client()
    assert [client.get("/").status_code for _ in range(3)] == [200, 200, 429]
