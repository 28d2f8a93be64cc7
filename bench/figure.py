"""What a measurement found, and the table it is printed in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HEADINGS = ("claim", "ours", "floor", "result", "min … max", "target", "met")


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    `runs` are the results of the single runs in `unit`; their median is held against `at_least` or
    `at_most` (neither: no target). `ours` and `floor` are absolute figures in words.
    """

    claim: str
    ours: str
    floor: str
    unit: str
    runs: tuple[float, ...]
    at_least: float | None = None
    at_most: float | None = None

    @property
    def result(self) -> float:
        return median(self.runs)

    @property
    def met(self) -> bool | None:
        """None where no target is set."""
        if self.at_least is not None:
            return self.result >= self.at_least
        return None if self.at_most is None else self.result <= self.at_most

    def cells(self) -> tuple[str, ...]:
        """The line as text, in the order of `HEADINGS`."""
        low, high = min(self.runs), max(self.runs)
        spread = f"{number(low)} … {number(high)}" if len(self.runs) > 1 else ""
        verdict = {True: "yes", False: "NO", None: ""}[self.met]
        result = f"{number(self.result)} {self.unit}"
        return (self.claim, self.ours, self.floor, result, spread, self._target(), verdict)

    def _target(self) -> str:
        if self.at_least is not None:
            return f"≥ {number(self.at_least)} {self.unit}"
        return "" if self.at_most is None else f"≤ {number(self.at_most)} {self.unit}"


def number(value: float) -> str:
    """Two decimals below ten, one below a hundred, none above."""
    digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:,.{digits}f}"


def rate(value: float, what: str) -> str:
    """`1,234 rows/s`."""
    return f"{value:,.0f} {what}/s"


def table(figures: Iterable[Figure]) -> str:
    """A Markdown table that lines up in a terminal as well."""
    rows = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "| " + " | ".join(cells) + " |"


def seconds(run: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def peak_megabytes() -> float:
    """Largest resident memory of this process since it became this program.

    Not `ru_maxrss`: Linux hands the parent's down to the child.
    """
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
