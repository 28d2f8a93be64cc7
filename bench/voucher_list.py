"""Voucher list as finished tagged PDF against bare drawing of the same rows with drawString.

Every measurement runs in a process of its own, which prints processor seconds (both sides are one
busy thread, and neighbours on the machine must not decide), wall seconds and peak memory; floor and
list take turns, and the median of the rounds is compared. Targets (issue 3, section 8): ratio
at most 1.2, linear, at most 200 MB and a PDF of 25 MB at 100,000 rows.

    .venv/bin/python -m bench.voucher_list [--rounds 3] [--rows 1000 10000 100000]
"""

import argparse
import io
import subprocess
import sys
import tempfile
import time
from statistics import median

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from bench.figure import Figure, peak_megabytes, table
from services.reporting.render.pdf import render_pdf
from services.reporting.render.pdf.fonts import REGULAR, face
from services.reporting.render.wording import cell_text
from tests.unit.reporting.render.samples import VOUCHER_COLUMNS, frame, voucher_list, voucher_rows

SIZES = (1_000, 10_000, 100_000)
_LINES_PER_PAGE = 40
_EDGES = (30, 62, 130, 160, 212, 264, 390, 560, 680, 760)


def draw_list(rows: int) -> int:
    """Render the list to a file; return its size in bytes."""
    with tempfile.TemporaryFile() as target:
        render_pdf(voucher_list(rows), frame(), target)
        return target.tell()


def draw_floor(rows: int) -> int:
    """Draw the same cells with drawString and nothing else; return the size in bytes."""
    target = io.BytesIO()
    face(REGULAR)
    canvas = Canvas(target, pagesize=landscape(A4), pageCompression=1, invariant=1)
    line = _LINES_PER_PAGE
    for row in voucher_rows(rows):
        if line == _LINES_PER_PAGE:
            canvas.showPage()
            canvas.setFont(REGULAR, 7)
            line = 0
        y = 540 - line * 12
        if row.label:
            canvas.drawString(_EDGES[0], y, row.label)
        for x, column, value in zip(_EDGES, VOUCHER_COLUMNS, row.cells, strict=True):
            text = cell_text(column.type, value)
            if text and column.type.is_number:
                canvas.drawRightString(x + 30, y, text)
            elif text:
                canvas.drawString(x, y, text)
        line += 1
    canvas.save()
    return target.tell()


def run_alone(what: str, rows: int) -> tuple[float, float, float, int]:
    """Return processor and wall seconds, peak megabytes and size of a run in a fresh process."""
    command = [sys.executable, "-m", "bench.voucher_list", "--measure", what, str(rows)]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    busy, wall, peak, size = found.stdout.split()
    return float(busy), float(wall), float(peak), int(size)


def run_one(what: str, rows: int) -> None:
    """Do one measurement in this process and print it for ``run_alone``."""
    draw = draw_list if what == "list" else draw_floor
    start, busy = time.perf_counter(), time.process_time()
    size = draw(rows)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    print(busy, seconds, peak_megabytes(), size)


def measure(*, quick: bool = False) -> list[Figure]:
    """Ratio and memory of each size."""
    sizes, rounds = ((1_000,), 1) if quick else (SIZES, 3)
    return [figure for rows in sizes for figure in compare(rows, rounds)]


def compare(rows: int, rounds: int) -> list[Figure]:
    """Ratio, memory and size of the file for one number of rows."""
    floors, lists = [], []
    for _ in range(rounds):
        floors.append(run_alone("floor", rows))
        lists.append(run_alone("list", rows))
    floor, ours = (median(one[0] for one in found) for found in (floors, lists))
    wall = median(one[1] for one in lists)
    claim = f"voucher list, {rows:,} rows"
    ratio = Figure(
        claim=claim,
        ours=f"{ours:.2f} s ({ours / rows * 1e6:.0f} µs a row), wall {wall:.2f} s",
        floor=f"{floor:.2f} s (bare canvas)",
        unit="× floor",
        runs=tuple(one[0] / two[0] for one, two in zip(lists, floors, strict=True)),
        at_most=1.2,
    )
    memory = Figure(
        claim=f"{claim}, peak memory",
        ours=f"{max(one[2] for one in lists):.0f} MB",
        floor=f"{max(one[2] for one in floors):.0f} MB (bare canvas)",
        unit="MB",
        runs=tuple(one[2] for one in lists),
        at_most=200,
    )
    size = Figure(
        claim=f"{claim}, size of the PDF",
        ours=f"{lists[0][3] / rows:.0f} bytes a row",
        floor=f"{floors[0][3] / 1e6:.1f} MB (bare canvas, untagged)",
        unit="MB",
        runs=tuple(one[3] / 1e6 for one in lists),
        at_most=25,
    )
    return [ratio, memory, size]


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        run_one(arguments.measure[0], int(arguments.measure[1]))
        return
    print(table(one for rows in arguments.rows for one in compare(rows, arguments.rounds)))


if __name__ == "__main__":
    main()
