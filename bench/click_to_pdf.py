"""From the click to the PDF over HTTP: the quarterly report of a grant of 2,000 vouchers.

The reporting service runs in a process of its own under the program's own web server, on SQLite.
What is measured is what a person waits for, on the clock: POST of the draft, asking again while the
answer is 202, GET of the PDF to its last byte. Beside it the processor time of the server, which
says what of the wait was the work and what the neighbours on the machine. Target (issue 5): 2 s.
"""

from __future__ import annotations

import http.client
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask

from bench.figure import Figure
from bench.report_material import fill, opened
from bench.servers import folder
from services import host
from services.reporting.app import SERVICE
from shared.web.server import serve
from tests.components.availability import ROOT
from tests.components.processes import Process, free_ports, listening
from tests.integration.reporting.stream import GRANT, OFFICER
from tests.integration.reporting.web import API, bearer, give_tokens

_VOUCHERS, _TIMES = 2_000, 7
_ASKED_EVERY_S = 0.05
_TICKS = os.sysconf("SC_CLK_TCK")


class Click(NamedTuple):
    """Seconds on the clock and of the server's processor; bytes of the PDF."""

    wall: float
    busy: float
    size: int


def measure(*, quick: bool = False) -> list[Figure]:
    """The first click of a process that has just started, and those after it."""
    vouchers, times = (200, 1) if quick else (_VOUCHERS, _TIMES)
    with folder() as directory:
        fill(directory, vouchers, give_tokens)
        with _served(directory) as (port, server):
            first, *others = [_clicked(port, server) for _ in range(1 + times)]
    claim = f"quarterly report of {vouchers:,} vouchers over HTTP, click to PDF"
    return [_figure(f"{claim}, first of a process", [first]), _figure(claim, others)]


def _figure(claim: str, clicks: list[Click]) -> Figure:
    return Figure(
        claim=claim,
        ours=f"{min(one.busy for one in clicks):.2f} s of processor time, {clicks[0].size:,} bytes",
        floor="",
        unit="s",
        runs=tuple(one.wall for one in clicks),
        at_most=2,
    )


def _clicked(port: int, server: Process) -> Click:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    began, busy = time.perf_counter(), _busy(server)
    order = json.dumps({"type": "quarterly", "period": "2026-Q1"})
    status, body = _asked(connection, "POST", f"{API}/grants/{GRANT}/reports", order)
    report = f"{API}/reports/{json.loads(body)['report_id']}"
    while status == http.HTTPStatus.ACCEPTED:
        time.sleep(_ASKED_EVERY_S)
        _, body = _asked(connection, "GET", report)
        status = http.HTTPStatus.OK if json.loads(body)["status"] == "draft" else status
    _, pdf = _asked(connection, "GET", f"{report}/document.pdf")
    click = Click(time.perf_counter() - began, _busy(server) - busy, len(pdf))
    connection.close()
    return click


def _asked(
    connection: http.client.HTTPConnection, method: str, path: str, body: str | None = None
) -> tuple[int, bytes]:
    """Status and body; raises RuntimeError for an error."""
    headers = bearer(OFFICER, **({"Content-Type": "application/json"} if body else {}))
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    found = answer.read()
    if answer.status >= http.HTTPStatus.BAD_REQUEST:
        raise RuntimeError(f"{method} {path}: {answer.status} {found[:500]!r}")
    return answer.status, found


def _busy(server: Process) -> float:
    """Processor seconds of the master of the web server and its worker so far."""
    total = 0.0
    for one in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = one.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if server.pid in (int(one.parent.name), int(fields[1])):
            total += (int(fields[11]) + int(fields[12])) / _TICKS
    return total


@contextmanager
def _served(directory: Path) -> Iterator[tuple[int, Process]]:
    (port,) = free_ports(1)
    process = Process(
        "reporting",
        [sys.executable, "-m", "bench.click_to_pdf", str(directory), str(port)],
        log=directory / "web.log",
        ready=lambda: listening(port),
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )
    process.start()
    try:
        yield port, process
    except Exception:
        print(process.tail(60), file=sys.stderr)
        raise
    finally:
        process.stop()


def _build(directory: Path) -> tuple[Flask, Callable[[], None]]:
    house, means = opened(directory)
    extras: dict[str, Any] = {**house.ports.extras, "means": means}
    ports = replace(house.ports, extras=extras)
    return host.app_of(ports.settings, {SERVICE.name: ports}), house.close


if __name__ == "__main__":
    serve(lambda: _build(Path(sys.argv[1])), "127.0.0.1", int(sys.argv[2]))
