"""What budget tells of the files of a grant's receipts, for whoever packs them for an auditor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ReceiptFile:
    """One file of an expenditure.

    `name` is made of the running number, the kind and the beginning of the hash, never of what
    somebody called the file. `size` in bytes. `kept_until` is the last day of its retention period
    (RET-05), None where that has not begun. `left_out` says why it may not leave in a package:
    `personnel` (it may tell what one person earns, PERS-06), `erased` (RET-06); empty where it may.
    """

    expenditure_id: str
    kind: str
    sha256: str
    name: str
    size: int
    kept_until: date | None
    left_out: str = ""


@dataclass(frozen=True)
class ReceiptFiles:
    """The files of a grant, by running number of their rows, oldest first."""

    items: tuple[ReceiptFile, ...]
