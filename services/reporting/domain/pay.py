"""Which sums tell what fewer persons earn than may be told (PERS-06, decision 0034).

A sum tells it where all it holds is pay and nothing proves that it is the pay of enough persons.
Other cost in a sum hides the pay, because nothing says which part is which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from services.reporting.domain.facts import PayFact, RowFact

_PAY: Final = "PERSONAL"


@dataclass(frozen=True)
class PayBooked:
    """Whose pay the booked rows of a grant are, by the id of the row; reversals stand in it too."""

    booked: Mapping[str, PayFact]

    def is_told_by(self, rows: Iterable[RowFact]) -> bool:
        """Whether a sum over these rows, each of which adds something to it, tells pay.

        A row of personnel that no booking explains proves nothing; where no booking at all is among
        them nothing says that the sum is anybody's pay.
        """
        found = list(rows)
        if any(one.category != _PAY and one.expenditure_id not in self.booked for one in found):
            return False
        ids = {one.expenditure_id for one in found}
        known = [self.booked[one] for one in sorted(ids & self.booked.keys())]
        return bool(known) and not are_enough(known)


def are_enough(known: Iterable[PayFact]) -> bool:
    """Whether bookings prove to be over enough persons together: one of them by itself, or their
    marks. Of events that named no persons only the first is known."""
    facts = list(known)
    if any(one.is_enough for one in facts):
        return True
    least = max((one.least for one in facts if one.least is not None), default=None)
    persons = frozenset[str]().union(*(one.persons for one in facts))
    return least is not None and len(persons) >= least
