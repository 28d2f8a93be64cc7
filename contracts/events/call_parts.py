"""Parts of a call: what it asks for ahead, and how earlier parts were used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CallNeed:
    """A payment falling due soon that a call asks for ahead: its eligible cost."""

    purpose: str
    due_on: date
    amount_cents: int


@dataclass(frozen=True)
class CallUse:
    """How far a part received earlier was used, by the draft's day and within its window."""

    received_on: date
    amount_cents: int
    use_until: date
    used_cents: int
    used_in_time_cents: int
