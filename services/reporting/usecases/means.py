"""What use cases need besides their session: made once at the start, handed in by the caller."""

from __future__ import annotations

from dataclasses import dataclass

from shared.database import Sessions
from shared.keyring import Keyring
from shared.transport import Transport

FACTS_CONSUMER = "reporting-facts"
"""The consumer whose position says how far reporting knows the stream."""

GENERATOR_VERSION = "0.1.0"
"""Version of what makes reports; a test holds it to the version of the package."""

GENERATOR = f"Fördernachweis {GENERATOR_VERSION}"


@dataclass(frozen=True)
class Means:
    """Drafting reads in one transaction and stores in another, so it opens its own.

    `wait_s` is how long a draft waits for a checkpoint that covers what was published before it.
    """

    sessions: Sessions
    transport: Transport
    keyring: Keyring
    city: str
    wait_s: float = 5.0
