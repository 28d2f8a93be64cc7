"""The last annex of a report: where each rule is written that its tables name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from contracts.rulebook import RULEBOOK
from services.reporting.documents.document import Part
from services.reporting.documents.tables import Column, Row, Table

RULE_COLUMN: Final = "rule"
_ID: Final = re.compile(r"[A-Z]{2,4}-[0-9]{2}")
_COLUMNS: Final = (
    Column("id", "Regel", row_header=True, expected_chars=8),
    Column("title", "Worum es geht", expected_chars=32),
    Column("citation", "Wo es steht", expected_chars=52),
)


def with_rule_sources(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts and, where a table names rules in its column `rule`, the annex that cites them."""
    named = {rule_id for part in parts for table in _tables(part) for rule_id in _named_in(table)}
    known = [RULEBOOK.rules[one] for one in sorted(named) if one in RULEBOOK.rules]
    if not known:
        return parts
    rows = tuple(Row((one.id, one.title, one.citation)) for one in known)
    number = sum(1 for part in parts if part.annex) + 1
    annex = Part(
        "rules",
        blocks=(Table("rules", "Regeln dieses Berichts", _COLUMNS, rows),),
        title="Regeln und Fundstellen",
        annex=f"Anlage {number}",
    )
    return (*parts, annex)


def _named_in(table: Table) -> Iterator[str]:
    places = [at for at, column in enumerate(table.columns) if column.key == RULE_COLUMN]
    # Rows that are produced lazily are vouchers: they name no rule, and reading them costs.
    if not places or not isinstance(table.rows, tuple):
        return
    for row in table.rows:
        for at in places:
            yield from _ID.findall(str(row.cells[at] or ""))


def _tables(part: Part) -> Iterator[Table]:
    waiting = list(part.sections)
    blocks = list(part.blocks)
    while waiting:
        section = waiting.pop()
        waiting += section.sections
        blocks += section.blocks
    return (block for block in blocks if isinstance(block, Table))
