"""Whether a payment came into this ledger in time (GOB-01): complete and timely records.

The books of the city record within days; this ledger takes over what stands there, often by the
half-year. How many days may lie between is a value of the pack.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.budget.domain.expenditure import Row
from services.budget.domain.rulepack import Rules
from shared.errors import Violation
from shared.periods import german_date


def late_entry(row: Row, rules: Rules) -> Iterator[Violation]:
    """A warning where more days lie between payment and entry than the pack grants.

    A payment that came after its invoice is entered on its own day, not on that of the row. The
    last day granted is in time. What a city brought along from before this ledger is not late.
    """
    paid_on, granted = row.facts.payment_date, rules.records.entry_within_days
    if paid_on is None or row.is_opening:
        return
    days = ((row.payment_recorded_on or row.recorded_on) - paid_on).days
    if days > granted:
        message = (
            f"Erst {days} Tage nach der Zahlung ({german_date(paid_on)}) erfasst, zeitgerecht sind "
            f"{granted}. Die Ausgabe zählt."
        )
        yield Violation("entered_late", "GOB-01", message, "warning", "payment_date")
