"""What a change of a rule pack would change, in the words of the pages: no code is left."""

from __future__ import annotations

from dataclasses import replace

from contracts.rulebook.finding_words import word_for
from services.budget.domain.expenditure import Status
from services.budget.domain.setting_text import stored_text
from services.budget.usecases.pack_preview import (
    CODE_FIGURES,
    PARAMETER_FIGURES,
    STATUS_FIGURE,
    Difference,
)
from services.budget.web.labels import label


def in_german(one: Difference) -> Difference:
    """The same difference with both values as people read them; an empty one stays empty."""
    if one.masked:
        return replace(one, old="verdeckt", new="verdeckt")
    return replace(one, old=_words(one.figure, one.old), new=_words(one.figure, one.new))


def _words(figure: str, value: str) -> str:
    if figure in PARAMETER_FIGURES:
        return stored_text(PARAMETER_FIGURES[figure], value) if value else ""
    if figure == STATUS_FIGURE:
        return label(Status(value))
    if figure in CODE_FIGURES:
        return ", ".join(word_for(code) for code in value.split(", ")) if value else ""
    return value
