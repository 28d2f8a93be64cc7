"""Assessing rows anew because something else changed, and telling the stream."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Kind
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_links import part_invoices, replacements, split_parts
from services.budget.store.grant_rows import families_of
from services.budget.store.word_trial import note_words_tried
from services.budget.usecases.assessment import (
    Assessed,
    changed_families,
    keep_changed,
    reassess_families,
)
from services.budget.usecases.assessment_context import split_head_of
from services.budget.usecases.assessment_world import World, load_world
from services.budget.usecases.blocked_words import are_words_new, keep_tried, words_of
from services.budget.usecases.expenditure_snapshot import MakeEvent, publish, publish_reassessed
from services.budget.usecases.means import Means
from shared.occasion import Occasion


def reassess_grant(
    session: Session, grant_id: str, cause: str, *, by: Occasion, means: Means
) -> int:
    """Assesses every row of a grant after its terms, plan or evidence changed.

    Writes `ExpenditureReassessed` with `cause` for the rows whose assessment changed; returns how
    many did. A list of blocked words that is new to the grant is tried on all purposes on the way.
    """
    world = load_world(session, grant_id, means, by, lock=True)
    tries_words = are_words_new(session, world)
    changed = 0
    for families in families_of(session, grant_id):
        if tries_words:
            keep_tried(session, world, families, means)
        if anew := changed_families(session, world, families):
            found = keep_changed(session, anew)
            changed += _announce_changed(session, found.values(), cause, by=by, means=means)
            session.flush()
        session.expunge_all()  # a grant may have 100,000 rows; they need not stay in memory
    if tries_words:
        note_words_tried(session, grant_id, words_of(world))
    return changed


def settle(
    session: Session,
    world: World,
    announced: Mapping[str, MakeEvent],
    *,
    cause: str,
    by: Occasion,
    means: Means,
    also: Iterable[str] = (),
) -> dict[str, Assessed]:
    """Assesses changed rows with their families, writes their events, then their neighbours'.

    `announced` are the rows the command is about, by id, each with its event; rows of their
    families, of neighbours and of the families `also` follow as reassessed where their assessment
    changed. Returns the rows of the announced families.
    """
    session.flush()
    families = _families(session, announced)
    found = reassess_families(session, world, families)
    for expenditure_id, make in announced.items():
        publish(session, found[expenditure_id], make, by=by, means=means)
    others = [one for key, one in found.items() if key not in announced]
    _announce_changed(session, others, cause, by=by, means=means)
    rows = [found[key].row for key in announced]
    affected = (neighbours_of(session, rows) | set(also)) - set(families)
    reassess_and_announce(session, world, affected, cause=cause, by=by, means=means)
    return found


def reassess_neighbours(
    session: Session,
    world: World,
    rows: Sequence[ExpenditureRow],
    *,
    cause: str,
    by: Occasion,
    means: Means,
) -> None:
    """Rows of other families that look at these: their order, siblings, part invoices,
    replacements."""
    families = neighbours_of(session, rows) - {row.family_id for row in rows}
    reassess_and_announce(session, world, families, cause=cause, by=by, means=means)


def reassess_and_announce(
    session: Session,
    world: World,
    families: Iterable[str],
    *,
    cause: str,
    by: Occasion,
    means: Means,
) -> None:
    """Assesses families anew and writes `ExpenditureReassessed` for rows that changed."""
    ids = sorted(families)
    if ids:
        found = reassess_families(session, world, ids)
        _announce_changed(session, found.values(), cause, by=by, means=means)


def neighbours_of(session: Session, rows: Sequence[ExpenditureRow]) -> set[str]:
    """Families of other rows whose assessment looks at these."""
    found = {row.commitment_id for row in rows if row.commitment_id}
    heads = {head for row in rows if (head := split_head_of(row))}
    if heads:
        found |= {part.expenditure_id for part in split_parts(session, heads)}
    # Only rows that stood there before can be named by others.
    before = [row for row in rows if row.version > 1]
    orders = [row.expenditure_id for row in before if row.kind == Kind.ORDER.value]
    if orders:
        found |= {part.expenditure_id for part in part_invoices(session, orders)}
    reversed_ids = [row.expenditure_id for row in before if row.reversed_by]
    if reversed_ids:
        found |= {one.expenditure_id for one in replacements(session, reversed_ids)}
    return found


def _families(session: Session, announced: Iterable[str]) -> list[str]:
    rows = (session.get_one(ExpenditureRow, key) for key in announced)
    return list(dict.fromkeys(row.family_id for row in rows))


def _announce_changed(
    session: Session, found: Iterable[Assessed], cause: str, *, by: Occasion, means: Means
) -> int:
    changed = [one for one in found if one.changed]
    for one in changed:
        publish_reassessed(session, one, cause, by=by, means=means)
    return len(changed)
