"""Voucher list as finished tagged PDF against bare drawing of the same rows with drawString.

Every measurement runs in a process of its own, which prints processor seconds (both sides are one
busy thread, and neighbours on the machine must not decide), wall seconds and peak memory; floor and
list take turns, and the median of the rounds is compared. Targets (issue 5): ratio at most 0.8 at
every size, linear, at most 200 MB and a PDF of 25 MB at 100,000 rows.

    .venv/bin/python -m bench.voucher_list [--rounds 3] [--rows 1000 10000 100000]
"""

import argparse
import io
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from statistics import median

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from bench.figure import Figure, peak_megabytes, table
from services.reporting.render.csv import render_csv
from services.reporting.render.json import render_json
from services.reporting.render.pdf import Attachment, render_pdf
from services.reporting.render.pdf.fonts import REGULAR, face
from services.reporting.render.wording import cell_text
from shared.heap import keep_for_good
from tests.unit.reporting.render.samples import VOUCHER_COLUMNS, frame, voucher_list, voucher_rows

SIZES = (1_000, 10_000, 100_000)
MOST_ENCLOSED = 10_000
"""Beyond that the data lie in a file beside the report."""
_LINES_PER_PAGE = 40
_EDGES = (30, 62, 130, 160, 212, 264, 390, 560, 680, 760)


def draw_list(rows: int, attachments: tuple[Attachment, ...]) -> int:
    """Render the list to a file that carries `attachments`; return its size in bytes."""
    with tempfile.TemporaryFile() as target:
        render_pdf(voucher_list(rows), frame(), target, attachments)
        return target.tell()


def enclosed(rows: int) -> tuple[Attachment, ...]:
    """The list as data, as a report encloses it; none beyond `MOST_ENCLOSED`."""
    if rows > MOST_ENCLOSED:
        return ()
    data, table_ = io.BytesIO(), io.BytesIO()
    render_json(voucher_list(rows), frame(), data)
    render_csv(voucher_list(rows), frame(), table_)
    return (
        Attachment("bericht.json", "application/json", "Der Bericht als Daten", data.getvalue()),
        Attachment("bericht.csv", "text/csv", "Die Tabellen des Berichts", table_.getvalue()),
    )


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
    listed = what == "list"
    draw = partial(draw_list, attachments=enclosed(rows)) if listed else draw_floor
    keep_for_good()  # as every process of the program does at its start
    start, busy = time.perf_counter(), time.process_time()
    size = draw(rows)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    print(busy, seconds, peak_megabytes(), size)


def measure(*, quick: bool = False) -> list[Figure]:
    """Ratio and memory of each size."""
    sizes, rounds = ((1_000,), 1) if quick else (SIZES, 3)
    found = {rows: compare(rows, rounds) for rows in sizes}
    figures = [figure for one in found.values() for figure in one.figures]
    return figures if quick else [*figures, _linear(found[SIZES[-1]], found[SIZES[-2]])]


@dataclass(frozen=True)
class Compared:
    """One number of rows: its figures, and processor seconds a row of each round."""

    rows: int
    per_row: tuple[float, ...]
    figures: list[Figure]


def _linear(large: Compared, small: Compared) -> Figure:
    each, before = median(large.per_row), median(small.per_row)
    return Figure(
        claim=f"voucher list, a row of {large.rows:,} against one of {small.rows:,}",
        ours=f"{each * 1e6:.0f} µs",
        floor=f"{before * 1e6:.0f} µs",
        unit="×",
        runs=(each / before,),
        at_most=1.2,
    )


def compare(rows: int, rounds: int) -> Compared:
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
        at_most=0.8,
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
    return Compared(rows, tuple(one[0] / rows for one in lists), [ratio, memory, size])


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
    print(table(one for rows in arguments.rows for one in compare(rows, arguments.rounds).figures))


if __name__ == "__main__":
    main()
