"""CALL: when and on which conditions money is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from services.budget.domain.parameters.specs import (
    BASIS_POINTS,
    CENTS,
    Spec,
    choice,
    parameter,
    texts,
    whole,
)

_GATES: Final = texts(
    "council_decision",
    "committee_decision",
    "ministry_approval",
    "phase_b_documents",
    "proof_of_use_accepted",
)


@dataclass(frozen=True)
class DrawdownParameters:
    """`call_interval_months`, `call_mode`: CALL-01. `*_gates`: evidence kinds a call needs.

    `use_window_*`: how soon after the payout an advance must be used (CALL-05, CALL-06).
    `call_min_cents`, `call_round_to_cents`: least amount and step of an interim call, 0 is off
    (CALL-09). `final_rate_bp`: held back until the proof of use, 0 is off (CALL-04).
    `call_signatories`: how many people entitled to sign a release needs (CALL-10).
    """

    call_interval_months: int = parameter(
        "Abrufzeitraum", Spec("3, 6 oder 12", lambda value: value in (3, 6, 12))
    )
    call_mode: Literal["reimbursement", "advance"] = parameter(
        "Art des Abrufs", choice("reimbursement", "advance")
    )
    phase_b_gates: tuple[str, ...] = parameter("Voraussetzungen des Abrufs in Phase B", _GATES)
    phase_a_receipt_gates: tuple[str, ...] = parameter(
        "Voraussetzungen der Auszahlung in Phase A", _GATES
    )
    use_window_length: int = parameter("Länge der Verwendungsfrist", whole(1, 60))
    use_window_unit: Literal["months", "weeks"] = parameter(
        "Einheit der Verwendungsfrist", choice("months", "weeks")
    )
    call_min_cents: int = parameter("Mindestbetrag eines Abrufs", CENTS)
    call_round_to_cents: int = parameter("Rundung eines Abrufs auf", CENTS)
    final_rate_bp: int = parameter("Einbehalt bis zum Verwendungsnachweis", BASIS_POINTS)
    call_signatories: int = parameter("Unterschriften für einen Abruf", whole(0, 10))
