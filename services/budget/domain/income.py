"""Income tied to the purpose and other public money (ELG-10, PRG-09)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.domain.determination import (
    CoverTreatment,
    Determination,
    cover_treatment,
)
from services.budget.domain.plan import SourceKind
from shared.errors import Violation
from shared.money import MAX_CENTS
from shared.periods import german_date

_PUBLIC: Final = (SourceKind.OTHER_PUBLIC, SourceKind.FEDERAL)


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
    """Other cover received up to a day: tied income (private) and other public money.

    `treatment` says how the public money lowers the grant (PLAN-07).
    """

    tied_cents: int = 0
    other_public_cents: int = 0
    treatment: CoverTreatment = CoverTreatment.UP_TO_COST

    @property
    def total_cents(self) -> int:
        return self.tied_cents + self.other_public_cents


def cover_as_of(
    incomes: Iterable[Income], as_of: date, determinations: Iterable[Determination] = ()
) -> Cover:
    """Sum what was received up to a day; own money of the city is no cover by others.

    `determinations` say which reading of PLAN-07 was recorded.
    """
    received = [one for one in incomes if one.received_on <= as_of]
    return Cover(
        tied_cents=sum(i.amount_cents for i in received if i.source_kind is SourceKind.PRIVATE),
        other_public_cents=sum(i.amount_cents for i in received if i.source_kind in _PUBLIC),
        treatment=cover_treatment(determinations, as_of),
    )


def check_income(new: Income, *, measures: Sequence[str], today: date) -> list[Violation]:
    """Every reason against recording this income; `measures` are the ids known in the grant."""
    found = []
    if not 0 < new.amount_cents <= MAX_CENTS:
        message = "Der Betrag einer Einnahme ist größer als 0,00 €."
        found.append(Violation("amount_out_of_range", "ELG-10", message, field="amount_cents"))
    if not new.source.strip():
        message = "Es fehlt, von wem die Einnahme kommt."
        found.append(Violation("source_missing", "ELG-10", message, field="source"))
    if new.received_on > today:
        message = f"Der Eingang am {german_date(new.received_on)} liegt in der Zukunft."
        found.append(Violation("received_in_future", "ELG-10", message, field="received_on"))
    if new.measure_id is not None and new.measure_id not in measures:
        message = f"Die Maßnahme „{new.measure_id}“ gibt es in dieser Zuwendung nicht."
        found.append(Violation("measure_unknown", "PRG-05", message, field="measure_id"))
    if new.source_kind is SourceKind.FEDERAL:
        message = (
            "Andere Bundesmittel für dieselben Ausgaben sind ausgeschlossen; sie dürfen auch den "
            "Eigenanteil nicht ersetzen. Bitte mit dem Zuwendungsgeber klären."
        )
        found.append(Violation("federal_money", "PRG-09", message, field="source_kind"))
    if new.source_kind is SourceKind.GRANT:
        message = "Zahlungen auf diese Zuwendung werden als Eingang beim Mittelabruf gebucht."
        found.append(Violation("grant_is_no_income", "ELG-10", message, field="source_kind"))
    return found
