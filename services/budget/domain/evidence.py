"""Evidence and the gates it opens (PRG-06, PRG-07, CALL-03), early start permission (ELG-04)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import ClassVar, Final, Literal

from services.budget.domain.rulepack import Rules
from shared.errors import DecidingValue, Violation
from shared.periods import german_date

Stage = Literal["release", "receipt"]


class Phase(StrEnum):
    """A: strategy, B: implementation (PRG-05)."""

    A = "A"
    B = "B"


class EvidenceKind(StrEnum):
    """What a filed decision or letter proves."""

    COUNCIL_DECISION = "council_decision"
    DELEGATION_TO_COMMITTEE = "delegation_to_committee"
    COMMITTEE_DECISION = "committee_decision"
    MINISTRY_APPROVAL = "ministry_approval"
    PHASE_B_DOCUMENTS = "phase_b_documents"
    EARLY_START_PERMISSION = "early_start_permission"
    PROOF_OF_USE_SUBMITTED = "proof_of_use_submitted"
    PROOF_OF_USE_ACCEPTED = "proof_of_use_accepted"
    RATE_EVIDENCE = "rate_evidence"
    GWG_IDENTIFICATION = "gwg_identification"
    FINANCING_PLAN = "financing_plan"
    APPLICATION = "application"
    OTHER = "other"


EVIDENCE_WORDS: Final[Mapping[Enum, str]] = {
    EvidenceKind.COUNCIL_DECISION: "Ratsbeschluss",
    EvidenceKind.DELEGATION_TO_COMMITTEE: "Übertragung auf den Ausschuss",
    EvidenceKind.COMMITTEE_DECISION: "Ausschussbeschluss",
    EvidenceKind.MINISTRY_APPROVAL: "Freigabe durch das Ministerium",
    EvidenceKind.PHASE_B_DOCUMENTS: "Unterlagen zum Übergang in Phase B",
    EvidenceKind.EARLY_START_PERMISSION: "Zustimmung zum vorzeitigen Beginn",
    EvidenceKind.PROOF_OF_USE_SUBMITTED: "Verwendungsnachweis eingereicht",
    EvidenceKind.PROOF_OF_USE_ACCEPTED: "Verwendungsnachweis positiv geprüft",
    EvidenceKind.RATE_EVIDENCE: "Beleg der Haushaltslage (Fördersatz)",
    EvidenceKind.GWG_IDENTIFICATION: "Identifizierung nach dem Geldwäschegesetz",
    EvidenceKind.FINANCING_PLAN: "Kosten- und Finanzierungsplan des Antrags",
    EvidenceKind.APPLICATION: "Antrag",
    EvidenceKind.OTHER: "Sonstiger Nachweis",
}


GATE_RULES: Final = {
    EvidenceKind.COUNCIL_DECISION: "PRG-06",
    EvidenceKind.COMMITTEE_DECISION: "PRG-06",
    EvidenceKind.MINISTRY_APPROVAL: "PRG-06",
    EvidenceKind.PHASE_B_DOCUMENTS: "PRG-07",
    EvidenceKind.PROOF_OF_USE_SUBMITTED: "CALL-04",
    EvidenceKind.PROOF_OF_USE_ACCEPTED: "CALL-03",
}
GATE_LABELS: Final = {
    EvidenceKind.COUNCIL_DECISION: (
        "Ratsbeschluss zur Strategie (oder Übertragung auf den Ausschuss)"
    ),
    EvidenceKind.COMMITTEE_DECISION: "Ausschussbeschluss zur Strategie",
    EvidenceKind.MINISTRY_APPROVAL: "Freigabe der Strategie durch das Ministerium",
    EvidenceKind.PHASE_B_DOCUMENTS: "Unterlagen zum Übergang in Phase B",
    EvidenceKind.RATE_EVIDENCE: "Beleg der Haushaltslage zum Fördersatz",
    EvidenceKind.PROOF_OF_USE_SUBMITTED: "Eingereichter Verwendungsnachweis",
    EvidenceKind.PROOF_OF_USE_ACCEPTED: "Positive Prüfung des Verwendungsnachweises der Phase A",
}
# The council may have handed the decision to its committee (PRG-06, possible gap).
_STANDS_IN: Final = {EvidenceKind.COUNCIL_DECISION: EvidenceKind.DELEGATION_TO_COMMITTEE}


@dataclass(frozen=True)
class Evidence:
    """One filed decision; `measures` empty means the whole grant."""

    kind: EvidenceKind
    decided_on: date
    reference: str
    valid_from: date | None = None
    measures: tuple[str, ...] = ()

    @property
    def counts_from(self) -> date:
        """The day it takes effect: its own `valid_from`, else the day of the decision."""
        return self.valid_from or self.decided_on


@dataclass(frozen=True)
class Gate:
    """A condition (Abrufvoraussetzung). `stage` says what an open gate stops, `values` which list
    of the pack asks for it."""

    code: ClassVar[str] = "gate_missing"

    kind: str
    satisfied: bool
    rule: str
    message: str
    stage: Stage = "release"
    values: tuple[DecidingValue, ...] = ()

    @property
    def field(self) -> str:
        """The entry of the list that asks for it, as in the violation of an open gate."""
        return self.kind


def check_evidence(new: Evidence, *, measures: Sequence[str], today: date) -> list[Violation]:
    """Every reason against filing this evidence; `measures` are the ids known in the grant."""
    found = []
    if not new.reference.strip():
        message = "Es fehlt das Aktenzeichen oder die Fundstelle des Nachweises."
        found.append(Violation("reference_missing", "PRG-06", message, field="reference"))
    if new.decided_on > today:
        message = (
            f"Der Beschlusstag {german_date(new.decided_on)} liegt in der Zukunft. "
            "Nachweise werden erst abgelegt, wenn es sie gibt."
        )
        found.append(Violation("decided_in_future", "PRG-06", message, field="decided_on"))
    for measure_id in new.measures:
        if measure_id not in measures:
            message = f"Die Maßnahme „{measure_id}“ gibt es in dieser Zuwendung nicht."
            found.append(Violation("measure_unknown", "PRG-05", message, field="measures"))
    return found


def gates(phase: Phase, evidence: Sequence[Evidence], rules: Rules, on: date) -> tuple[Gate, ...]:
    """All conditions of a call of this phase, as of a day, in the order of the rule pack.

    Phase B stops the release of a call (PRG-06, PRG-07), phase A only the receipt (CALL-03).
    """
    wanted = (
        rules.drawdown.phase_b_gates if phase is Phase.B else rules.drawdown.phase_a_receipt_gates
    )
    stage: Stage = "release" if phase is Phase.B else "receipt"
    filed = {one.kind for one in evidence if one.counts_from <= on}
    return tuple(_gate(EvidenceKind(kind), filed, stage) for kind in wanted)


def final_gates(
    phase: Phase, evidence: Sequence[Evidence], rules: Rules, on: date
) -> tuple[Gate, ...]:
    """What the final call needs besides: the proof of use, in phase B whatever its size, else while
    a final instalment is held back (CALL-04)."""
    if phase is not Phase.B and not rules.drawdown.final_rate_bp:
        return ()
    filed = {one.kind for one in evidence if one.counts_from <= on}
    return (_gate(EvidenceKind.PROOF_OF_USE_SUBMITTED, filed, "release"),)


def _gate(kind: EvidenceKind, filed: set[EvidenceKind], stage: Stage) -> Gate:
    satisfied = kind in filed or _STANDS_IN.get(kind) in filed
    label = GATE_LABELS[kind]
    if satisfied:
        message = f"{label}: liegt vor."
    else:
        what = "der Abruf freigegeben" if stage == "release" else "ein Zahlungseingang gebucht"
        message = f"Es fehlt: {label}. Erst mit diesem Nachweis kann {what} werden."
    return Gate(kind.value, satisfied, GATE_RULES[kind], message, stage)


def gate_violations(gates: Sequence[Gate], stage: Stage) -> list[Violation]:
    """One `gate_missing` per open gate of this stage, naming the document (E36)."""
    return [
        Violation(gate.code, gate.rule, gate.message, field=gate.kind, values=gate.values)
        for gate in gates
        if gate.stage == stage and not gate.satisfied
    ]


def early_start(evidence: Sequence[Evidence], measure_id: str) -> date | None:
    """First day from which an early start of this measure is permitted, None if it is not.

    A permission that names no measures holds for all of them.
    """
    days = [
        one.counts_from
        for one in evidence
        if one.kind is EvidenceKind.EARLY_START_PERMISSION
        and (not one.measures or measure_id in one.measures)
    ]
    return min(days, default=None)
