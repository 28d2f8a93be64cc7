"""AUD: how large a sample is at least, and by when the cursory audit is done."""

from __future__ import annotations

from dataclasses import dataclass

from services.budget.domain.parameters.specs import BASIS_POINTS, parameter, whole


@dataclass(frozen=True)
class AuditParameters:
    """`audit_sample_share_bp`: share of the receipts that a sample has at least, below it a hint
    (AUD-02). `cursory_audit_months`: after the proof of use was handed in (AUD-01).
    """

    audit_sample_share_bp: int = parameter("Mindestanteil der Stichprobe", BASIS_POINTS)
    cursory_audit_months: int = parameter("Frist der kursorischen Prüfung", whole(1, 24))
