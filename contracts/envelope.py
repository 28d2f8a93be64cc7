"""CloudEvents 1.0 envelope (structured mode) and the one canonical byte form, RFC 8785.

The bytes made here enter the audit log as they are and can never be changed later; so they are
made once, in the transaction of their effect, and stored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, cast

from contracts.canonical import canonical_bytes

Outcome = Literal["ok", "refused", "denied", "failed"]

MAX_EVENT_BYTES = 60_000
"""The log's tile format ends at 65,535 bytes an entry; what is longer travels in parts."""

_REQUIRED = ("specversion", "id", "source", "type", "subject", "time", "actor", "outcome", "data")


class UnreadableEnvelope(ValueError):
    """The bytes are no event of ours; the message says which attribute is wrong."""


class EventTooLarge(ValueError):
    """More than `MAX_EVENT_BYTES`: the writer must split the event into parts."""


@dataclass(frozen=True)
class Envelope:
    """Who (`actor`, pseudonymous) did what (`type`) to which thing (`subject`), when, and how it
    ended (`outcome`). `time` is RFC 3339 UTC with milliseconds; `data` the event's payload."""

    id: str
    source: str
    type: str
    subject: str
    time: str
    actor: str
    outcome: Outcome
    data: dict[str, Any]
    grant_id: str | None = None

    @property
    def related(self) -> tuple[str, ...]:
        """Other subjects this event touches."""
        return tuple(self.data.get("related", ()))


def encode(envelope: Envelope, *, plain: bool = False) -> bytes:
    """Canonical bytes; `plain` where `is_plainly_right` said so of the data.

    Raises EventTooLarge; a float anywhere raises ValueError.
    """
    document: dict[str, Any] = {
        "specversion": "1.0",
        "id": envelope.id,
        "source": envelope.source,
        "type": envelope.type,
        "subject": envelope.subject,
        "time": envelope.time,
        "datacontenttype": "application/json",
        "actor": envelope.actor,
        "outcome": envelope.outcome,
        "data": envelope.data,
    }
    if envelope.grant_id is not None:
        document["grantid"] = envelope.grant_id
    body = canonical_bytes(document, plain=plain)
    if len(body) > MAX_EVENT_BYTES:
        raise EventTooLarge(f"{envelope.type}: {len(body)} bytes")
    return body


def decode(body: bytes) -> Envelope:
    """The envelope in these bytes; raises UnreadableEnvelope."""
    document = read_attributes(body)
    return Envelope(
        id=document["id"],
        source=document["source"],
        type=document["type"],
        subject=document["subject"],
        time=document["time"],
        actor=document["actor"],
        outcome=cast(Outcome, document["outcome"]),
        data=document["data"],
        grant_id=document.get("grantid"),
    )


def read_attributes(body: bytes) -> dict[str, Any]:
    """The CloudEvents attributes in these bytes as they stand there, checked; for readers of many
    events that need no `Envelope`. Raises UnreadableEnvelope."""
    try:
        document = json.loads(str(body, "utf-8"))  # RFC 8785: no other encoding
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableEnvelope("not JSON") from error
    if not isinstance(document, dict):
        raise UnreadableEnvelope("not an object")
    for name in _REQUIRED:
        if not isinstance(document.get(name), dict if name == "data" else str):
            raise UnreadableEnvelope(f"{name} is missing or of the wrong kind")
    if document["outcome"] not in ("ok", "refused", "denied", "failed"):
        raise UnreadableEnvelope("outcome is unknown")
    if not isinstance(document.get("grantid", ""), str | None):
        raise UnreadableEnvelope("grantid is no text")
    return document
