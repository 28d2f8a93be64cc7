"""What the pages for committee and public leave out, so that no sum tells the pay of few (PERS-06).

Looked at are the sums those pages print, and the remainders a reader gets by taking one printed sum
from another: whole and measures, known before and new, claimable and not yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from contracts.events.snapshots import EffectKind
from services.reporting.domain.facts import GrantFacts, RowFact
from services.reporting.domain.pay import PayBooked
from services.reporting.domain.sums import released_calls
from shared.periods import Period, quarter_of

_BEGINNING: Final = date.min
_COUNTED: Final[tuple[EffectKind, ...]] = ("paid", "eligible")


@dataclass(frozen=True)
class HiddenPay:
    """Which of the printed sums tell pay: all of them (`everything`), what is ordered, what this
    quarter brought, a quarter of the curve, what may be called, the pace; and the measures whose
    sums stand there for none alone; `lines` are the lines of the plan whose overrun would tell."""

    everything: bool = False
    ordered: bool = False
    movement: bool = False
    curve: bool = False
    claimable: bool = False
    pace: bool = False
    measures: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()


NOTHING_HIDDEN: Final = HiddenPay()


def hidden_pay(
    facts: GrantFacts, period: Period, late_ids: Collection[str], pace_months_since: date
) -> HiddenPay:
    """Of a quarter; `late_ids` are the rows entered late, the pace counts from after the day."""
    if not facts.pay:
        return NOTHING_HIDDEN
    return _Look(facts, period).found(frozenset(late_ids), pace_months_since)


class _Look:
    """The rows of a grant as of the end of a quarter."""

    def __init__(self, facts: GrantFacts, period: Period) -> None:
        self._facts, self._period, self._day = facts, period, period.last_day
        self._tells = PayBooked(facts.pay).is_told_by
        released = {one.drawdown_id for one in released_calls(facts.calls, self._day)}
        self._called: dict[str, list[RowFact]] = defaultdict(list)
        for row in facts.rows:
            if row.drawdown_id in released:
                self._called[str(row.drawdown_id)].append(row)

    def found(self, late: frozenset[str], pace_since: date) -> HiddenPay:
        calls = any(self._tells(rows) for rows in self._called.values())
        movement = calls or self._moved(self._period) or self._told_late(late)
        pace = self._any(("eligible",), pace_since) or self._any(("expected_eligible",))
        return HiddenPay(
            everything=self._everything(),
            ordered=self._any(("committed", "expected_eligible")),
            movement=movement,
            curve=movement or pace or self._any_quarter(),
            claimable=self._claimable(),
            pace=pace,
            measures=self._measures(),
            lines=self._lines(),
        )

    def _any(self, kinds: Iterable[EffectKind], after: date = _BEGINNING) -> bool:
        return any(self._tells(self._with((kind,), after, self._day)) for kind in kinds)

    def _with(self, kinds: Collection[str], after: date, until: date) -> list[RowFact]:
        """Rows that add something between the days, the first exclusive."""
        return [row for row in self._facts.rows if _sum(row, kinds, after, until)]

    def _everything(self) -> bool:
        """The sums of the grant; with them what was called, and what the city bears alone."""
        called = [row for rows in self._called.values() for row in rows]
        alone = [
            row
            for row in self._facts.rows
            if _sum(row, ("paid",), _BEGINNING, self._day)
            != _sum(row, ("eligible", "deductible_vat"), _BEGINNING, self._day)
        ]
        return self._any(_COUNTED) or self._tells(called) or self._tells(alone)

    def _moved(self, period: Period) -> bool:
        before = period.first_day - timedelta(days=1)
        last = min(period.last_day, self._day)
        return any(self._tells(self._with((kind,), before, last)) for kind in _COUNTED)

    def _told_late(self, late: frozenset[str]) -> bool:
        return self._tells(row for row in self._facts.rows if row.expenditure_id in late)

    def _any_quarter(self) -> bool:
        """Of the curve of what was paid; quarters without pay tell nothing."""
        known = self._facts.pay
        days = {
            effect.on
            for row in self._facts.rows
            if row.expenditure_id in known
            for effect in row.effects
            if effect.kind == "paid" and effect.on <= self._day
        }
        quarters = {str(one): one for one in map(quarter_of, days)}
        return any(self._moved(one) for one in quarters.values())

    def _claimable(self) -> bool:
        eligible = self._with(("eligible",), _BEGINNING, self._day)
        waiting = [one for one in eligible if not one.is_claimable]
        ready = [one for one in eligible if one.is_claimable]
        called = {row.expenditure_id for rows in self._called.values() for row in rows}
        new = [one for one in ready if one.expenditure_id not in called]
        return any(self._tells(some) for some in (waiting, ready, new))

    def _lines(self) -> frozenset[str]:
        """The plan is public, so an overrun tells what was spent."""
        of_line: dict[str, list[RowFact]] = defaultdict(list)
        for row in self._with(("eligible", "expected_eligible"), _BEGINNING, self._day):
            of_line[row.budget_line].append(row)
        return frozenset(name for name, own in of_line.items() if self._tells(own))

    def _measures(self) -> frozenset[str]:
        """Measures whose sum tells pay, and as many others as it takes that what is hidden together
        tells none: it is the whole less what is printed. The smallest others go first."""
        rows = self._with(("paid",), _BEGINNING, self._day)
        of_measure: dict[str, list[RowFact]] = defaultdict(list)
        for row in rows:
            of_measure[row.measure_id].append(row)
        hidden = {name for name, own in of_measure.items() if self._tells(own)}
        if not hidden:
            return frozenset()
        named = {one.measure.measure_id for one in self._facts.measures}
        others = sorted(
            (named & of_measure.keys()) - hidden,
            key=lambda name: (
                sum(_sum(row, ("paid",), _BEGINNING, self._day) for row in of_measure[name]),
                name,
            ),
        )
        for name in others:
            if not self._tells(
                row for row in rows if row.measure_id in hidden or row.measure_id not in named
            ):
                break
            hidden.add(name)
        return frozenset(hidden)


def _sum(row: RowFact, kinds: Collection[str], after: date, until: date) -> int:
    return sum(
        effect.cents
        for effect in row.effects
        if effect.kind in kinds and after < effect.on <= until
    )
