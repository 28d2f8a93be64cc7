"""Naming what happened to a record that is not what was recorded at its place.

Two things are compared: what stands in the log now (the bytes, hashed again) and what was recorded
there (the stored hash tile; where none is finished yet, the hash column). Whether the recorded
entry is still somewhere further on tells an exchange from an insertion, and whether the entry now
standing there was recorded further on tells a deletion from an edit.
"""

from typing import Protocol

from services.audit.domain.verdict import Fault, FaultKind

_FURTHER_ON = 64
"""How many records a deleted run may hide; a longer one is still named, as `changed`."""


class Evidence(Protocol):
    """Looks that are only needed once something is wrong; they may be slow."""

    def observed(self, sequence: int) -> bytes | None:
        """Leaf hash of the bytes that stand at a sequence now."""
        ...

    def recorded(self, sequence: int) -> bytes | None:
        """Leaf hash that was recorded for a sequence, by the tile or else the column."""
        ...

    def locate(self, leaf: bytes, after: int) -> int | None:
        """The first sequence after `after` whose bytes now have this leaf hash."""
        ...


def classify(sequence: int, evidence: Evidence, *, entries_lack: bool) -> Fault:
    """The kind of fault at a sequence known to be the first bad one.

    `entries_lack`: there are fewer entries than the newest checkpoint signed.
    """
    now, then = evidence.observed(sequence), evidence.recorded(sequence)
    if now is None:
        return Fault(sequence, FaultKind.MISSING)
    if then is not None and now != then:
        place = evidence.locate(then, sequence)
        if place is not None:
            exchanged = evidence.recorded(place) == now
            return Fault(sequence, FaultKind.SWAPPED if exchanged else FaultKind.INSERTED)
        ahead = range(sequence + 1, sequence + _FURTHER_ON)
        if any(evidence.recorded(further) == now for further in ahead):
            return Fault(sequence, FaultKind.MISSING)
    return Fault(sequence, FaultKind.MISSING if entries_lack else FaultKind.CHANGED)
