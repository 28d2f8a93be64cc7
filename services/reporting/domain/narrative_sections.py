"""The sections of the factual report as data: what a person writes, and which report wants which.

A text belongs to a grant and a period, not to a report: written once, it stands in every report of
that period that wants it (VN-05).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Section:
    """One section: key, German heading, and the question it answers."""

    key: str
    title: str
    question: str


SECTIONS: Final[dict[str, Section]] = {
    one.key: one
    for one in (
        Section(
            "goal_and_result",
            "Ziel und Ergebnis",
            "Was sollte mit der Zuwendung erreicht werden, und was ist erreicht?",
        ),
        Section(
            "measures",
            "Durchgeführte und nicht durchgeführte Maßnahmen",
            "Was wurde getan, was nicht, und warum nicht?",
        ),
        Section(
            "deviations",
            "Abweichungen",
            "Wo weicht der Verlauf vom Antrag, vom Zeitplan oder vom Finanzierungsplan ab?",
        ),
        Section(
            "benefits",
            "Nutzen und Indikatoren",
            "Wem nützt das Ergebnis, und woran ist das gemessen (Ausgangswert, Ziel, Ist)?",
        ),
        Section(
            "transfer",
            "Übertragung und Open Source",
            "Was können andere Kommunen übernehmen, und wo ist es veröffentlicht?",
        ),
        Section(
            "participation",
            "Beteiligung",
            "Wie waren Bürgerinnen und Bürger beteiligt, und was hat es bewirkt?",
        ),
        Section(
            "operation_outlook",
            "Ausblick auf den Betrieb",
            "Wer betreibt das Ergebnis nach der Förderung, und womit wird das bezahlt?",
        ),
        Section(
            "lessons",
            "Erfahrungen",
            "Was würden Sie wieder so machen, was nicht, und was sollten andere wissen?",
        ),
        Section(
            "main_items",
            "Erläuterung der wichtigsten Positionen",
            "Wofür stehen die größten Beträge des zahlenmäßigen Nachweises?",
        ),
    )
}
WHOLE: Final = tuple(SECTIONS)
"""What the factual report and the proofs of use want."""
SHORT: Final = ("goal_and_result", "measures", "deviations", "main_items")
"""What the interim proof wants (VN-10)."""
