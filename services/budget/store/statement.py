"""What was last told of something that follows from the books: only news is told again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.store.tables import Base
from shared.database import UtcDateTime

Kind = Literal["deadlines", "interest"]


class StatementRow(Base):
    """The hash of the last statement of one kind; the statement itself is in the stream."""

    __tablename__ = "statement"

    grant_id: Mapped[str] = mapped_column(
        String(80), ForeignKey("grant.grant_id"), primary_key=True
    )
    kind: Mapped[Kind] = mapped_column(String(20), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    stated_at: Mapped[datetime] = mapped_column(UtcDateTime)


def is_news(
    session: Session, grant_id: str, kind: Kind, content: Mapping[str, Any], now: datetime
) -> bool:
    """Whether `content` differs from what was told last; if so it counts as told from now on."""
    digest = sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    row = session.get(StatementRow, (grant_id, kind), populate_existing=True)
    if row is not None and row.sha256 == digest:
        return False
    if row is None:
        session.add(StatementRow(grant_id=grant_id, kind=kind, sha256=digest, stated_at=now))
    else:
        row.sha256, row.stated_at = digest, now
    session.flush()
    return True
