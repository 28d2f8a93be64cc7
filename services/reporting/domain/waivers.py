"""Waivers a report relies on: without them something in it would not count, or was not released."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from contracts.events.budget import WaiverApproved
from services.reporting.domain.facts import GrantFacts
from shared.periods import Period


@dataclass(frozen=True)
class WaiverFact:
    """An approved waiver; `ended_on` is the day it was revoked or noted as lapsed, if it was."""

    approved: WaiverApproved
    ended_on: date | None = None


@dataclass(frozen=True)
class ReliedWaiver:
    """A waiver with the words for what it is about: `Ausgabe Nr. 3`."""

    fact: WaiverFact
    place: str


def waivers_relied_on(
    facts: GrantFacts, waivers: Iterable[WaiverFact], as_of: date, about: Collection[str]
) -> list[ReliedWaiver]:
    """Those behind rows that count, calls that were released, the plan and measures, by number;
    of these only what the report prints, `about` (how their subjects begin: `expenditure` …).

    An ended one counts only where its effect stays: at a called row and a released call.
    """
    places = _places(facts, as_of)
    lasting = _lasting(facts)
    found = [
        ReliedWaiver(one, places[one.approved.object])
        for one in waivers
        if one.approved.object in places
        and one.approved.object.partition("/")[0] in about
        and (one.ended_on is None or one.approved.object in lasting)
    ]
    return sorted(found, key=lambda one: one.fact.approved.number)


def _places(facts: GrantFacts, as_of: date) -> dict[str, str]:
    """What the report counts, by the subject of its events."""
    found = {
        f"expenditure/{row.expenditure_id}": f"Ausgabe Nr. {row.number}"
        for row in facts.rows
        if row.is_claimable and row.effective_on is not None and row.effective_on <= as_of
    }
    found |= {
        f"drawdown/{call.drawdown_id}": f"Mittelabruf {call.number}"
        for call in facts.calls
        if call.released_on is not None
        and (call.released_on <= as_of or Period.parse(call.period).last_day == as_of)
    }
    plan = facts.binding_plan(as_of)
    if plan is not None:
        subject = f"plan/{facts.grant.grant_id}.{plan.version}"
        found[subject] = f"Planfassung {plan.version}"
    for one in facts.measures:
        found[f"measure/{one.measure.measure_id}"] = f"Maßnahme {one.measure.measure_id}"
    return found


def _lasting(facts: GrantFacts) -> frozenset[str]:
    rows = [f"expenditure/{row.expenditure_id}" for row in facts.rows if row.status == "called"]
    calls = [f"drawdown/{call.drawdown_id}" for call in facts.calls if call.released_on]
    return frozenset([*rows, *calls])
