"""A message on the checkpoint topic: the signed state of the audit log and how far it reached."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckpointMessage:
    """`note` is the signed C2SP checkpoint as text; `next_offset` the first offset of the event
    topic that the tree of `tree_size` leaves does not cover; `at` RFC 3339 UTC; `last_time` the
    event time of the last leaf below it (None for the empty tree); `root` hex."""

    tree_size: int
    root: str
    next_offset: int
    note: str
    at: str
    last_time: str | None
