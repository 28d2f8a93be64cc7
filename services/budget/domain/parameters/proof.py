"""VN: when the proof of use is due."""

from __future__ import annotations

from dataclasses import dataclass

from services.budget.domain.parameters.specs import parameter, whole


@dataclass(frozen=True)
class ProofParameters:
    """Months from the award to the last day for the proof of use, by phase (VN-01, VN-02)."""

    proof_of_use_months_a: int = parameter(whole(1, 240))
    proof_of_use_months_b: int = parameter(whole(1, 240))
