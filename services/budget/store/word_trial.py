"""With which list of blocked words the stored purposes of a grant were last tried (ELG-11).

Purposes are sealed. Only a list that differs from this one is worth opening them for.
"""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.store.tables import Base


class WordTrialRow(Base):
    """One row per grant, written under the grant's lock."""

    __tablename__ = "word_trial"

    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.grant_id"), primary_key=True)
    words: Mapped[list[str]] = mapped_column(JSON)


def words_tried(session: Session, grant_id: str) -> tuple[str, ...] | None:
    """The list, None where stored purposes were never tried."""
    row = session.get(WordTrialRow, grant_id, populate_existing=True)
    return None if row is None else tuple(row.words)


def note_words_tried(session: Session, grant_id: str, words: tuple[str, ...]) -> None:
    """Every stored purpose of the grant was tried with these words."""
    session.merge(WordTrialRow(grant_id=grant_id, words=list(words)))
    session.flush()
