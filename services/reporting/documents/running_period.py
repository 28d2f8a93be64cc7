"""What a report says in front when its period was not over on the day it was drafted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.reporting.documents.document import Audience, Document, Part
from services.reporting.documents.text import Hint, HintKind, Paragraph
from shared.periods import Period, german_date


def with_running_period(document: Document, period: Period, drafted_on: date) -> Document:
    """The document with a warning at the head of its first part and of its first public one."""
    text = (
        f"Zeitraum noch nicht abgelaufen: Stand {german_date(drafted_on)}. Wo der "
        f"{german_date(period.last_day)} als Stichtag steht, ist gemeint, was bis zum Tag des "
        "Entwurfs bekannt war."
    )
    warning = Hint(Paragraph.of(text), HintKind.WARNING)
    heads = {_first(document.parts, None), _first(document.parts, Audience.PUBLIC)}
    parts = tuple(
        replace(part, blocks=(warning, *part.blocks)) if part.key in heads else part
        for part in document.parts
    )
    return replace(document, parts=parts)


def _first(parts: tuple[Part, ...], audience: Audience | None) -> str | None:
    return next((one.key for one in parts if audience in (None, one.audience)), None)
