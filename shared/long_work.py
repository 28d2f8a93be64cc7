"""Work that may take longer than a request waits: ordered in the transaction of the request, done
by whoever holds it, and taken up again by another process where the holder died.

A holder has a lease that it keeps renewing; the end of the work is written in the transaction of
its effect and only by the holder, so the effect happens once however often the work was begun.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    Row,
    Select,
    String,
    Table,
    Text,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from shared.database import UtcDateTime
from shared.occasion import Occasion

LEASE: Final = timedelta(seconds=60)
"""How long a holder that gives no sign keeps the work."""

GRACE: Final = timedelta(seconds=5)
"""How long the request that ordered the work has it for itself."""

KEPT: Final = timedelta(days=30)
"""How long ended work can still be asked for."""

_OPEN: Final = ("waiting", "running")


class LostWork(Exception):
    """The lease ran out and somebody else took the work: the effect must not happen here."""


@dataclass(frozen=True)
class Order:
    """What is to be done. `subject` is the thing it is about (`report/ID`); `arguments` are JSON.

    `scope` and `body` are the hashes of an idempotency key and of what came with it, if any.
    """

    work_id: str
    kind: str
    subject: str
    arguments: Mapping[str, Any]
    grant_id: str | None = None
    scope: str | None = None
    body: str | None = None


@dataclass(frozen=True)
class Job:
    """Ordered work as it stands. `state`: waiting, running, done, failed.

    `done` of `total` portions are finished (`total` None: not known yet); `outcome` is the result,
    or the reasons of a failure.
    """

    work_id: str
    kind: str
    subject: str
    grant_id: str | None
    actor: str
    arguments: Mapping[str, Any]
    state: str
    done: int
    total: int | None
    ordered_at: datetime
    began_at: datetime | None
    attempts: int
    body: str | None
    outcome: Mapping[str, Any]

    @property
    def is_open(self) -> bool:
        return self.state in _OPEN

    def progress(self, now: datetime) -> dict[str, Any]:
        """Portions, rate and remaining time as APIs and pages show them."""
        spent = (now - self.began_at).total_seconds() if self.began_at else 0.0
        rate = self.done / spent if spent > 0 else 0.0
        left = max(0, self.total - self.done) if self.total is not None else None
        return {
            "doing": self.kind,
            "done": self.done,
            "total": self.total,
            "rate_per_s": round(rate),
            "remaining_s": round(left / rate) if left is not None and rate else None,
        }


class Jobs:
    """The table of long work of one service.

    Kinds in `kept` are never forgotten: their outcome names what somebody has to find again.
    """

    def __init__(self, metadata: MetaData, kept: Collection[str] = ()) -> None:
        self._kept = tuple(kept)
        self.table = Table(
            "long_work",
            metadata,
            Column("work_id", String(36), primary_key=True),
            Column("kind", String(40), nullable=False),
            Column("subject", String(120), nullable=False, index=True),
            Column("grant_id", String(80), index=True),
            Column("actor", String(36), nullable=False),
            Column("arguments", Text, nullable=False),
            Column("state", String(10), nullable=False, index=True),
            Column("done", Integer, nullable=False),
            Column("total", Integer),
            Column("ordered_at", UtcDateTime, nullable=False),
            Column("began_at", UtcDateTime),
            Column("holder", String(36)),
            Column("lease_until", UtcDateTime),
            Column("attempts", Integer, nullable=False),
            Column("scope", String(64), index=True),
            Column("body", String(64)),
            Column("outcome", Text),
        )

    def order(self, session: Session, order: Order, *, by: Occasion) -> None:
        """Writes the order into the caller's transaction; forgets what ended long ago."""
        table = self.table
        old = and_(table.c.state.not_in(_OPEN), table.c.ordered_at < by.now - KEPT)
        session.execute(delete(table).where(old, table.c.kind.not_in(self._kept)))
        session.execute(
            insert(table).values(
                work_id=order.work_id,
                kind=order.kind,
                subject=order.subject,
                grant_id=order.grant_id,
                actor=by.actor,
                arguments=json.dumps(order.arguments),
                state="waiting",
                done=0,
                ordered_at=by.now,
                attempts=0,
                scope=order.scope,
                body=order.body,
            )
        )

    def get(self, session: Session, work_id: str) -> Job | None:
        """One piece of work, None if it is unknown or was forgotten."""
        return self._one(session, select(self.table).where(self.table.c.work_id == work_id))

    def open_about(self, session: Session, subject: str) -> Job | None:
        """The newest unfinished work about a thing."""
        table = self.table
        statement = select(table).where(table.c.subject == subject, table.c.state.in_(_OPEN))
        return self._one(session, statement)

    def open_of_grant(self, session: Session, grant_id: str, kind: str) -> list[Job]:
        """Unfinished work of one kind in a grant, newest first."""
        table = self.table
        statement = select(table).where(
            table.c.grant_id == grant_id, table.c.kind == kind, table.c.state.in_(_OPEN)
        )
        return [_job(row) for row in session.execute(statement.order_by(table.c.ordered_at.desc()))]

    def done_in(self, session: Session, grant_ids: Collection[str], kind: str) -> list[Job]:
        """Finished work of one kind in these grants."""
        table = self.table
        statement = select(table).where(
            table.c.grant_id.in_(grant_ids), table.c.kind == kind, table.c.state == "done"
        )
        return [_job(row) for row in session.execute(statement)]

    def of_scope(self, session: Session, scope: str) -> Job | None:
        """The work ordered under an idempotency key, unless it failed: then it may be repeated."""
        table = self.table
        statement = select(table).where(table.c.scope == scope, table.c.state != "failed")
        return self._one(session, statement)

    def due(self, session: Session, now: datetime) -> str | None:
        """Work nobody holds: its request went away, or its holder's lease ran out."""
        table = self.table
        left = and_(table.c.state == "waiting", table.c.ordered_at < now - GRACE)
        died = and_(table.c.state == "running", table.c.lease_until < now)
        statement = select(table.c.work_id).where(or_(left, died)).order_by(table.c.ordered_at)
        found: str | None = session.scalar(statement.limit(1))
        return found

    def claim(self, session: Session, work_id: str, holder: str, now: datetime) -> Job | None:
        """Makes `holder` the one that does it; None if somebody else has it, or it ended."""
        table = self.table
        died = and_(table.c.state == "running", table.c.lease_until < now)
        changed = session.execute(
            update(table)
            .where(table.c.work_id == work_id, or_(table.c.state == "waiting", died))
            .values(
                state="running",
                holder=holder,
                lease_until=now + LEASE,
                began_at=now,
                attempts=table.c.attempts + 1,
                done=0,
                total=None,
            )
        )
        return self.get(session, work_id) if _hit(changed) else None

    def renew(
        self, session: Session, job: Job, holder: str, now: datetime, done: int, total: int | None
    ) -> bool:
        """Prolongs the lease and notes the progress; False once somebody else has the work."""
        values = {"lease_until": now + LEASE, "done": done, "total": total}
        changed = session.execute(
            update(self.table).where(self._held(job, holder)).values(**values)
        )
        return _hit(changed)

    def end(
        self, session: Session, job: Job, holder: str, state: str, outcome: Mapping[str, Any]
    ) -> None:
        """Writes the end into the caller's transaction. Raises LostWork."""
        changed = session.execute(
            update(self.table)
            .where(self._held(job, holder))
            .values(state=state, outcome=json.dumps(outcome))
        )
        if not _hit(changed):
            raise LostWork(job.work_id)

    def _held(self, job: Job, holder: str) -> Any:
        table = self.table
        return and_(
            table.c.work_id == job.work_id, table.c.holder == holder, table.c.state == "running"
        )

    def _one(self, session: Session, statement: Select[Any]) -> Job | None:
        ordered = statement.order_by(self.table.c.ordered_at.desc()).limit(1)
        row = session.execute(ordered).first()
        return _job(row) if row else None


def _hit(result: Any) -> bool:
    return bool(result.rowcount == 1)


def _job(row: Row[Any]) -> Job:
    return Job(
        work_id=row.work_id,
        kind=row.kind,
        subject=row.subject,
        grant_id=row.grant_id,
        actor=row.actor,
        arguments=json.loads(row.arguments),
        state=row.state,
        done=row.done,
        total=row.total,
        ordered_at=row.ordered_at,
        began_at=row.began_at,
        attempts=row.attempts,
        body=row.body,
        outcome=json.loads(row.outcome) if row.outcome else {},
    )
