"""The procurement file a command is about: locked with its grant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.budget.domain.procurement import Procurement
from services.budget.store.procurement_reading import (
    ProcurementRecord,
    grant_of_procurement,
    load_procurement,
)
from services.budget.usecases.assessment_world import World, load_active_world
from services.budget.usecases.means import Means
from services.budget.usecases.refusal import warnings_or_refuse
from shared.errors import Conflict, Violation
from shared.occasion import Occasion

_STATES = {
    "open": "noch offen",
    "completed": "für vollständig erklärt und wartet auf die zweite Person",
    "released": "freigegeben",
}


@dataclass(frozen=True)
class FileTarget:
    """A stored file with its grant."""

    world: World
    record: ProcurementRecord

    @property
    def file(self) -> Procurement:
        return self.record.file

    def demand(self, *states: str) -> None:
        """Raises Conflict where the file is in another state."""
        if self.file.status in states:
            return
        message = f"Die Vergabeakte Nr. {self.record.number} ist {_STATES[self.file.status]}."
        raise Conflict([Violation("procurement_state", "PROC-01", message)])

    def warnings_or_refuse(self, found: Sequence[Violation]) -> tuple[Violation, ...]:
        """The warnings where nothing refuses. Raises Refused with everything found."""
        subject = f"procurement/{self.record.procurement_id}"
        return warnings_or_refuse(found, subject=subject, grant_id=self.record.grant_id)


def load_file(session: Session, procurement_id: str, *, by: Occasion, means: Means) -> FileTarget:
    """Locks the grant, then reads the file. Raises NotFound, Conflict."""
    grant_id = grant_of_procurement(session, procurement_id)
    world = load_active_world(session, grant_id, means, by)
    return FileTarget(world, load_procurement(session, procurement_id))


def locked_file_version(
    session: Session, procurement_id: str, *, by: Occasion, means: Means
) -> int:
    """The version under the grant's lock: what If-Match is compared with."""
    return load_file(session, procurement_id, by=by, means=means).record.version
