"""Two natural persons stand behind every release (MUN-02, MUN-03, semantics 6)."""

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


def check_release(origin: Origin, releases: Sequence[str], by: str) -> list[Violation]:
    """May `by` release now? `releases` are the persons who did so before (E37)."""
    raise NotImplementedError


def state_after(origin: Origin, releases: Sequence[str]) -> ReleaseState:
    """State once `releases` have been given: a service account's draft needs two of them."""
    raise NotImplementedError
