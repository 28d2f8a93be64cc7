"""Stundennachweis: one line of project hours with the signatures of two persons (PERS-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.budget.domain.import_checks import RowCheck, RowFault
from services.budget.domain.ledger_persons import as_compared

_DAY: Final = 24 * 100


@dataclass(frozen=True, slots=True)
class HourRow:
    """Hours of one post on one day, in hundredths of an hour.

    `signed_by` is the employee, `countersigned_by` the superior; the names are compared and kept as
    marks only.
    """

    row: int
    post_id: str
    day: date
    hundredths: int
    activity: str
    measure_id: str
    signed_by: str
    signed_on: date
    countersigned_by: str
    countersigned_on: date


def _hours_fit_a_day(row: HourRow) -> RowFault | None:
    if 0 < row.hundredths <= _DAY:
        return None
    message = "Die Stunden liegen über 0,00 und höchstens bei 24,00."
    return RowFault("hundredths", "hours_out_of_range", message, "PERS-02")


def fits_a_day(hundredths: int) -> bool:
    """Whether all hours of one post on one day, from every line and file, fit into it."""
    return hundredths <= _DAY


def _two_persons(row: HourRow) -> RowFault | None:
    if as_compared(row.signed_by) != as_compared(row.countersigned_by):
        return None
    message = (
        "Beide Unterschriften stammen von derselben Person. Der Nachweis braucht die der "
        "beschäftigten Person und die einer vorgesetzten."
    )
    return RowFault("countersigned_by", "signed_by_one_person", message, "PERS-02")


def _signed_afterwards(row: HourRow) -> RowFault | None:
    if row.day <= row.signed_on <= row.countersigned_on:
        return None
    message = (
        "Unterschrieben wird nach der Arbeit, gegengezeichnet nach der Unterschrift. "
        "Bitte die drei Tage prüfen."
    )
    field = "signed_on" if row.signed_on < row.day else "countersigned_on"
    return RowFault(field, "signed_too_early", message, "PERS-02")


HOUR_CHECKS: Final = (
    RowCheck(frozenset({"hundredths"}), _hours_fit_a_day),
    RowCheck(frozenset({"signed_by", "countersigned_by"}), _two_persons),
    RowCheck(frozenset({"day", "signed_on", "countersigned_on"}), _signed_afterwards),
)
