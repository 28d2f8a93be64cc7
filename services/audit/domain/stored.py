"""What verification is fed with: rows, tiles and checkpoints as they are stored."""

from typing import NamedTuple, Protocol

from services.audit.domain.checkpoint import Checkpoint
from services.audit.domain.entry import Derived


class StoredEntry(NamedTuple):
    """One row of the log as it is stored; from `event_id` on derived, see `Derived`."""

    sequence: int
    body: bytes
    entry_hash: bytes
    stream_offset: int
    mark: str
    event_id: str | None
    time: str | None
    type: str | None
    actor: str | None
    outcome: str | None
    subject: str | None
    grant_id: str | None
    related: str | None

    @property
    def derived(self) -> Derived:
        """The derived columns as they are stored."""
        return Derived._make(self[FIRST_DERIVED:])


FIRST_DERIVED = StoredEntry._fields.index("event_id")


class StoredTile(NamedTuple):
    """One finished tile as it is stored: its 256 hashes and the hash over them."""

    hashes: bytes
    root: bytes


class Tiles(Protocol):
    """The stored tiles."""

    def tile(self, level: int, number: int) -> StoredTile | None:
        """A finished tile, or None if there is no such row."""
        ...

    def count(self, level: int) -> int:
        """One more than the highest tile number of a level; 0 if it has none."""
        ...


class SignedHead(NamedTuple):
    """A stored checkpoint: its row's size, and what its note says (None if it does not open)."""

    tree_size: int
    checkpoint: Checkpoint | None
