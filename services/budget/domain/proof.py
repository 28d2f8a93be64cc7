"""The proof of use (Verwendungsnachweis): attachments, certificate, signed statement.

VN-04 what is handed in, VN-12 the local audit's certificate, VN-13 the statement.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from services.budget.domain.evidence import Phase
from services.budget.domain.rulepack import Rules
from shared.errors import Violation

ATTACHMENT_LABELS: Final = {
    "form": "Formular 600 000 4466",
    "factual_report": "Sachbericht",
    "numerical_proof": "Zahlenmäßiger Nachweis",
    "voucher_list": "Belegliste",
    "strategy": "Strategie",
    "council_decision": "Ratsbeschluss zur Strategie",
    "final_call": "Schlussabruf",
    "inventory": "Inventar",
    "software_register": "Softwareverzeichnis",
}
STATEMENT: Final = (
    "Die nachgewiesenen Ausgaben waren notwendig. Mit der Zuwendung wurde wirtschaftlich und "
    "sparsam umgegangen. Die Angaben stimmen mit den Büchern und den Belegen überein."
)
NEEDED_SIGNATURES: Final = 2


def wanted_attachments(phase: Phase, rules: Rules) -> tuple[str, ...]:
    """What belongs to the proof of this phase, in the order of the pack (VN-04)."""
    if phase is Phase.A:
        return rules.proof.proof_attachments_a
    return rules.proof.proof_attachments_b


def attachments_parameter(phase: Phase) -> str:
    """The list of the pack that asks for them."""
    return "proof_attachments_a" if phase is Phase.A else "proof_attachments_b"


def check_attachment(kind: str, reference: str, phase: Phase, rules: Rules) -> list[Violation]:
    """Every reason against filing this attachment."""
    found = []
    if kind not in wanted_attachments(phase, rules):
        message = "Diese Anlage gehört nicht zum Verwendungsnachweis dieser Zuwendung."
        found.append(Violation("attachment_unknown", "VN-04", message, field="kind"))
    if not reference.strip():
        message = "Es fehlt die Fundstelle der Anlage (Aktenzeichen, Bericht oder Datei)."
        found.append(Violation("reference_missing", "VN-04", message, field="reference"))
    return found


def check_signature(signed_by: Collection[str], by: str, *, is_person: bool) -> list[Violation]:
    """Every reason against signing the statement: two different persons sign (VN-13)."""
    found = []
    if by in signed_by:
        message = "Sie haben die Erklärung bereits unterzeichnet; die zweite Person fehlt noch."
        found.append(Violation("four_eyes_same_person", "VN-13", message))
    elif len(signed_by) >= NEEDED_SIGNATURES:
        message = "Die Erklärung trägt schon beide Unterschriften."
        found.append(Violation("statement_complete", "VN-13", message))
    if not is_person:
        message = "Ein Dienstkonto unterzeichnet nichts."
        found.append(Violation("four_eyes_no_person", "VN-13", message))
    return found


def missing_for_proof(
    phase: Phase,
    rules: Rules,
    *,
    filed: Collection[str],
    certified: bool,
    signatures: int,
) -> list[Violation]:
    """What still has to be there before the proof of use is handed in."""
    found = [
        Violation(
            "proof_attachment_missing",
            "VN-04",
            f"Es fehlt die Anlage „{ATTACHMENT_LABELS[kind]}“.",
            field=kind,
        )
        for kind in wanted_attachments(phase, rules)
        if kind not in filed
    ]
    if rules.proof.rpa_required and not certified:
        message = (
            "Es fehlt das Testat der örtlichen Rechnungsprüfung. Es geht der Abgabe voraus, "
            "solange das Regelpaket es verlangt."
        )
        found.append(Violation("rpa_certificate_missing", "VN-12", message))
    if signatures < NEEDED_SIGNATURES:
        message = (
            f"Die Erklärung zum Verwendungsnachweis trägt {signatures} von {NEEDED_SIGNATURES} "
            "Unterschriften."
        )
        found.append(Violation("proof_statement_unsigned", "VN-13", message))
    return found
