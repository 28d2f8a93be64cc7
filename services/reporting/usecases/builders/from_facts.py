"""Builders of the types that need the facts of the grant only: figures, then their document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from services.reporting.documents import Document
from services.reporting.documents.source import Heading
from services.reporting.domain.facts import GrantFacts
from services.reporting.usecases.material import Build, Material
from shared.periods import Period

F = TypeVar("F")


def of_period(
    document: Callable[[Heading, F], Document], figures: Callable[[GrantFacts, Period], F]
) -> Build:
    """A report about what happened in its period."""

    def build(given: Material) -> Document:
        return document(given.heading, figures(given.facts, given.period))

    return build


def as_of_last_day(
    document: Callable[[Heading, F], Document], figures: Callable[[GrantFacts, date], F]
) -> Build:
    """A report about how things stood on the last day of its period (inclusive)."""

    def build(given: Material) -> Document:
        return document(given.heading, figures(given.facts, given.period.last_day))

    return build
