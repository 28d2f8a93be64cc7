"""Progress on the terminal is told in German."""

from __future__ import annotations

from shared.progress_text import progress_text


def test_a_slow_rate_has_a_german_comma() -> None:
    said = progress_text(2, 6, "Berichten", 5.0)
    assert said == "2 von 6 Berichten, 0,4 je Sekunde, noch etwa 10 s"


def test_a_quick_one_has_german_thousands() -> None:
    said = progress_text(50_000, 100_000, "Zeilen", 10.0)
    assert said == "50.000 von 100.000 Zeilen, 5.000 je Sekunde, noch etwa 10 s"


def test_without_a_total_no_end_is_promised() -> None:
    assert progress_text(1_500, None, "Zeilen", 1.0) == (
        "bisher 1.500 von vielen Zeilen, 1.500 je Sekunde"
    )
