"""The row a command is about: locked with its grant, with its family and the rules' view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.budget.domain.expenditure import Row
from services.budget.domain.states import is_conflict
from services.budget.store.expenditure import ExpenditureRow
from services.budget.store.expenditure_family import (
    Stored,
    StoredFamily,
    grant_of_expenditure,
    load_families,
    load_row,
)
from services.budget.store.grant_lookup import grant_stamp
from services.budget.usecases.assessment_world import World, load_active_world
from services.budget.usecases.means import Means
from shared.errors import Conflict, Refused, Violation, errors_only
from shared.occasion import Occasion


@dataclass(frozen=True)
class Target:
    """A stored row with its surroundings."""

    world: World
    stored: Stored
    stored_family: StoredFamily[Stored]

    @property
    def row(self) -> ExpenditureRow:
        return self.stored.row

    @property
    def domain(self) -> Row:
        return self.stored.domain

    def warnings_or_refuse(self, found: Sequence[Violation]) -> tuple[Violation, ...]:
        """The warnings where nothing refuses.

        Raises Conflict where the state no longer allows it, Refused otherwise, with all reasons.
        """
        subject = f"expenditure/{self.row.expenditure_id}"
        return warnings_or_refuse_row(self.row, self.world.relief.softened(subject, found))


def warnings_or_refuse_row(
    row: ExpenditureRow, found: Sequence[Violation]
) -> tuple[Violation, ...]:
    """See `Target.warnings_or_refuse`."""
    if is_conflict(found):
        raise Conflict(found)
    if errors_only(found):
        subject = f"expenditure/{row.expenditure_id}"
        raise Refused(found, subject=subject, grant_id=row.grant_id)
    return tuple(found)


def load_target(session: Session, expenditure_id: str, *, by: Occasion, means: Means) -> Target:
    """Locks the grant, then reads the row with its family. Raises NotFound, Conflict."""
    grant_id = grant_of_expenditure(session, expenditure_id)
    world = load_active_world(session, grant_id, means, by)
    family_id = load_row(session, expenditure_id).family_id
    family = load_families(session, [family_id])[family_id]
    return Target(world, family.members[expenditure_id], family)


def locked_version(session: Session, expenditure_id: str) -> int:
    """The version of the row under the grant's lock: what If-Match is compared with."""
    grant_stamp(session, grant_of_expenditure(session, expenditure_id), lock=True)
    return load_row(session, expenditure_id).version
