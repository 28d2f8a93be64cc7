"""Why paid cost may not be called yet: the real reasons, each with its rule (MUN-01, CALL-01)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from contracts.rulebook.finding_words import word_for
from services.reporting.documents.open_points import open_points_table
from services.reporting.documents.tables import Table
from services.reporting.documents.text import Hint, HintKind, Paragraph
from services.reporting.domain.calculation import OpenPoint
from services.reporting.domain.sums import GrantSums
from shared.money import format_euro

_KEY: Final = "waiting_points"
_MOST: Final = 2
"""As many reasons stand in a sentence; the annex of open points has all of them."""


def short_reasons(points: Sequence[OpenPoint]) -> str:
    """`: Belegdatei fehlt; gesperrte Kosten (Regel ELG-11)`, the end of a sentence; empty where no
    reason is known."""
    words = [_reason(one) for one in points[:_MOST]]
    if len(points) > _MOST:
        words.append("weitere in den offenen Punkten")
    return f": {'; '.join(words)}" if words else ""


def waiting_blocks(sums: GrantSums, points: Sequence[OpenPoint]) -> Iterator[Hint | Table]:
    """What keeps the sums preliminary and what to do about it; nothing once they are final."""
    if not sums.preliminary:
        return
    text = (
        f"Vorläufig: Belege über {format_euro(sums.waiting_cents)} sind bezahlt, aber noch nicht "
        f"abrufbar. {' '.join(_advice(points))}"
    )
    yield Hint(Paragraph.of(text), HintKind.WARNING)
    if points:
        yield open_points_table(points, _KEY, "Warum Belege noch nicht abrufbar sind")


def _reason(one: OpenPoint) -> str:
    return f"{word_for(one.code)} (Regel {one.rule})" if one.rule else word_for(one.code)


def _advice(points: Sequence[OpenPoint]) -> Iterator[str]:
    kinds = {one.kind for one in points}
    if "missing" in kinds or not kinds:
        yield "Vor der Vorlage bitte nachtragen, was fehlt."
    if "finding" in kinds:
        yield (
            "Hinderungsgründe bitte beheben, durch eine Ausnahme freigeben lassen oder den Beleg "
            "stornieren."
        )
