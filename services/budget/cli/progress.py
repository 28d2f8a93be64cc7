"""How far long work is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from shared.progress_text import format_rate, progress_text

PLAIN_EVERY_S: Final = 5.0

Advance = Callable[[int], None]
"""Told how many rows are done."""


@contextmanager
def rows_done(what: str, total: int) -> Iterator[Advance]:
    """Shows rows, rate and remaining time on stderr while the block runs."""
    if sys.stderr.isatty():
        with _bar() as bar:
            task = bar.add_task(what, total=total)
            yield lambda done: bar.update(task, completed=done)
    else:
        yield _PlainLines(what, total)


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("Zeilen"),
        _Rate(),
        TextColumn("noch"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Rows a second."""
        return Text(f"{format_rate(task.speed or 0)} je Sekunde")


class _PlainLines:
    """One line every few seconds, for logs and pipes."""

    def __init__(self, what: str, total: int) -> None:
        self._what = what
        self._total = total
        self._began = self._said = time.monotonic()

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        if now - self._said < PLAIN_EVERY_S:
            return
        self._said = now
        text = progress_text(done, self._total, "Zeilen", now - self._began)
        click.echo(f"{self._what}: {text}", err=True)
