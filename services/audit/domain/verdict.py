"""What verification can find, and its result."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What is wrong with the first bad record; the label is what the screen shows."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    SWAPPED = "swapped"
    TRUNCATED = "truncated"
    CONFLICT = "conflict"
    ROLLED_BACK = "rolled_back"

    @property
    def label(self) -> str:
        """The German word on screen and terminal."""
        return _LABELS[self]


_LABELS = {
    FaultKind.CHANGED: "verändert",
    FaultKind.MISSING: "fehlt",
    FaultKind.INSERTED: "eingefügt",
    FaultKind.SWAPPED: "vertauscht",
    FaultKind.TRUNCATED: "am Ende abgeschnitten",
    FaultKind.CONFLICT: "Kennung doppelt mit anderem Inhalt",
    FaultKind.ROLLED_BACK: "auf einen älteren Stand zurückgesetzt",
}


@dataclass(frozen=True)
class Fault:
    """The record that is wrong, how, and where it shows.

    `part` is `entry`, `column NAME`, `tile LEVEL/NUMBER` or `checkpoint SIZE`.
    """

    sequence: int
    kind: FaultKind
    part: str = "entry"


@dataclass(frozen=True)
class Verdict:
    """The result of one verification: how many entries were read, their root, what was found.

    `faults` holds at most one fault of each nature: the first conflict, the first trace of
    tampering, the verdict on a rollback. Empty means everything is as it was written.
    """

    checked: int
    root: bytes
    faults: tuple[Fault, ...] = ()
    unreadable: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.faults

    @property
    def first_bad(self) -> Fault | None:
        """The fault with the lowest sequence."""
        return min(self.faults, key=lambda fault: fault.sequence, default=None)
