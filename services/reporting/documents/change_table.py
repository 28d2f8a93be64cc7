"""Differences between two versions of a report, voucher by voucher and fact by fact."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from services.reporting.documents.change_words import why_of
from services.reporting.documents.changed_facts import facts_table
from services.reporting.documents.changed_fields import value_tables
from services.reporting.documents.document import Block, Document, Part
from services.reporting.documents.figures import Facts
from services.reporting.documents.phrases import STATES, counted
from services.reporting.documents.tables import Column, Row, RowKind, Table
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import ValueType
from services.reporting.domain.changes import Change
from services.reporting.domain.fact_changes import FactChange

_MONEY: Final = {
    "paid_cents": Column("paid", "Bezahlt, Änderung", ValueType.MONEY, summed=True),
    "eligible_cents": Column("eligible", "Zuwendungsfähig, Änderung", ValueType.MONEY, summed=True),
    "committed_cents": Column("committed", "Gebunden, Änderung", ValueType.MONEY, summed=True),
}


def with_changes(
    document: Document,
    version: int,
    changes: tuple[Change, ...],
    facts: tuple[FactChange, ...] = (),
) -> Document:
    """The document with a page about what changed since `version` as its last annex."""
    annexes = sum(1 for part in document.parts if part.annex)
    part = Part(
        "changes",
        blocks=change_blocks(version, changes, facts),
        title="Änderungen gegenüber der vorigen Fassung",
        annex=f"Anlage {annexes + 1}",
    )
    return replace(document, parts=(*document.parts, part))


def change_blocks(
    version: int, changes: tuple[Change, ...], facts: tuple[FactChange, ...] = ()
) -> tuple[Block, ...]:
    """What changed since `version`, or the sentence that nothing did."""
    if not changes and not facts:
        return (Paragraph.of(f"Gegenüber Fassung {version} hat sich nichts geändert."),)
    return (
        Paragraph.of(f"Diese Fassung ersetzt Fassung {version}: {_counted(changes, facts)}."),
        *((_vouchers_table(version, changes),) if changes else ()),
        *((facts_table(version, facts),) if facts else ()),
        *value_tables(changes, facts),
    )


def _counted(changes: tuple[Change, ...], facts: tuple[FactChange, ...]) -> str:
    rows = [counted(len(changes), "Beleg", "Belege")] if changes else []
    others = [counted(len(facts), "andere Angabe", "andere Angaben")] if facts else []
    verb = "ist" if len(changes) + len(facts) == 1 else "sind"
    return f"{' und '.join(rows + others)} {verb} anders"


def _vouchers_table(version: int, changes: tuple[Change, ...]) -> Table:
    """What is ordered has a column only where it is different and the report prints it."""
    has_committed = any(_difference(one, "committed_cents") for one in changes)
    kinds = ("paid_cents", "eligible_cents", *(("committed_cents",) if has_committed else ()))
    columns = (
        Column("number", "Lfd. Nr.", ValueType.INTEGER, row_header=True),
        Column("line", "Planposition", expected_chars=16),
        Column("before", "Stand vorher", expected_chars=14),
        Column("after", "Stand jetzt", expected_chars=14),
        *(_MONEY[kind] for kind in kinds),
        Column("reason", "Warum", expected_chars=24),
    )
    rows = [_row(one, kinds) for one in changes]
    sums = (sum(_difference(one, kind) for one in changes) for kind in kinds)
    rows.append(Row((None,) * 4 + (*sums, None), RowKind.TOTAL, label="Summe"))
    caption = f"Änderungen gegenüber Fassung {version}"
    return Table("changes", caption, columns, tuple(rows))


def _row(change: Change, kinds: tuple[str, ...]) -> Row:
    before, after = change.before, change.after
    return Row(
        (
            change.number,
            change.budget_line,
            STATES.get(before.status, before.status),
            STATES.get(after.status, after.status),
            *(_difference(change, kind) for kind in kinds),
            why_of(change),
        ),
        facts=Facts.of([change.expenditure_id]),
    )


def _difference(change: Change, kind: str) -> int:
    """Signed cents."""
    return int(getattr(change.after, kind)) - int(getattr(change.before, kind))
