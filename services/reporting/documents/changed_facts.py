"""Facts beside the vouchers that became different: incomes, calls, plans, texts …, one row each."""

from __future__ import annotations

from services.reporting.documents.fact_words import what_happened
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.domain.fact_changes import FactChange
from shared.clock import local_day, parse_instant
from shared.periods import german_date

_COLUMNS = (
    Column("kind", "Art", row_header=True, expected_chars=18),
    Column("label", "Angabe", expected_chars=34),
    Column("what", "Änderung", expected_chars=20),
    Column("said", "Erfasst am", expected_chars=16),
)


def facts_table(version: int, changes: tuple[FactChange, ...]) -> Table:
    """Kind by kind what is new, changed or gone since `version`."""
    caption = f"Andere Angaben, Änderungen gegenüber Fassung {version}"
    return Table("changed_facts", caption, _COLUMNS, tuple(_row(one) for one in changes))


def days_of(change: FactChange) -> str:
    """The days on which it was said, each once."""
    days = (german_date(local_day(parse_instant(one.at))) for one in change.events)
    return ", ".join(dict.fromkeys(days))


def _row(change: FactChange) -> Row:
    """Without facts of its own: no figure stands in it that would add anything up."""
    return Row((change.title, change.label, what_happened(change), days_of(change)))
