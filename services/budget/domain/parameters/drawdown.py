"""CALL: when and on which conditions money is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from services.budget.domain.parameters.specs import Spec, choice, parameter, texts

_GATES: Final = texts(
    "council_decision",
    "committee_decision",
    "ministry_approval",
    "phase_b_documents",
    "proof_of_use_accepted",
)


@dataclass(frozen=True)
class DrawdownParameters:
    """`call_interval_months`, `call_mode`: CALL-01. `*_gates`: evidence kinds a call needs."""

    call_interval_months: int = parameter(Spec("3, 6 oder 12", lambda value: value in (3, 6, 12)))
    call_mode: Literal["reimbursement", "advance"] = parameter(choice("reimbursement", "advance"))
    phase_b_gates: tuple[str, ...] = parameter(_GATES)
    phase_a_receipt_gates: tuple[str, ...] = parameter(_GATES)
