"""What audit hears and does by itself: entries, access rights, checkpoints, the search index."""

from datetime import timedelta

from contracts.topics import EVENTS
from services.audit.domain.note import Signer
from services.audit.usecases.checkpoint import is_due, make_checkpoint
from services.audit.usecases.indexing import has_full_segment, index_behind
from shared.clock import Clock
from shared.database import Sessions
from shared.pump import SELDOM_S
from shared.transport import Transport

CHECKPOINT_EVERY = 1000
"""Entries after which a checkpoint is made even while the log is still catching up."""

CHECKPOINT_INTERVAL = timedelta(seconds=1)
"""Least time between two checkpoints of a log that has caught up."""


class CheckpointMaker:
    """Signs the head of the log when it is due."""

    name = "audit-checkpoints"

    def __init__(
        self,
        sessions: Sessions,
        transport: Transport,
        signer: Signer,
        clock: Clock,
        *,
        every: int = CHECKPOINT_EVERY,
        interval: timedelta = CHECKPOINT_INTERVAL,
    ) -> None:
        self._sessions, self._transport, self._signer = sessions, transport, signer
        self._clock, self._every, self._interval = clock, every, interval

    def run_once(self) -> int:
        """1 if a checkpoint was made."""
        if not self._is_due(end_offset=0):
            return 0  # nothing has grown, or too soon: the broker need not be asked
        if not self._is_due(end_offset=self._transport.end_offset(EVENTS)):
            return 0
        with self._sessions.write() as session:
            return int(make_checkpoint(session, self._signer, self._clock.now()) is not None)

    def _is_due(self, end_offset: int) -> bool:
        with self._sessions.read() as session:
            return is_due(
                session,
                self._clock.now(),
                end_offset=end_offset,
                every=self._every,
                interval=self._interval,
            )


class Indexer:
    """Fills the search index, one segment a transaction."""

    name = "audit-index"
    idle_s = SELDOM_S

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def run_once(self) -> int:
        """How many entries were indexed."""
        with self._sessions.read() as session:
            if not has_full_segment(session):
                return 0
        with self._sessions.write() as session:
            return index_behind(session)
