"""Milestones as rows of text: `Bezeichnung; fällig am; erledigt am`, both ways."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from services.budget.domain.measure import Milestone
from shared.periods import german_date, parse_german_date

_LONGEST_TITLE: Final = 200


def parse_milestones(text: str) -> tuple[Milestone, ...]:
    """Reads the rows. Raises ValueError with a German sentence naming every wrong row."""
    found, faults = [], []
    for number, row in enumerate(text.splitlines(), start=1):
        if row.strip():
            try:
                found.append(_milestone([cell.strip() for cell in row.split(";")]))
            except ValueError as error:
                faults.append(f"Zeile {number}: {error}")
    if faults:
        raise ValueError(" ".join(faults))
    return tuple(found)


def milestones_as_text(milestones: Iterable[Milestone]) -> str:
    """The rows as `parse_milestones` reads them."""
    return "\n".join(
        f"{one.title}; {german_date(one.due_on)}"
        + (f"; {german_date(one.done_on)}" if one.done_on else "")
        for one in milestones
    )


def _milestone(cells: list[str]) -> Milestone:
    if len(cells) not in (2, 3) or not cells[0] or len(cells[0]) > _LONGEST_TITLE:
        raise ValueError("Erwartet werden Bezeichnung; fällig am; erledigt am (oder leer).")
    return Milestone(cells[0], parse_german_date(cells[1]), _day(cells[2:]))


def _day(cells: list[str]) -> date | None:
    return parse_german_date(cells[0]) if cells and cells[0] else None
