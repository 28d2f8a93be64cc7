"""Tries stored purposes with a list of blocked words that changed (ELG-11).

Purposes are sealed under their creditor's key. They are opened here and nowhere near the rules'
loop, only for rows no call has taken, and only the findings go on: rules never see a purpose.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.budget.domain.cost_kinds import tried_anew
from services.budget.store.assessment_codec import violation_from_json, violation_to_json
from services.budget.store.expenditure import ExpenditureRow, keep_wider_findings
from services.budget.store.expenditure_family import Judged, StoredFamily, facts_of
from services.budget.store.expenditure_texts import open_texts
from services.budget.store.word_trial import words_tried
from services.budget.usecases.assessment_world import World
from services.budget.usecases.means import Means
from shared.errors import Violation

Findings = tuple[Violation, ...]


def words_of(world: World) -> tuple[str, ...]:
    """The list in force for this grant on this day."""
    return world.rules.expenditure.blocked_cost_words


def are_words_new(session: Session, world: World) -> bool:
    """Whether stored purposes were tried with another list than the one in force, or never."""
    return words_tried(session, world.grant_id) != words_of(world)


def tried_findings(
    session: Session, world: World, families: Sequence[StoredFamily[Judged]], means: Means
) -> dict[str, Findings]:
    """What is kept at the heads of these families, by id, as the list in force would have it.

    A called row stays what it was called as. An erased purpose cannot be tried any more: the row
    keeps what was found while it could be read, so that an erasure never lifts a block.
    """
    rows = [one.head.row for one in families]
    open_rows = [one for one in rows if one.drawdown_id is None and one.reversed_by is None]
    erased = _note_keys(session, open_rows, means)
    found: dict[str, Findings] = {}
    for row in open_rows:
        if row.key_id not in erased:
            facts = facts_of(row, open_texts(session, means.keyring, row))
            kept = [violation_from_json(one) for one in row.wider_findings]
            found[row.expenditure_id] = tried_anew(kept, facts, words_of(world))
    return found


def keep_tried(
    session: Session, world: World, families: Sequence[StoredFamily[Judged]], means: Means
) -> None:
    """The same, kept at the rows for their next assessment; the grant is locked."""
    rows = {one.head.row.expenditure_id: one.head.row for one in families}
    changed: dict[str, list[list[str | None]]] = {}
    for key, findings in tried_findings(session, world, families, means).items():
        stored = [violation_to_json(one) for one in findings]
        if stored != rows[key].wider_findings:
            rows[key].wider_findings = changed[key] = stored
    keep_wider_findings(session, changed)


def _note_keys(session: Session, rows: Sequence[ExpenditureRow], means: Means) -> set[str]:
    """Reads the keys of all these rows at once; returns the ids of those that were erased."""
    table = means.keyring.table
    asked = select(table.c.key_id, table.c.wrapped, table.c.erased_at).where(
        table.c.key_id.in_({row.key_id for row in rows})
    )
    erased: set[str] = set()
    for key in session.execute(asked):
        means.keyring.note(session, key.key_id, key.wrapped)
        if key.erased_at is not None:
            erased.add(key.key_id)
    return erased
