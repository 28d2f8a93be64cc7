"""Assesses stored rows and keeps the result: columns, dated effects, use of lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from services.budget.domain.assessment import Assessment, assess_family
from services.budget.domain.balance import budget_year_of
from services.budget.domain.effects import EffectKind
from services.budget.store.assessment_codec import assessment_to_json
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_effect import (
    Placed,
    add_line_use,
    insert_effects,
    replace_effects,
    used_of,
)
from services.budget.store.expenditure_family import (
    Judged,
    Stored,
    StoredFamily,
    load_families,
)
from services.budget.usecases.assessment_context import Surroundings
from services.budget.usecases.assessment_world import World
from shared.errors import Violation

NOT_ASSESSED: Final[dict[str, Any]] = {"effects": []}
"""The assessment column of a row that was just inserted or moved."""
_AS_STORED: Final[Mapping[str, tuple[Violation, ...]]] = {}


@dataclass(frozen=True)
class Assessed:
    """A row with its present assessment and whether that differs from the one stored before."""

    stored: Stored
    assessment: Assessment
    changed: bool

    @property
    def row(self) -> ExpenditureRow:
        return self.stored.row

    @property
    def used_cents(self) -> int:
        """What the row takes of its line."""
        return used_of(self.assessment.effects)


def assess_families(
    session: Session,
    world: World,
    families: Sequence[StoredFamily[Judged]],
    kept: Mapping[str, tuple[Violation, ...]] = _AS_STORED,
) -> dict[str, Assessment]:
    """Assessments of all rows of these families, by expenditure id. Writes nothing.

    `kept` by id of a head: other findings than those stored with the row, for a preview.
    """
    found: dict[str, Assessment] = {}
    for _, assessments in _assessed(session, world, families, kept):
        found.update(assessments)
    return found


def changed_families(
    session: Session, world: World, families: Sequence[StoredFamily[Judged]]
) -> dict[str, Mapping[str, Assessment]]:
    """The assessments of the families with a row whose assessment is no longer the stored one, by
    the id of their head, then of the row. Writes nothing."""
    return {
        family.head.row.expenditure_id: found
        for family, found in _assessed(session, world, families, _AS_STORED)
        if not all(one.holds(found[key]) for key, one in family.members.items())
    }


def reassess_families(
    session: Session, world: World, family_ids: Iterable[str]
) -> dict[str, Assessed]:
    """Assesses families anew and keeps what changed; by id, in the order of running numbers.

    The grant must be locked; what the caller changed at rows must be flushed.
    """
    families = list(load_families(session, family_ids).values())
    return _kept(session, families, assess_families(session, world, families))


def keep_changed(
    session: Session, changed: Mapping[str, Mapping[str, Assessment]]
) -> dict[str, Assessed]:
    """The same for families that `changed_families` assessed in this transaction."""
    found = {key: one for family in changed.values() for key, one in family.items()}
    return _kept(session, list(load_families(session, changed).values()), found)


def keep_first(session: Session, assessed: Sequence[Assessed]) -> None:
    """Writes effects and line use of rows that were just inserted with their assessment."""
    insert_effects(session, [_placed(one) for one in assessed])
    _use_lines(session, ((one.row, used_of(one.assessment.effects)) for one in assessed))


def assessment_columns(assessment: Assessment) -> dict[str, object]:
    """The columns of the expenditure table that hold an assessment."""
    return {
        "status": assessment.status.value,
        "effective_on": assessment.effective_on,
        "eligible_cents": assessment.eligible_cents,
        "paid_cents": assessment.paid_cents,
        "committed_cents": assessment.committed_cents,
        "expected_eligible_cents": assessment.expected_eligible_cents,
        "assessment": assessment_to_json(assessment),
    }


def take_off(session: Session, row: ExpenditureRow) -> None:
    """Takes a row off the line it stands on, so that its next assessment places it anew."""
    add_line_use(session, row.grant_id, {row.budget_line: -used_cents_stored(row)})
    row.assessment = NOT_ASSESSED


def used_cents_stored(row: ExpenditureRow) -> int:
    """What a row takes of its line as stored: eligible plus expected eligible, in the end."""
    return sum(
        cents
        for _, kind, cents in row.assessment["effects"]
        if kind in (EffectKind.ELIGIBLE.value, EffectKind.EXPECTED_ELIGIBLE.value)
    )


def _assessed(
    session: Session,
    world: World,
    families: Sequence[StoredFamily[Judged]],
    kept: Mapping[str, tuple[Violation, ...]],
) -> Iterator[tuple[StoredFamily[Judged], Mapping[str, Assessment]]]:
    """One family after the other, so that nobody holds the assessments of a whole grant."""
    surroundings = Surroundings(session, world, families, kept)
    for one in families:
        yield one, assess_family(one.family, surroundings.context(one))


def _kept(
    session: Session, families: Sequence[StoredFamily[Stored]], found: Mapping[str, Assessment]
) -> dict[str, Assessed]:
    rows = {key: one for family in families for key, one in family.members.items()}
    assessed = {
        key: Assessed(one, found[key], not one.holds(found[key]))
        for key, one in sorted(rows.items(), key=lambda item: item[1].row.number)
    }
    _keep(session, [one for one in assessed.values() if one.changed])
    return assessed


def _keep(session: Session, changed: Sequence[Assessed]) -> None:
    used: list[tuple[ExpenditureRow, int]] = []
    moved: list[Placed] = []
    for one in changed:
        used.append((one.row, used_of(one.assessment.effects) - used_cents_stored(one.row)))
        for name, value in assessment_columns(one.assessment).items():
            setattr(one.row, name, value)
        one.row.version += 1
        moved.append(_placed(one))
    session.flush()
    if moved:
        replace_effects(session, moved)
    _use_lines(session, used)


def _use_lines(session: Session, used: Iterable[tuple[ExpenditureRow, int]]) -> None:
    sums: Counter[str] = Counter()
    grant_id = ""
    for row, cents in used:
        sums[row.budget_line] += cents
        grant_id = row.grant_id
    if sums:
        add_line_use(session, grant_id, sums)


def _placed(one: Assessed) -> Placed:
    row = one.row
    return Placed(
        expenditure_id=row.expenditure_id,
        grant_id=row.grant_id,
        budget_line=row.budget_line,
        measure_id=row.measure_id,
        budget_year=budget_year_of(one.stored.domain),
        counts=one.assessment.status.counts_as_claimable,
        effects=one.assessment.effects,
    )
