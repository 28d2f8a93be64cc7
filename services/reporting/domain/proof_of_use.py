"""Figures of the proof of use (R06, R07): both halves, the checklist of attachments (VN-04) and who
signed the statement (VN-13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from contracts.events.findings import DecidingValue
from contracts.events.snapshots import DrawdownSnapshot
from services.reporting.domain.facts import GrantFacts
from services.reporting.domain.factual_report import FactualReport

ENCLOSED: Final = {"factual_report": 1, "numerical_proof": 2, "voucher_list": 3}
"""Attachments that are annexes of the proof itself, with the number of the annex."""
REGISTERS: Final = {"inventory": 4, "software_register": 5}
"""The same of phase B only, whose proof carries what was bought and published."""
NEEDED_SIGNATURES: Final = 2


@dataclass(frozen=True)
class Signed:
    """Who signed, on which day, and the German name of the role in which they did; empty where the
    event is of an earlier version."""

    actor: str
    on: date
    office: str = ""


@dataclass(frozen=True)
class Gathered:
    """What is filed elsewhere: kind to where it is; the signatures."""

    filed: Mapping[str, str] = field(default_factory=dict)
    signed: tuple[Signed, ...] = ()


@dataclass(frozen=True)
class Attachment:
    """One line of the checklist: annex number, or where it is filed; neither is missing."""

    kind: str
    annex: int | None = None
    place: str = ""

    @property
    def is_there(self) -> bool:
        return self.annex is not None or bool(self.place)


@dataclass(frozen=True)
class ProofOfUse:
    """Everything the proof says; `final_call` None while no final call is released. `values` ask
    for the attachments."""

    phase: str
    factual: FactualReport
    attachments: tuple[Attachment, ...]
    final_call: DrawdownSnapshot | None
    signed: tuple[Signed, ...]
    values: tuple[DecidingValue, ...] = ()

    @property
    def missing(self) -> tuple[Attachment, ...]:
        return tuple(one for one in self.attachments if not one.is_there)


def proof_of_use(
    facts: GrantFacts, phase: str, factual: FactualReport, gathered: Gathered
) -> ProofOfUse:
    """The proof of a phase as of the last day of its report."""
    day = factual.statement.sums.as_of
    final = final_call(facts, day)
    enclosed = ENCLOSED | REGISTERS if phase == "B" else ENCLOSED
    terms = factual.statement.sums.terms
    return ProofOfUse(
        phase=phase,
        factual=factual,
        attachments=tuple(
            _attachment(kind, enclosed, gathered, final) for kind in terms.proof_attachments
        ),
        final_call=final,
        signed=gathered.signed,
        values=terms.proof_values,
    )


def final_call(facts: GrantFacts, day: date) -> DrawdownSnapshot | None:
    """The released final call of the grant, if it was released by the day (inclusive)."""
    found = [
        one
        for one in facts.calls
        if one.kind == "final"
        and one.status != "withdrawn"
        and one.released_on is not None
        and one.released_on <= day
    ]
    return found[-1] if found else None


def _attachment(
    kind: str, enclosed: Mapping[str, int], gathered: Gathered, final: DrawdownSnapshot | None
) -> Attachment:
    if kind in enclosed:
        return Attachment(kind, annex=enclosed[kind])
    if kind == "final_call" and final is not None:
        return Attachment(kind, place=f"Schlussabruf Nr. {final.number}")
    return Attachment(kind, place=gathered.filed.get(kind, ""))
