"""What the milestones of a measure say at the end of a period: finished, late, still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.events.snapshots import Milestone


@dataclass(frozen=True)
class Progress:
    """Milestones in the order of their days; `late` ones are due by the day and still open."""

    finished: tuple[Milestone, ...]
    late: tuple[Milestone, ...]
    to_come: tuple[Milestone, ...]

    @property
    def count(self) -> int:
        return len(self.finished) + len(self.late) + len(self.to_come)


def progress(milestones: tuple[Milestone, ...], day: date) -> Progress:
    """Sorts milestones as they stood at the end of `day`: what was done later is still open."""
    finished = [one for one in milestones if one.done_on is not None and one.done_on <= day]
    waiting = [one for one in milestones if one not in finished]
    return Progress(
        finished=tuple(sorted(finished, key=lambda one: (one.done_on or day, one.due_on))),
        late=tuple(sorted((m for m in waiting if m.due_on <= day), key=lambda one: one.due_on)),
        to_come=tuple(sorted((m for m in waiting if m.due_on > day), key=lambda one: one.due_on)),
    )
