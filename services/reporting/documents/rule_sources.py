"""The last annex of a report: where each rule is written that its tables and sentences name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from contracts.rulebook import RULEBOOK
from services.reporting.documents.approval import Approval
from services.reporting.documents.document import Block, Part
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import BulletList, Details, Hint, Paragraph

RULE_COLUMN: Final = "rule"
_ID: Final = re.compile(r"[A-Z]{2,4}-[0-9]{2}")
_COLUMNS: Final = (
    Column("id", "Regel", row_header=True, expected_chars=8),
    Column("title", "Worum es geht", expected_chars=32),
    Column("citation", "Wo es steht", expected_chars=52),
)


def with_rule_sources(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts and, where a table names rules in its column `rule` or a sentence does, the annex
    that cites them."""
    named = {one for part in parts for block in _blocks(part) for one in _named_in(block)}
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


def _named_in(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _named_by(block)
    for text in _sentences(block):
        yield from _ID.findall(text)


def _named_by(table: Table) -> Iterator[str]:
    places = [at for at, column in enumerate(table.columns) if column.key == RULE_COLUMN]
    # Rows that are produced lazily are vouchers: they name no rule, and reading them costs.
    if not places or not isinstance(table.rows, tuple):
        return
    for row in table.rows:
        for at in places:
            yield from _ID.findall(str(row.cells[at] or ""))


def _sentences(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Hint):
        yield block.paragraph.text
    elif isinstance(block, (BulletList, Details)):
        yield from (one.text for one in block.items)
    elif isinstance(block, Approval):
        yield block.statement.text


def _blocks(part: Part) -> Iterator[Block]:
    yield from part.blocks
    waiting = list(part.sections)
    while waiting:
        section = waiting.pop()
        waiting += section.sections
        yield from section.blocks
