"""How far long work is, as one German line for terminals and logs."""

from __future__ import annotations

from collections.abc import Callable

from shared.money import format_count

Progress = Callable[[int, int | None], None]
"""Told how many are done, of how many (None: not known yet); whoever tells says what is counted."""


def untold(_done: int, _total: int | None) -> None:
    """Nobody watches."""


def progress_text(done: int, total: int | None, what: str, passed_s: float) -> str:
    """`3 von 8 Berichten, 0,4 je Sekunde, noch etwa 12 s`; `what` stands in the dative.

    Without a total nothing is said of how long it still takes.
    """
    rate = done / max(passed_s, 0.001)
    if total is None:
        return f"bisher {format_count(done)} von vielen {what}, {format_rate(rate)} je Sekunde"
    left_s = max(0, total - done) / max(rate, 0.001)
    counted = f"{format_count(done)} von {format_count(total)} {what}"
    return f"{counted}, {format_rate(rate)} je Sekunde, noch etwa {left_s:.0f} s"


def format_rate(per_s: float) -> str:
    """`0,4` where a decimal says something, else `1.234`."""
    return f"{per_s:.1f}".replace(".", ",") if per_s < 10 else format_count(round(per_s))
