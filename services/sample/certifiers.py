"""The rounds of the certifiers through what was handed in to them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Final

from services.budget.domain.expenditure import CertificationKind, NewExpenditure
from services.budget.usecases.certification import certify_expenditures
from services.sample.agenda import Agenda, booking_day
from services.sample.desk import ARITHMETICAL, FACTUAL, LEAD, Desk

_KINDS: Final = {
    FACTUAL: CertificationKind.FACTUAL,
    LEAD: CertificationKind.FACTUAL,
    ARITHMETICAL: CertificationKind.ARITHMETICAL,
}


class Certifiers:
    """Certifies in bulk, the factual side before the arithmetical one."""

    def __init__(self, desk: Desk, own_measures: frozenset[str]) -> None:
        """`own_measures` are those whose lead certifies the factual side."""
        self._desk = desk
        self._own_measures = own_measures
        self._waiting: dict[tuple[str, str], list[str]] = defaultdict(list)

    def plan(self, agenda: Agenda, first: date, last: date) -> None:
        """A round every other week, on the afternoon of a booking day."""
        day = booking_day(first)
        while day <= last:
            agenda.add(day, lambda: self._round(FACTUAL), hour=14)
            agenda.add(day, lambda: self._round(LEAD), hour=15)
            agenda.add(day, lambda: self._round(ARITHMETICAL), hour=16)
            day += timedelta(days=14)

    def hand_in(self, grant_id: str, facts: NewExpenditure, expenditure_id: str) -> None:
        """From now on the row is on both lists."""
        factual = LEAD if facts.measure_id in self._own_measures else FACTUAL
        for login in (factual, ARITHMETICAL):
            self._waiting[login, grant_id].append(expenditure_id)

    def take_back(self, expenditure_id: str) -> None:
        """Nobody certifies the row any more."""
        for rows in self._waiting.values():
            if expenditure_id in rows:
                rows.remove(expenditure_id)

    def _round(self, login: str) -> None:
        desk = self._desk
        for (who, grant_id), rows in sorted(self._waiting.items()):
            if who != login or not rows:
                continue
            self._waiting[who, grant_id] = []
            answers = desk.do(
                login,
                "certify_expenditures",
                lambda session, by, grant_id=grant_id, rows=rows: certify_expenditures(  # type: ignore[misc]
                    session, grant_id, _KINDS[login], rows, by=by, means=desk.means
                ),
            )
            refused = [one for one in answers if one.violations]
            if refused:
                raise RuntimeError(f"not certified: {refused[0].violations}")
