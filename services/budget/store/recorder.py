"""Who entered something into a row after it was recorded: edits, payments, movements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.store.tables import Base


class RecorderRow(Base):
    """One person who counts as recorder of a row beside `recorded_by` and `uploaded_by`.

    Triggers keep recorders and certifiers of a row apart (migration 0003).
    """

    __tablename__ = "expenditure_recorder"

    expenditure_id: Mapped[str] = mapped_column(
        ForeignKey("expenditure.expenditure_id"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(String(36), primary_key=True)


def note_recorder(session: Session, expenditure_ids: Iterable[str], user_id: str) -> None:
    """Remembers that this person entered something into these rows; once is enough."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert if is_sqlite else postgresql.insert
    values = [{"expenditure_id": one, "user_id": user_id} for one in expenditure_ids]
    if values:
        session.execute(insert(RecorderRow).on_conflict_do_nothing(), values)


def recorders_of(
    session: Session, expenditure_ids: Sequence[str] | Select[str]
) -> Mapping[str, set[str]]:
    """The later recorders by row; rows without any are left out."""
    found: dict[str, set[str]] = {}
    statement = select(RecorderRow.expenditure_id, RecorderRow.user_id).where(
        RecorderRow.expenditure_id.in_(expenditure_ids)
    )
    for expenditure_id, user_id in session.execute(statement):
        found.setdefault(expenditure_id, set()).add(user_id)
    return found
