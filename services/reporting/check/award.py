"""What the award entitles to on a day, by what the events tell of its terms, plans and incomes.

The order of caps is that of the program: first measures, the plan's total, the most eligible cost,
income, the rate, the most grant, what the funder decided later. Rounded once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .steps import share_of
from .told import State, Told, effects, local_day

_BINDING = ("award", "change_approved")
_PUBLIC = ("other_public", "federal")


@dataclass(frozen=True)
class Award:
    """Terms of a grant on a day, the plan the funder knows and the one a committee looks at."""

    told: Told
    grant: State
    terms: State
    last_day: str
    binding: list[State] | None
    reported: list[State]

    @property
    def planned(self) -> int:
        """Cents of the plan a committee looks at."""
        return sum(one["planned_cents"] for one in self.reported)

    def sum(self, kind: str, rows: Iterable[State] | None = None) -> int:
        """Cents of the effects of a kind up to the day."""
        found = self.told.states.values() if rows is None else rows
        return sum(effects(one, kind, self.last_day) for one in found)

    def entitled(self, rows: Iterable[State] | None = None, *, ahead: int = 0) -> int:
        """The grant for the eligible cost of these vouchers, of all if not named, and so much
        more."""
        counted = list(self.told.states.values() if rows is None else rows)
        cost = self.sum("eligible", counted) + ahead
        most_first = self.terms.get("first_measures_cap_cents")
        if most_first is not None:
            cost -= max(0, self.sum("eligible", self._of_first_measures(counted)) - most_first)
        if self.terms.get("plan_total") == "cap" and self.binding is not None:
            cost = min(cost, sum(one["planned_cents"] for one in self.binding))
        return self._grant(cost)

    @property
    def tied(self) -> int:
        """Income tied to the purpose."""
        return self._income(("private",))

    @property
    def public(self) -> int:
        """Other public money."""
        return self._income(_PUBLIC)

    def _grant(self, cost: int) -> int:
        most_eligible, most_grant = self._caps()
        base = cost if most_eligible is None else min(cost, most_eligible)
        if self.terms["income_treatment"] == "reduce_base":
            base -= self.tied
        room = base - self.public
        if self._is_proportional():
            base = room
        amount = share_of(base, self.terms["funding_rate_bp"])
        for most in (most_grant, self._reduced_to()):
            amount = amount if most is None else min(amount, most)
        return max(0, min(amount, room))

    def _caps(self) -> tuple[int | None, int | None]:
        eligible, grant = self.terms["max_eligible_cents"], self.terms["max_grant_cents"]
        if self.terms["cap_basis"] == "eligible" and eligible is not None:
            return eligible, None
        if self.terms["cap_basis"] == "grant" and grant is not None:
            return None, grant
        return eligible, grant

    def _income(self, kinds: tuple[str, ...]) -> int:
        found = (one for one in self.told.incomes.values() if one["source_kind"] in kinds)
        return sum(one["amount_cents"] for one in found if one["received_on"] <= self.last_day)

    def _of_first_measures(self, rows: list[State]) -> list[State]:
        things = self.told.things
        marked = {key for key, one in things.items() if one.get("measure", {}).get("first_measure")}
        return [one for one in rows if one["measure_id"] in marked]

    def _newest(self, start: str) -> State | None:
        found = [
            one
            for one in self.told.determinations.values()
            if one["kind"].startswith(start) and one["valid_from"] <= self.last_day
        ]
        order = max(enumerate(found), key=lambda one: (one[1]["valid_from"], one[0]), default=None)
        return order[1] if order else None

    def _is_proportional(self) -> bool:
        found = self._newest("cover_")
        return found is not None and found["kind"] == "cover_proportional"

    def _reduced_to(self) -> int | None:
        """None where an amendment named another maximum after the reduction."""
        found = self._newest("reduction")
        known = [
            one
            for one in self.grant["terms"]
            if max(one["valid_from"], one["known_on"]) <= self.last_day
        ]
        named = max((new["valid_from"] for old, new in pairwise(known) if _most(new) != _most(old)),
                    default="")  # fmt: skip
        if found is None or named > found["valid_from"]:
            return None
        reduced: int | None = found["figures"].get("grant_after_cents")
        return reduced


def _most(terms: State) -> tuple[Any, Any]:
    return terms["max_eligible_cents"], terms["max_grant_cents"]


def award_on(whole: Told, grant_id: str, last_day: str) -> Award | None:
    """Nothing where no event tells of the grant itself."""
    grant = whole.grants.get(grant_id)
    if grant is None or not grant["terms"]:
        return None
    known = [one for one in grant["terms"] if max(one["valid_from"], one["known_on"]) <= last_day]
    terms = max(known or grant["terms"][:1], key=lambda one: (one["valid_from"], one["version"]))
    plans = [
        (local_day(time), int(subject.rpartition(".")[2]), basis, whole.plans.get(subject, []))
        for subject, (time, basis) in whole.released_plans.items()
        if subject.rpartition(".")[0] == grant_id
    ]
    binding = _plan_on([one for one in plans if one[2] in _BINDING], last_day)
    told = whole.of_grant(grant_id)
    return Award(told, grant, terms, last_day, binding, _plan_on(plans, last_day) or [])


def _plan_on(plans: list[tuple[str, int, str, list[State]]], last_day: str) -> list[State] | None:
    """The newest released by the day, else the first; the version decides within a day."""
    if not plans:
        return None
    by_then = [one for one in plans if one[0] <= last_day]
    found = (
        max(by_then, key=lambda one: one[:2]) if by_then else min(plans, key=lambda one: one[:2])
    )
    return found[3]
