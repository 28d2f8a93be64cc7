"""Who does something, when, and where new ids come from: arguments, never ambient state."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


def random_id() -> str:
    """A random UUID (RFC 9562 version 4) as text."""
    return str(uuid.uuid4())


@dataclass(frozen=True)
class Occasion:
    """One act: the pseudonymous `actor`, the instant `now` (UTC, aware), the source of ids.

    `about` is the thing an address names, as the subject of events, and its grant: what a refusal
    is filed under that knows of none itself; empty on a terminal.
    """

    actor: str
    now: datetime
    new_id: Callable[[], str] = random_id
    about: tuple[str, str | None] = ("", None)
