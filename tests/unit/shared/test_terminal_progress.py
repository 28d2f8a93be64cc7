"""Long work is told on a terminal as a bar, elsewhere as a line now and then."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from shared import terminal_progress
from shared.terminal_progress import shown


def watched(file: io.StringIO) -> Console:
    return Console(file=file, force_terminal=True, width=120)


def test_a_terminal_gets_a_bar_with_count_rate_and_remaining_time() -> None:
    file = io.StringIO()
    with shown("Prüfen", "Zeilen", 4, watched(file)) as tell:
        tell(1)
        tell(4)
    said = file.getvalue()
    assert "Prüfen" in said
    assert "4/4" in said
    assert "je Sekunde" in said
    assert "noch" in said


def test_a_total_may_become_known_later() -> None:
    file = io.StringIO()
    with shown("Zeichnen", "Zeilen", console=watched(file)) as tell:
        tell(500)
        tell(700, 1000)
    assert "700/1000" in file.getvalue()


def test_elsewhere_a_line_tells_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    clock = iter([0.0, 1.0, 6.0, 7.0])
    monkeypatch.setattr(terminal_progress.time, "monotonic", lambda: next(clock))
    with shown("Prüfen", "Belegen", console=Console(file=file, width=20)) as tell:
        tell(1, 12)
        tell(6, 12)
        tell(7, 12)
    assert file.getvalue() == "Prüfen: 6 von 12 Belegen, 1,0 je Sekunde, noch etwa 6 s\n"
