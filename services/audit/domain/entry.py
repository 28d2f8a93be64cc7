"""What an entry's bytes say about themselves: every column beside the bytes is derived here.

Ingest derives to store, `verify` derives again to compare, so a column can never say more than
the bytes. What cannot be read is kept like everything else and says so.
"""

import json
import re
from typing import NamedTuple

from contracts.envelope import UnreadableEnvelope, decode

MAX_TEXT = 300
"""Longest text of a derived column; far above any id of ours, far below an index's limit."""

OK, CONFLICT, UNREADABLE = "ok", "conflict", "unreadable"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


class Derived(NamedTuple):
    """The columns derived from an entry's bytes; all None where the envelope is unreadable.

    `related` is the JSON list of other subjects, None where there are none.
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
        envelope = decode(body)
    except UnreadableEnvelope:
        return NOTHING
    related = envelope.data.get("related")
    texts = (
        envelope.id, envelope.time, envelope.type, envelope.actor, envelope.outcome,
        envelope.subject, envelope.grant_id,
    )  # fmt: skip
    if not (_storable("".join([text or "" for text in texts])) and _TIME.fullmatch(envelope.time)):
        return NOTHING
    if max(map(len, filter(None, texts))) > MAX_TEXT or not envelope.id:
        return NOTHING
    if not related:
        return Derived(*texts, None)
    return Derived(*texts, json.dumps(related)) if _are_subjects(related) else NOTHING


def _are_subjects(related: object) -> bool:
    return isinstance(related, list) and all(
        isinstance(one, str) and len(one) <= MAX_TEXT and _storable(one) for one in related
    )


def _storable(text: str) -> bool:
    """PostgreSQL keeps neither NUL nor half a surrogate pair in a text column."""
    if text.isascii():
        return "\x00" not in text
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)
