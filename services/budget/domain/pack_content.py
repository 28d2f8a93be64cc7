"""What a rule pack consists of: values with their validity and place, editions, transitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from services.budget.domain.parameters import Setting
from services.budget.domain.precedence import Level
from services.budget.domain.transition import Transition


@dataclass(frozen=True)
class Parameter:
    """One value of a pack with where it stands and how sure we are (H, M, L).

    `overridable` ones may be set by a grant's `rule_settings`; without validity it always applies.
    `own`: no source says it, the house laid it down; None only in a proposal that leaves it open.
    """

    key: str
    value: Setting
    rules: tuple[str, ...]
    citation: str
    confidence: Literal["H", "M", "L"]
    overridable: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    own: bool | None = False

    def applies_on(self, day: date) -> bool:
        """Validity is a closed interval of days."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True)
class Edition:
    """An edition of ancillary conditions; `has_pack` once its values are here as a rule pack."""

    id: str
    title: str
    citation: str
    has_pack: bool


@dataclass(frozen=True)
class Resting:
    """A rule of this law that is not active, and why (German)."""

    rule: str
    reason: str
    citation: str


@dataclass(frozen=True)
class RulePack:
    """One edition of one set of conditions; `selectable` ones may be named by a grant.

    `releases`: number and first day of each released change, oldest first. `inactive`: its rules
    that rest. `without_value`: its rules that hold and read no value, the same in every edition.
    """

    id: str
    version: str
    title: str
    source: str
    extends: tuple[str, ...]
    selectable: bool
    valid_from: date | None
    valid_to: date | None
    parameters: tuple[Parameter, ...]
    level: Level = Level.PROGRAMME
    transitions: tuple[Transition, ...] = ()
    editions: tuple[Edition, ...] = ()
    releases: tuple[tuple[int, date], ...] = ()
    inactive: tuple[Resting, ...] = ()
    without_value: tuple[str, ...] = ()

    def release_on(self, day: date) -> int:
        """Number of the newest change that counts on the day, 0 for the delivered edition."""
        return max((number for number, since in self.releases if since <= day), default=0)


RulePacks = Mapping[str, RulePack]


def digest_of(packs: RulePacks) -> str:
    """SHA-256 of all that the packs say, the same in every process: it tells a grant that was
    judged by the packs of an older program from one that was judged by these."""
    said = "\n".join(repr(packs[pack_id]) for pack_id in sorted(packs))
    return sha256(said.encode("utf-8")).hexdigest()
