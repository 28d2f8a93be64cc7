"""What an entry's bytes say about themselves: every column beside the bytes is derived here.

Ingest derives to store, `verify` derives again to compare, so a column can never say more than
the bytes. What cannot be read is kept like everything else and says so.
"""

import re
from typing import NamedTuple

from contracts.envelope import UnreadableEnvelope, read_attributes

MAX_TEXT = 300
"""Longest text of a derived column; far above any id of ours, far below an index's limit."""

OK, CONFLICT, UNREADABLE = "ok", "conflict", "unreadable"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


class Derived(NamedTuple):
    """The columns derived from an entry's bytes; all None where the envelope is unreadable.

    `related` holds the other subjects, one a line, None where there are none.
    """

    event_id: str | None
    time: str | None
    type: str | None
    actor: str | None
    outcome: str | None
    subject: str | None
    grant_id: str | None
    related: str | None

    @property
    def readable(self) -> bool:
        """Whether the envelope could be read."""
        return self.event_id is not None


NOTHING = Derived(None, None, None, None, None, None, None, None)


def derive(body: bytes) -> Derived:
    """The columns in these bytes; `NOTHING` if they are no envelope a database could keep."""
    try:
        found = read_attributes(body)
    except UnreadableEnvelope:
        return NOTHING
    grant_id, related = found.get("grantid"), found["data"].get("related")
    texts = (
        found["id"], found["time"], found["type"], found["actor"], found["outcome"],
        found["subject"],
    )  # fmt: skip
    if not (found["id"] and _TIME.fullmatch(found["time"]) and _fits(*texts, grant_id or "")):
        return NOTHING
    if not related:
        return Derived(*texts, grant_id, None)
    joined = _joined(related)
    return Derived(*texts, grant_id, joined) if joined is not None else NOTHING


def subjects_in(related: str | None) -> list[str]:
    """The subjects in the column `related`."""
    return related.split("\n") if related else []


def _joined(related: object) -> str | None:
    """Subjects one a line; None if they are no list of subjects."""
    if not (isinstance(related, list) and all(isinstance(one, str) for one in related)):
        return None
    joined = "\n".join(related)
    lines = joined.count("\n") + 1 == len(related)
    return joined if lines and _fits(*related) else None


def _fits(*texts: str) -> bool:
    """Whether a database keeps these texts: short, and neither NUL nor half a surrogate pair."""
    joined = "".join(texts)
    if len(joined) > MAX_TEXT and max(map(len, texts)) > MAX_TEXT:
        return False
    if "\x00" in joined:
        return False
    return joined.isascii() or not any("\ud800" <= char <= "\udfff" for char in joined)
