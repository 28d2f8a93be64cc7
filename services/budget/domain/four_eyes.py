"""Two natural persons stand behind every release (MUN-02, MUN-03, E37, semantics 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from shared.errors import Violation


class ReleaseState(StrEnum):
    """How many of the two persons have acted."""

    DRAFT = "draft"
    PARTLY_RELEASED = "partly_released"
    RELEASED = "released"


@dataclass(frozen=True)
class Origin:
    """Who created the thing to be released."""

    created_by: str
    by_service_account: bool = False


def check_release(
    origin: Origin, releases: Sequence[str], by: str, *, is_service_account: bool = False
) -> list[Violation]:
    """May `by` release now? `releases` are the persons who did so before (E37)."""
    found = []
    if by == origin.created_by:
        found.append(
            Violation(
                "four_eyes_creator",
                "MUN-03",
                "Wer etwas angelegt hat, gibt es nicht selbst frei. "
                "Bitte eine zweite Person um die Freigabe bitten.",
            )
        )
    if by in releases:
        found.append(
            Violation(
                "four_eyes_same_person",
                "MUN-03",
                "Diese Person hat bereits freigegeben. Die zweite Freigabe erteilt eine andere.",
            )
        )
    if is_service_account:
        found.append(
            Violation(
                "four_eyes_no_person",
                "MUN-03",
                "Ein Dienstkonto gibt nichts frei. Freigaben erteilen nur Personen.",
            )
        )
    return found


def needed_releases(origin: Origin) -> int:
    """One beside a human creator, two where the service account created it."""
    return 2 if origin.by_service_account else 1


def state_after(origin: Origin, releases: Sequence[str]) -> ReleaseState:
    """State once `releases` have been given: a service account's draft needs two of them."""
    given = len(set(releases))
    if given >= needed_releases(origin):
        return ReleaseState.RELEASED
    return ReleaseState.PARTLY_RELEASED if given else ReleaseState.DRAFT
