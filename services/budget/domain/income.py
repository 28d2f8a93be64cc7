"""Income tied to the purpose and other public money (ELG-10, PRG-09)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.budget.domain.plan import SourceKind
from shared.errors import Violation


@dataclass(frozen=True)
class Income:
    """Money received from somebody other than the grantor of this grant."""

    source_kind: SourceKind
    source: str
    received_on: date
    amount_cents: int
    measure_id: str | None = None


@dataclass(frozen=True)
class Cover:
    """Other cover received up to a day: tied income (private) and other public money."""

    tied_cents: int = 0
    other_public_cents: int = 0


def cover_as_of(incomes: Iterable[Income], as_of: date) -> Cover:
    """Sum what was received up to a day."""
    raise NotImplementedError


def check_income(new: Income, *, measures: Sequence[str], today: date) -> list[Violation]:
    """Every reason against recording this income."""
    raise NotImplementedError
