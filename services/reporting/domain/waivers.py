"""Waivers a report relies on: without them something in it would not count, or was not released."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from contracts.events.budget import WaiverApproved
from services.reporting.domain.facts import GrantFacts
from shared.periods import Period


@dataclass(frozen=True)
class WaiverFact:
    """An approved waiver and who approved it (pseudonymous id); `ended_on` is the day it was
    revoked or noted as lapsed, if it was."""

    approved: WaiverApproved
    approved_by: str
    ended_on: date | None = None


@dataclass(frozen=True)
class ReliedWaiver:
    """A waiver with the words for what it is about: `Ausgabe Nr. 3`."""

    fact: WaiverFact
    place: str


@dataclass(frozen=True)
class NamedFiles:
    """Procurement files: their running numbers by id, and the id of the file each row names;
    `shows_all`: the report prints every file, whether or not a row names it."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    of_rows: Mapping[str, str] = field(default_factory=dict)
    shows_all: bool = False

    def subjects(self, rows: Iterable[str]) -> dict[str, str]:
        """The files these rows name, by the subject of their events, with the words for them."""
        named = {self.of_rows[one] for one in rows if one in self.of_rows}
        return {
            f"procurement/{one}": f"Vergabeakte {number}"
            for one, number in self.numbers.items()
            if one in named
        }

    @property
    def shown(self) -> dict[str, str]:
        """All of them where the report prints all."""
        numbers = self.numbers if self.shows_all else {}
        return {f"procurement/{one}": f"Vergabeakte {number}" for one, number in numbers.items()}


def waivers_relied_on(
    facts: GrantFacts,
    waivers: Iterable[WaiverFact],
    as_of: date,
    about: Collection[str],
    files: NamedFiles,
) -> list[ReliedWaiver]:
    """Those behind rows that count, calls that were released, procurement files such rows
    name, the plan and measures, by number; of these only what the report prints, `about` (how
    their subjects begin: `expenditure` …).

    An ended one counts only where its effect stays: at a called row and the file it names, a
    released call, the plan in force and a measure.
    """
    places = _places(facts, as_of, files)
    lasting = _lasting(facts, files)
    found = [
        ReliedWaiver(one, places[one.approved.object])
        for one in waivers
        if one.approved.object in places
        and one.approved.object.partition("/")[0] in about
        and (one.ended_on is None or _stays(one.approved.object, lasting))
    ]
    return sorted(found, key=lambda one: one.fact.approved.number)


def _places(facts: GrantFacts, as_of: date, files: NamedFiles) -> dict[str, str]:
    """What the report counts, by the subject of its events."""
    counted = [
        row
        for row in facts.rows
        if row.is_claimable and row.effective_on is not None and row.effective_on <= as_of
    ]
    found = {f"expenditure/{row.expenditure_id}": f"Ausgabe Nr. {row.number}" for row in counted}
    found |= files.shown | files.subjects(row.expenditure_id for row in counted)
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


def _stays(subject: str, lasting: Collection[str]) -> bool:
    # A plan in force was released under it, a measure was opened under it: neither is undone.
    return subject in lasting or subject.startswith(("plan/", "measure/"))


def _lasting(facts: GrantFacts, files: NamedFiles) -> frozenset[str]:
    called = [row.expenditure_id for row in facts.rows if row.status == "called"]
    rows = [f"expenditure/{one}" for one in called]
    calls = [f"drawdown/{call.drawdown_id}" for call in facts.calls if call.released_on]
    return frozenset([*rows, *calls, *files.subjects(called)])
