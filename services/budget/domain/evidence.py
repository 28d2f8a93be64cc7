"""Evidence and the gates it opens (PRG-06, PRG-07, CALL-03), early start permission (ELG-04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from services.budget.domain.rulepack import Rules
from shared.errors import Violation


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
    PROOF_OF_USE_ACCEPTED = "proof_of_use_accepted"
    OTHER = "other"


@dataclass(frozen=True)
class Evidence:
    """One filed decision; `measures` empty means the whole grant."""

    kind: EvidenceKind
    decided_on: date
    reference: str
    valid_from: date | None = None
    measures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gate:
    """A condition (Abrufvoraussetzung). `stage` says what an open gate stops."""

    kind: str
    satisfied: bool
    rule: str
    message: str
    stage: Literal["release", "receipt"] = "release"


def check_evidence(new: Evidence, *, measures: Sequence[str], today: date) -> list[Violation]:
    """Every reason against filing this evidence."""
    raise NotImplementedError


def gates(phase: Phase, evidence: Sequence[Evidence], rules: Rules, on: date) -> tuple[Gate, ...]:
    """All conditions of a call of this phase, as of a day."""
    raise NotImplementedError


def gate_violations(gates: Sequence[Gate], stage: Literal["release", "receipt"]) -> list[Violation]:
    """One `gate_missing` per open gate of this stage, naming the document (E36)."""
    raise NotImplementedError


def early_start(evidence: Sequence[Evidence], measure_id: str) -> date | None:
    """First day from which an early start of this measure is permitted, None if it is not."""
    raise NotImplementedError
