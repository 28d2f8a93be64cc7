"""Drafting through the reporting service: from the click to stored files, on SQLite.

Not the renderer alone (that is `voucher_list`): facts, document, proof of every event used against
the log, PDF, workbook, page, JSON, CSV, list of figures, ZIP, and storing them. Every run is a
process of its own. Targets: a voucher list of 100,000 rows within 200 MB and linear (issue 3); the
quarterly report of a full grant, here 2,000 vouchers, within 2 s (issue 5).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bench.figure import Figure, peak_megabytes
from bench.report_material import fill, opened
from bench.voucher_list import run_alone as bare
from services.reporting.usecases.drafting import store_draft
from services.reporting.usecases.preparing import DraftOrder, prepare
from tests.integration.reporting.stream import GRANT, OFFICER

_FULL_GRANT = 2_000
_TIMES = 3


class Run(NamedTuple):
    """Processor and wall seconds of a draft; megabytes before it and at its most."""

    busy: float
    wall: float
    before: float
    peak: float


def draft(folder: Path, type_: str) -> Run:
    """One draft in this process."""
    house, means = opened(folder)
    before, wall, busy = peak_megabytes(), time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as files:
        prepared = prepare(
            means, DraftOrder(GRANT, type_, "2026-Q1", date(2026, 4, 1)), Path(files)
        )
        with house.ports.sessions.write() as session:
            store_draft(session, prepared, by=house.ports.occasion(OFFICER))
    busy, wall = time.process_time() - busy, time.perf_counter() - wall
    house.close()
    return Run(busy, wall, before, peak_megabytes())


def measure(*, quick: bool = False) -> list[Figure]:
    """Voucher lists of a tenth and of all rows, and the quarterly report."""
    rows = 2_000 if quick else 100_000
    with tempfile.TemporaryDirectory(prefix="foerdernachweis-bench-") as directory:
        small, large = (_drafted(Path(directory) / str(n), n) for n in (rows // 10, rows))
        folder = Path(directory) / "full"
        fill(folder, _FULL_GRANT)
        quarterly = [_alone(folder, "quarterly") for _ in range(_TIMES)]
    return [*_list_figures(rows, small, large), _quarterly_figure(quarterly)]


def _drafted(folder: Path, vouchers: int) -> Run:
    fill(folder, vouchers)
    return _alone(folder, "voucher-list")


def _alone(folder: Path, type_: str) -> Run:
    command = [sys.executable, "-m", "bench.drafting", str(folder), type_]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    return Run(*map(float, found.stdout.split()))


def _list_figures(rows: int, small: Run, large: Run) -> list[Figure]:
    floor, *_ = bare("floor", rows)
    per_row, before = large.busy / rows, small.busy / (rows // 10)
    claim = f"voucher list of {rows:,} vouchers through the service"
    return [
        Figure(
            claim=f"{claim}, peak memory",
            ours=f"{large.peak:.0f} MB",
            floor=f"{large.before:.0f} MB before it begins",
            unit="MB",
            runs=(large.peak,),
            at_most=200,
        ),
        Figure(
            claim=f"{claim}, processor time of all files",
            ours=f"{large.busy:.1f} s, wall {large.wall:.1f} s",
            floor=f"{floor:.1f} s (bare canvas of as many rows)",
            unit="× floor",
            runs=(large.busy / floor,),
        ),
        Figure(
            claim=f"the same, per voucher against {rows // 10:,}",
            ours=f"{per_row * 1e6:.0f} µs",
            floor=f"{before * 1e6:.0f} µs",
            unit="×",
            runs=(per_row / before,),
            at_most=1.2,
        ),
    ]


def _quarterly_figure(runs: list[Run]) -> Figure:
    return Figure(
        claim=f"quarterly report of a grant of {_FULL_GRANT:,} vouchers, click to stored PDF",
        ours=f"{min(one.busy for one in runs):.2f} s of processor time",
        floor="",
        unit="s",
        runs=tuple(one.wall for one in runs),
        at_most=2,
    )


if __name__ == "__main__":
    print(*draft(Path(sys.argv[1]), sys.argv[2]))
