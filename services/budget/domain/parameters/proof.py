"""VN: when the proof of use is due, and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.budget.domain.parameters.specs import YES_NO, choice, parameter, texts, whole

AWARD: Final = "award"
PERIOD_END: Final = "period_end"
ATTACHMENTS: Final = (
    "form",
    "factual_report",
    "numerical_proof",
    "voucher_list",
    "strategy",
    "council_decision",
    "final_call",
    "inventory",
    "software_register",
)
"""What may be asked for beside the certificate and the statement, which have rules of their own."""


@dataclass(frozen=True)
class ProofParameters:
    """`proof_of_use_months_*`: months to the last day for the proof of use, by phase, counted from
    `proof_of_use_from`: the award (VN-01, VN-02) or the end of the period (VN-07).
    `proof_internal_months`: months after the funding period to the city's own target (VN-03).
    `interim_due_months_after_year_end`: for the interim proof, 0 is none (VN-10).
    `proof_attachments_*`: what is handed in with it, by phase (VN-04). `rpa_required`: the local
    audit certifies it first (VN-12).
    """

    proof_of_use_months_a: int = parameter(
        "Frist des Verwendungsnachweises der Phase A", whole(1, 240)
    )
    proof_of_use_months_b: int = parameter(
        "Frist des Verwendungsnachweises der Phase B", whole(1, 240)
    )
    proof_of_use_from: str = parameter(
        "Beginn der Frist des Verwendungsnachweises", choice(AWARD, PERIOD_END)
    )
    proof_internal_months: int = parameter(
        "Internes Ziel für den Verwendungsnachweis", whole(0, 60)
    )
    interim_due_months_after_year_end: int = parameter(
        "Frist des Zwischennachweises nach Jahresende", whole(0, 24)
    )
    proof_attachments_a: tuple[str, ...] = parameter(
        "Anlagen des Verwendungsnachweises der Phase A", texts(*ATTACHMENTS)
    )
    proof_attachments_b: tuple[str, ...] = parameter(
        "Anlagen des Verwendungsnachweises der Phase B", texts(*ATTACHMENTS)
    )
    rpa_required: bool = parameter("Testat der örtlichen Rechnungsprüfung nötig", YES_NO)

    @property
    def counts_from_period_end(self) -> bool:
        """VN-07: the months run from the last day of the funding period."""
        return self.proof_of_use_from == PERIOD_END
