"""Löschung: only what no rule keeps any longer, never under a hold, by two persons (RET-06)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.budget.domain.retention import Keeping
from shared.errors import Violation


@dataclass(frozen=True)
class Deletable:
    """One file to be deleted: what it is, where it stands, and the period that ended."""

    sha256: str
    kind: str
    object: str
    kept_until: date
    rule: str


def check_deletion(
    files: Sequence[Deletable], still_kept: Sequence[Keeping], holds: int, reason: str
) -> list[Violation]:
    """Every reason against a deletion; `still_kept` are periods of its files that have not ended,
    `holds` counts the holds that stand."""
    return list(_violations(files, still_kept, holds, reason))


def _violations(
    files: Sequence[Deletable], still_kept: Sequence[Keeping], holds: int, reason: str
) -> Iterator[Violation]:
    if not reason.strip():
        yield Violation("reason_missing", "RET-06", "Bitte einen Grund angeben.", field="reason")
    if holds:
        message = (
            "Es gilt eine Löschsperre: solange ein Verfahren offen ist, wird nichts gelöscht. "
            "Bitte die Sperre erst von einer zweiten Person aufheben lassen."
        )
        yield Violation("legal_hold", "RET-06", message)
    if not files:
        message = "Keine Unterlage ist zur Löschung frei: alle Fristen laufen noch."
        yield Violation("nothing_to_delete", "RET-05", message)
    if still_kept:
        message = (
            f"{len(still_kept)} Unterlagen müssen noch bleiben: {still_kept[0].text}. Bitte den "
            "Vorschlag zurücknehmen und neu erstellen."
        )
        yield Violation("retention_running", "RET-05", message)
