"""What opens a condition of a call, by the kind of evidence it asks for: which document, who has
it, who files it and where; an instruction, German."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

GATE: Final = "gate_missing"
"""The code of every open condition; which one, its field says."""

_FILED: Final = "von der Fördermittelsachbearbeitung unter „Nachweise“ ablegen lassen"

GATE_REMEDIES: Final[Mapping[str, str]] = {
    "council_decision": (
        "den Ratsbeschluss (oder die Übertragung auf den Ausschuss) beim Sitzungsdienst holen und "
        f"{_FILED}"
    ),
    "committee_decision": f"den Ausschussbeschluss beim Sitzungsdienst holen und {_FILED}",
    "ministry_approval": (
        f"die Freigabe der Strategie beim Ministerium einholen und das Schreiben {_FILED}"
    ),
    "phase_b_documents": (
        "die Unterlagen zum Übergang spätestens mit dem ersten Abruf bei der KfW einreichen und "
        f"{_FILED}"
    ),
    "rate_evidence": f"den Beleg der Haushaltslage bei der Kämmerei holen und {_FILED}",
    "proof_of_use_submitted": (
        f"den Verwendungsnachweis bei der KfW einreichen und die Eingangsbestätigung {_FILED}"
    ),
    "proof_of_use_accepted": (
        "das Ergebnis der KfW zum Verwendungsnachweis der Phase A abwarten und das Schreiben "
        f"{_FILED}"
    ),
}


def condition_of(code: str, entry: str | None) -> str | None:
    """The condition a reason is about, by its code and field; None for every other reason."""
    return entry if code == GATE and entry in GATE_REMEDIES else None
