"""Dated amounts of all rows, and what each line has used: `/balance` and the line rule only add.

Both are derived from the assessments and written with them, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import BigInteger, Index, String, Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.budget.domain.effects import Effect, EffectKind, sum_of
from services.budget.store.tables import Base


class EffectRow(Base):
    """One effect of one row; `counts` says that the row is claimable or called."""

    __tablename__ = "expenditure_effect"

    expenditure_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    grant_id: Mapped[str] = mapped_column(String(80))
    budget_line: Mapped[str] = mapped_column(String(200))
    measure_id: Mapped[str] = mapped_column(String(80))
    budget_year: Mapped[int]
    counts: Mapped[bool]
    kind: Mapped[str] = mapped_column(String(20))
    day: Mapped[date]
    cents: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = (
        Index(
            "ix_expenditure_effect_sums",
            "grant_id",
            "budget_line",
            "budget_year",
            "kind",
            "counts",
            "day",
            "cents",
        ),
    )


_EFFECTS = cast(Table, EffectRow.__table__)
"""Without the mapper's work per row: an import writes half a million of them."""


class LineUseRow(Base):
    """Eligible plus expected eligible cents of a line over all its rows."""

    __tablename__ = "line_use"

    grant_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    budget_line: Mapped[str] = mapped_column(String(200), primary_key=True)
    used_cents: Mapped[int] = mapped_column(BigInteger)


_LINE_USE = cast(Table, LineUseRow.__table__)
_USE = select(_LINE_USE.c.budget_line, _LINE_USE.c.used_cents).where(
    _LINE_USE.c.grant_id == bindparam("of_grant")
)


def _adding_use(insert: Any) -> Any:
    adding = insert(_LINE_USE)
    return adding.on_conflict_do_update(
        index_elements=["grant_id", "budget_line"],
        set_={"used_cents": _LINE_USE.c.used_cents + adding.excluded.used_cents},
    )


_ADD_USE = {"sqlite": _adding_use(sqlite.insert), "postgresql": _adding_use(postgresql.insert)}


@dataclass(frozen=True)
class Placed:
    """The effects of one row with where they belong."""

    expenditure_id: str
    grant_id: str
    budget_line: str
    measure_id: str
    budget_year: int
    counts: bool
    effects: tuple[Effect, ...]

    @property
    def used_cents(self) -> int:
        """What the row takes of its line."""
        return used_of(self.effects)


def used_of(effects: Sequence[Effect]) -> int:
    """Eligible plus expected eligible cents, in the end."""
    return sum_of(effects, EffectKind.ELIGIBLE) + sum_of(effects, EffectKind.EXPECTED_ELIGIBLE)


def insert_effects(session: Session, placed: Iterable[Placed]) -> None:
    """Writes effects of rows that have none yet."""
    rows = [row for one in placed for row in _rows(one)]
    if rows:
        session.connection().execute(_EFFECTS.insert(), rows)


def replace_effects(session: Session, placed: Sequence[Placed]) -> None:
    """Writes effects in place of the ones there are."""
    for chunk in (placed[start : start + 500] for start in range(0, len(placed), 500)):
        ids = [one.expenditure_id for one in chunk]
        session.execute(delete(EffectRow).where(EffectRow.expenditure_id.in_(ids)))
        insert_effects(session, chunk)


def add_line_use(session: Session, grant_id: str, changes: Mapping[str, int]) -> None:
    """Adds signed cents per line; the grant must be locked."""
    rows = [
        {"grant_id": grant_id, "budget_line": budget_line, "used_cents": cents}
        for budget_line, cents in changes.items()
        if cents
    ]
    if rows:
        connection = session.connection()
        connection.execute(_ADD_USE[connection.dialect.name], rows)


def line_use(session: Session, grant_id: str) -> dict[str, int]:
    """Used cents per line."""
    rows = session.execute(_USE, {"of_grant": grant_id})
    return {row.budget_line: row.used_cents for row in rows}


def _rows(one: Placed) -> list[dict[str, Any]]:
    return [
        {
            "expenditure_id": one.expenditure_id,
            "position": position,
            "grant_id": one.grant_id,
            "budget_line": one.budget_line,
            "measure_id": one.measure_id,
            "budget_year": one.budget_year,
            "counts": one.counts,
            "kind": effect.kind.value,
            "day": effect.on,
            "cents": effect.cents,
        }
        for position, effect in enumerate(one.effects)
    ]
