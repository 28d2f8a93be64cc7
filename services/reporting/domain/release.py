"""Two natural persons stand behind every report (MUN-02, MUN-03, semantics 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shared.errors import Violation

State = Literal["draft", "partly_released", "released", "superseded"]


@dataclass(frozen=True)
class Standing:
    """Who did what to a report so far; `needs_two`: two persons release it, because the service
    account made the draft or because it is a proof of use."""

    status: str
    created_by: str
    needs_two: bool
    first_released_by: str | None
    newer_version: int | None = None


def state_violations(report: Standing) -> list[Violation]:
    """Why its state no longer allows a release (409)."""
    if report.newer_version is not None:
        message = (
            f"Fassung {report.newer_version} ist schon freigegeben und ersetzt diesen Entwurf."
        )
        return [Violation("newer_version_released", "MUN-03", message)]
    if report.status not in ("draft", "partly_released"):
        return [
            Violation(
                "report_not_open",
                "MUN-03",
                "Dieser Bericht ist schon freigegeben oder ersetzt. Freigegebenes ändert sich nie.",
            )
        ]
    return []


def release_violations(report: Standing, by: str, *, is_person: bool = True) -> list[Violation]:
    """Every reason why `by` may not release now (422)."""
    found = []
    if by == report.created_by:
        found.append(
            Violation(
                "four_eyes_creator",
                "MUN-03",
                "Wer einen Bericht entworfen hat, gibt ihn nicht selbst frei. "
                "Bitte eine zweite Person um die Freigabe bitten.",
            )
        )
    if by == report.first_released_by:
        found.append(
            Violation(
                "four_eyes_same_person",
                "MUN-03",
                "Diese Person hat bereits freigegeben. Die zweite Freigabe erteilt eine andere.",
            )
        )
    if not is_person:
        found.append(
            Violation(
                "four_eyes_no_person",
                "MUN-03",
                "Ein Dienstkonto gibt nichts frei. Freigaben erteilen nur Personen.",
            )
        )
    return found


def state_after(report: Standing) -> State:
    """The state after one more release: two different persons where two are needed."""
    if report.needs_two and report.first_released_by is None:
        return "partly_released"
    return "released"
