"""Payments that fall due, as rows of text: Zweck; TT.MM.JJJJ; Betrag."""

from __future__ import annotations

from services.budget.domain.advance import Need
from shared.money import parse_euro
from shared.periods import parse_german_date

_CELLS = 3


def parse_needs(text: str) -> tuple[Need, ...]:
    """Reads the rows. Raises ValueError naming every wrong one."""
    found, faults = [], []
    for number, row in enumerate(text.splitlines(), start=1):
        if not row.strip():
            continue
        cells = [cell.strip() for cell in row.split("\t" if "\t" in row else ";")]
        try:
            found.append(_need(cells))
        except ValueError as error:
            faults.append(f"Zeile {number}: {error}")
    if faults:
        raise ValueError(" ".join(faults))
    return tuple(found)


def _need(cells: list[str]) -> Need:
    if len(cells) != _CELLS:
        raise ValueError("Erwartet werden Zweck; Fälligkeit; Betrag.")
    purpose, day, amount = cells
    return Need(purpose[:200], parse_german_date(day), parse_euro(amount))
