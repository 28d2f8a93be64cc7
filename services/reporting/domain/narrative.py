"""Texts of reports: who may release which version, and what may be written (VN-05, MUN-03)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.reporting.domain.figure_address import FigureAddress
from services.reporting.domain.narrative_sections import SECTIONS
from shared.errors import Violation

LONGEST: Final = 20_000
"""Characters of one text: about eight pages."""


@dataclass(frozen=True)
class Version:
    """A version as rules look at it; `released_by` None while it is a proposal."""

    number: int
    text: str
    proposed_by: str
    released_by: str | None = None


def subject_violations(subject: str) -> list[Violation]:
    """Why there can be no text about this; whether a figure is there is known elsewhere."""
    if subject in SECTIONS or FigureAddress.read(subject) is not None:
        return []
    message = f"Einen Abschnitt „{subject[:40]}“ hat kein Bericht."
    return [Violation("narrative_subject_unknown", "VN-05", message, field="subject")]


def text_violations(text: str, before: Version | None) -> list[Violation]:
    """Every reason against this text as the next version."""
    found = []
    if not text.strip():
        message = "Es fehlt der Text. Bitte den Abschnitt ausfüllen."
        found.append(Violation("narrative_empty", "VN-05", message, field="text"))
    if len(text) > LONGEST:
        message = f"Der Text hat {len(text)} Zeichen, höchstens {LONGEST} sind möglich."
        found.append(Violation("narrative_too_long", "VN-05", message, field="text"))
    if before is not None and text == before.text:
        message = (
            f"Der Text ist derselbe wie in Fassung {before.number}. Eine neue Fassung braucht es "
            "nur, wenn sich etwas ändert."
        )
        found.append(Violation("narrative_unchanged", "VN-05", message, field="text"))
    return found


def open_violations(newest: Version, number: int) -> list[Violation]:
    """Why this version can no longer be released (409)."""
    if number != newest.number:
        message = (
            f"Fassung {newest.number} liegt vor; freigegeben wird nur die neueste Fassung. "
            "Bitte neu laden und den Unterschied lesen."
        )
        return [Violation("narrative_superseded", "MUN-03", message)]
    if newest.released_by is not None:
        message = (
            f"Fassung {number} ist schon freigegeben. Freigegebenes ändert sich nie: "
            "Für Änderungen bitte eine neue Fassung vorschlagen."
        )
        return [Violation("narrative_released", "MUN-03", message)]
    return []


def release_violations(version: Version, by: str) -> list[Violation]:
    """Every reason why `by` may not release this version (422)."""
    if by != version.proposed_by:
        return []
    message = (
        "Wer einen Text vorgeschlagen hat, gibt ihn nicht selbst frei. "
        "Bitte eine zweite Person um die Freigabe bitten."
    )
    return [Violation("four_eyes_author", "MUN-03", message)]
