"""What use cases need besides their session: made once at the start, handed in by the caller."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from contracts.receipt_files import ReceiptFile, ReceiptFiles
from services.reporting.documents import Logo
from shared.database import Sessions
from shared.keyring import Keyring
from shared.mail_settings import NO_MAIL, MailSettings
from shared.occasion import Occasion
from shared.seal_settings import NO_SEAL, SealSettings
from shared.transport import Transport

FACTS_CONSUMER = "reporting-facts"
"""The consumer whose position says how far reporting knows the stream."""

PACKAGE_VERSION: Final = "0.1.0"
"""A test holds it to the version of the package."""

DRAWING: Final = 18
"""Raised with every change after which the same facts give other bytes (decision 0028); a test
holds it to what was drawn from a told story, `contracts/generator.json`."""

GENERATOR_VERSION: Final = f"{PACKAGE_VERSION}+{DRAWING}"
"""Version of what makes reports, printed in each and kept with it: one version, one form of the
bytes."""

GENERATOR = f"Fördernachweis {GENERATOR_VERSION}"


class Log(Protocol):
    """The published audit log; both raise Unavailable."""

    @property
    def tile(self) -> Callable[[int, int, int], bytes]:
        """level, number, width → the hashes of that tile."""

    def key(self) -> str:
        """The log's public key as a note verifier key."""


class Asker(NamedTuple):
    """The log-in of whoever asks, handed on to budget, which decides anew: the header of a bearer
    token, or the cookie of a session."""

    authorization: str = ""
    cookie: str = ""


class Receipts(Protocol):
    """The files of receipts as budget keeps them; both raise NotFound, Forbidden, Unavailable."""

    def listed(self, grant_id: str, *, by: Occasion) -> ReceiptFiles:
        """Every file of a grant."""

    def content(self, one: ReceiptFile) -> Iterator[bytes]:
        """The bytes of one, piece by piece."""


@dataclass(frozen=True)
class Means:
    """Drafting reads in one transaction and stores in another, so it opens its own.

    `wait_s` is how long a draft waits for a checkpoint that covers what was published before it.
    `log`: the host says where the log is read; without one, reports carry no proof.
    `receipts`: for somebody's log-in, where the files of receipts are read; without one they are in
    no package.
    `accessibility_contact`: whom to tell about barriers, empty where nobody set it.
    """

    sessions: Sessions
    transport: Transport
    keyring: Keyring
    city: str
    log: Log | None = None
    receipts: Callable[[Asker], Receipts] | None = None
    accessibility_contact: str = ""
    logo: Logo | None = None
    seal: SealSettings = NO_SEAL
    mail: MailSettings = NO_MAIL
    wait_s: float = 5.0
