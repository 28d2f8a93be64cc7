"""The log as published: key and hash tiles, for whoever reads it within the same process."""

from sqlalchemy.exc import DBAPIError

from services.audit.domain.merkle import TILE_WIDTH
from services.audit.store import checkpoint as checkpoints
from services.audit.store import log
from shared.database import Sessions
from shared.errors import Unavailable


class PublishedLog:
    """What `/audit/log` answers, without the way over HTTP."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def key(self) -> str:
        """The public key as a note verifier key. Raises Unavailable before the first start."""
        try:
            with self._sessions.read() as session:
                found = checkpoints.identity(session)
        except DBAPIError as error:
            raise _not_there() from error
        if found is None:
            raise _not_there()
        return found.verifier_key

    def tile(self, level: int, number: int, width: int) -> bytes:
        """The hashes of a tile, fewer than `width` if the log has no more. Raises Unavailable."""
        try:
            with self._sessions.read() as session:
                stored = log.StoredHashes(session)
                return b"".join(stored.read(level, number * TILE_WIDTH, width))
        except DBAPIError as error:
            raise _not_there() from error


def _not_there() -> Unavailable:
    return Unavailable("Das Prüfprotokoll ist gerade nicht lesbar.", code="log_unavailable")
