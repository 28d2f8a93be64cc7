"""How far a command is: a bar where a person watches, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

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
"""Seconds between two lines where nobody watches."""


class Tell(Protocol):
    """Told how many are done, and of how many as soon as that is known."""

    def __call__(self, done: int, total: int | None = None) -> None: ...


@contextmanager
def shown(
    what: str, unit: str, total: int | None = None, console: Console | None = None
) -> Iterator[Tell]:
    """Shows on stderr, while the block runs, how many are done, how fast and how long still.

    `what` is the work („Prüfen“), `unit` what is counted, in the dative („Zeilen“).
    """
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield _PlainLines(console, what, unit, total)
        return
    with _bar(console, unit) as bar:
        task = bar.add_task(what, total=total)

        known = total

        def tell(done: int, total: int | None = None) -> None:
            bar.update(task, completed=done, total=known if total is None else total)

        yield tell


def _bar(console: Console, unit: str) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        _Rate(),
        TextColumn("noch"),
        TimeRemainingColumn(),
        console=console,
    )


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """How many a second."""
        return Text(f"{format_rate(task.speed or 0)} je Sekunde")


class _PlainLines:
    """For logs and pipes."""

    def __init__(self, console: Console, what: str, unit: str, total: int | None) -> None:
        self._console, self._what, self._unit, self._total = console, what, unit, total
        self._began = self._said = time.monotonic()

    def __call__(self, done: int, total: int | None = None) -> None:
        now = time.monotonic()
        if now - self._said < PLAIN_EVERY_S:
            return
        self._said = now
        of = self._total if total is None else total
        text = progress_text(done, of, self._unit, now - self._began)
        self._console.print(f"{self._what}: {text}", highlight=False, soft_wrap=True, markup=False)
