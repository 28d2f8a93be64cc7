"""What can be asked of the trail."""

from dataclasses import dataclass, fields

OUTCOMES = ("ok", "refused", "denied", "failed")


@dataclass(frozen=True)
class TrailFilter:
    """Which entries are wanted; empty fields do not narrow.

    `since` and `until` are instants as in events (inclusive), `from_sequence` the first sequence.
    `q` holds beginnings of words. `grants` are the grants the reader may see (None: everything,
    also what belongs to no grant).
    """

    grant_id: str | None = None
    type: str | None = None
    actor: str | None = None
    subject: str | None = None
    outcome: str | None = None
    since: str | None = None
    until: str | None = None
    q: str | None = None
    from_sequence: int = 0
    grants: frozenset[str] | None = None
    any_grant: bool = False

    def as_text(self) -> dict[str, str]:
        """The filters that narrow, as the event about this query names them."""
        named = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            name: str(value)[:200]
            for name, value in named.items()
            if value and name not in ("grants", "any_grant")
        }


@dataclass(frozen=True)
class TrailEntry:
    """One entry as it is shown; the derived fields are None where the bytes cannot be read."""

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
