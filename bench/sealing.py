"""How long does a release wait for its seal? From the drawn file to the sealed one.

The worker starts before the file is drawn, as in a release, so that it loads the signing library
meanwhile. Beside it: a Python process that imports pyHanko's signer and does nothing, which is what
a worker started late would add. Claim: at most one second up to 2,000 rows on an idle machine.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figure import Figure
from services.reporting.render.pdf import render_pdf
from services.reporting.sealing.order import KeySource, SealOrder
from services.reporting.sealing.running import Worker
from shared.clock import format_instant
from tests.seal_material import NOW, Keys
from tests.unit.reporting.render import samples

_TIMES = 5


def measure(*, quick: bool) -> list[Figure]:
    """One line per size."""
    key = KeySource(pem=Keys.make().pem())
    sizes = (200,) if quick else (200, 2_000)
    return [_figure(rows, key) for rows in sizes]


def _figure(rows: int, key: KeySource) -> Figure:
    floors = [_floor() for _ in range(_TIMES)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.pdf"
        runs = tuple(_sealed(path, rows, key) for _ in range(_TIMES))
    return Figure(
        claim=f"sealing a voucher list of {rows:,} rows",
        ours=f"{min(runs):.2f} s",
        floor=f"{min(floors):.2f} s (start Python, import pyHanko)",
        unit="s",
        runs=runs,
        at_most=1.0,
    )


def _floor() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import pyhanko.sign.signers"], check=True)
    return time.perf_counter() - began


def _sealed(path: Path, rows: int, key: KeySource) -> float:
    document = samples.voucher_list(rows)
    order = SealOrder(
        (str(path),), (("Freigabe1", "Freigabe"),), key, "Musterstadt", format_instant(NOW)
    )
    with Worker() as worker:
        with path.open("w+b") as target:
            render_pdf(document, samples.frame(document, released=True), target)
        began = time.perf_counter()
        worker.seal(order)
        return time.perf_counter() - began
