"""Registers beside the money: every version of an entry stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, Index, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from contracts.schema import from_payload, to_payload
from services.budget.domain.allocation_key import NewAllocationKey
from services.budget.domain.exchange import NewExchange
from services.budget.domain.indicator import NewIndicator
from services.budget.domain.publication import NewPublication
from services.budget.domain.recommendation import NewRecommendation
from services.budget.domain.software import NewSoftware
from services.budget.store.tables import Base
from shared.database import UtcDateTime
from shared.errors import NotFound, Violation
from shared.occasion import Occasion

Facts = (
    NewSoftware | NewExchange | NewPublication | NewIndicator | NewRecommendation | NewAllocationKey
)

REGISTERS: Final[Mapping[str, type[Facts]]] = {
    "software": NewSoftware,
    "exchange": NewExchange,
    "publication": NewPublication,
    "indicator": NewIndicator,
    "recommendation": NewRecommendation,
    "allocation_key": NewAllocationKey,
}
"""What stands in which register."""
_NAMES: Final = {facts: name for name, facts in REGISTERS.items()}


class RegisterEntryRow(Base):
    """One version of an entry; a trigger keeps it for ever."""

    __tablename__ = "register_entry"
    __table_args__ = (Index("ix_register_entry_grant_id", "grant_id", "register"),)

    entry_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"))
    register: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    change_reason: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class RegisterRecord:
    """An entry in its newest version; `number` runs per grant and register."""

    entry_id: str
    grant_id: str
    number: int
    version: int
    facts: Facts
    change_reason: str

    @property
    def register(self) -> str:
        """The register it stands in."""
        return _NAMES[type(self.facts)]


def insert_entry(
    session: Session, entry_id: str, grant_id: str, facts: Facts, by: Occasion
) -> RegisterRecord:
    """Keeps a first version under the next number; the grant must be locked."""
    table, register = RegisterEntryRow, _NAMES[type(facts)]
    newest = session.scalar(
        select(func.max(table.number)).where(table.grant_id == grant_id, table.register == register)
    )
    return _insert(session, RegisterRecord(entry_id, grant_id, (newest or 0) + 1, 1, facts, ""), by)


def insert_version(
    session: Session, before: RegisterRecord, facts: Facts, reason: str, by: Occasion
) -> RegisterRecord:
    """Keeps the next version of an entry. Raises IntegrityError where somebody was quicker."""
    after = RegisterRecord(
        before.entry_id, before.grant_id, before.number, before.version + 1, facts, reason
    )
    return _insert(session, after, by)


def entries_of(session: Session, grant_id: str, register: str) -> list[RegisterRecord]:
    """The newest versions of a register of a grant, by number."""
    rows = session.scalars(
        select(RegisterEntryRow)
        .where(RegisterEntryRow.grant_id == grant_id, RegisterEntryRow.register == register)
        .order_by(RegisterEntryRow.number, RegisterEntryRow.version)
    )
    return list({row.entry_id: _record(row) for row in rows}.values())


def load_entry(session: Session, entry_id: str) -> RegisterRecord:
    """An entry in its newest version. Raises NotFound."""
    row = session.scalars(
        select(RegisterEntryRow)
        .where(RegisterEntryRow.entry_id == entry_id)
        .order_by(RegisterEntryRow.version.desc())
    ).first()
    if row is None:
        raise _unknown()
    return _record(row)


def entry_of_register(session: Session, entry_id: str, register: str) -> RegisterRecord:
    """An entry of that register. Raises NotFound, also for one of another register."""
    found = load_entry(session, entry_id)
    if found.register != register:
        raise _unknown()
    return found


def recorders_of(session: Session, entry_id: str) -> frozenset[str]:
    """Who wrote any version of an entry."""
    table = RegisterEntryRow
    return frozenset(
        session.scalars(select(table.created_by).where(table.entry_id == entry_id).distinct())
    )


def allocation_keys_of(session: Session, grant_id: str) -> list[NewAllocationKey]:
    """The allocation keys of a grant, each in its newest version."""
    found = (one.facts for one in entries_of(session, grant_id, "allocation_key"))
    return [one for one in found if isinstance(one, NewAllocationKey)]


def _unknown() -> NotFound:
    message = "Diesen Eintrag gibt es in diesem Register nicht."
    return NotFound([Violation("register_entry_unknown", "API", message)])


def grant_of_entry(session: Session, entry_id: str) -> str:
    """The grant whose roles decide. Raises NotFound."""
    return load_entry(session, entry_id).grant_id


def _insert(session: Session, record: RegisterRecord, by: Occasion) -> RegisterRecord:
    session.add(
        RegisterEntryRow(
            entry_id=record.entry_id,
            version=record.version,
            grant_id=record.grant_id,
            register=record.register,
            number=record.number,
            facts=to_payload(record.facts),
            change_reason=record.change_reason,
            created_by=by.actor,
            created_at=by.now,
        )
    )
    session.flush()
    return record


def _record(row: RegisterEntryRow) -> RegisterRecord:
    facts: Facts = from_payload(REGISTERS[row.register], row.facts)
    return RegisterRecord(
        row.entry_id, row.grant_id, row.number, row.version, facts, row.change_reason
    )
