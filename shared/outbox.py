"""The outbox: an event is written in the transaction of its effect, or neither is.

The bytes are made here, once; relay, transport and log carry them unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
)
from sqlalchemy.orm import Session

from contracts.envelope import Envelope, Outcome, encode
from contracts.events import EVENT_TYPES
from contracts.schema import check_payload, is_plainly_right, to_payload
from contracts.topics import EVENTS
from shared.clock import format_instant
from shared.database import UtcDateTime
from shared.occasion import Occasion


class BrokenPromise(TypeError):
    """An event does not have the shape its contract promises: a defect of ours."""


class Outbox:
    """The outbox table of one service. `source` is the CloudEvents source, `/budget` …"""

    def __init__(self, metadata: MetaData, source: str) -> None:
        self.source = source
        self.table = Table(
            "outbox",
            metadata,
            Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
            Column("topic", String(80), nullable=False),
            Column("key", String(80), nullable=False),
            Column("value", LargeBinary),
            Column("sent_at", UtcDateTime),
        )
        self._insert = insert(self.table).inline()  # nobody asks for the new id
        unsent = self.table.c.sent_at.is_(None)
        Index(
            "ix_outbox_unsent",
            self.table.c.id,
            sqlite_where=unsent,
            postgresql_where=unsent,
        )

    def add(
        self,
        session: Session,
        event: Any,
        *,
        subject: str,
        by: Occasion,
        grant_id: str | None = None,
        outcome: Outcome = "ok",
        event_id: str | None = None,
    ) -> str:
        """Writes the event into the caller's transaction and returns its id.

        `subject` is `expenditure/ID`, `grant/ID` …; give `event_id` where sealed fields were bound
        to it. Raises BrokenPromise, contracts.envelope.EventTooLarge.
        """
        identity = event_id or by.new_id()
        row = self.prepare(
            event,
            subject=subject,
            by=by,
            event_id=identity,
            grant_id=grant_id,
            outcome=outcome,
        )
        self.add_prepared(session, [row])
        return identity

    def add_prepared(self, session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
        """Writes prepared events in their order, with one statement."""
        if rows:
            session.connection().execute(self._insert, rows)

    def prepare(
        self,
        event: Any,
        *,
        subject: str,
        by: Occasion,
        event_id: str,
        grant_id: str | None = None,
        outcome: Outcome = "ok",
    ) -> dict[str, Any]:
        """The row of an event, checked and encoded, for `add_prepared`: an import writes many."""
        payload = to_payload(event)
        promised = EVENT_TYPES[event.TYPE]
        plain = is_plainly_right(promised, payload)
        if not plain and (faults := check_payload(promised, payload)):
            raise BrokenPromise(f"{event.TYPE}: {faults}")
        body = encode(
            Envelope(
                id=event_id,
                source=self.source,
                type=event.TYPE,
                subject=subject,
                time=format_instant(by.now),
                actor=by.actor,
                outcome=outcome,
                data=payload,
                grant_id=grant_id,
            ),
            plain=plain,
        )
        return {"topic": EVENTS, "key": grant_id or subject, "value": body}

    def add_message(self, session: Session, topic: str, key: str, value: bytes | None) -> None:
        """Writes a message that is no event (a key record, a checkpoint); `None` is a tombstone."""
        row = {"topic": topic, "key": key, "value": value}
        session.connection().execute(self._insert, row)

    def mark_sent(self, session: Session, ids: list[int], at: datetime) -> None:
        """Remembers that these rows are stored in the stream."""
        session.execute(self.table.update().where(self.table.c.id.in_(ids)).values(sent_at=at))
