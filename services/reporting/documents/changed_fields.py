"""Old and new value of every field that became different, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.reporting.documents.change_words import reason_of
from services.reporting.documents.field_words import name_of, value_of
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.values import ValueType
from services.reporting.domain.changes import NOTHING, Change
from services.reporting.domain.fact_changes import FactChange

_VALUES: Final = (
    Column("field", "Feld", expected_chars=16),
    Column("before", "Vorher", expected_chars=22),
    Column("after", "Jetzt", expected_chars=22),
    Column("reason", "Grund", expected_chars=22),
)


def value_tables(changes: tuple[Change, ...], facts: tuple[FactChange, ...]) -> tuple[Table, ...]:
    """Both tables, those that have rows."""
    found = (voucher_fields_table(changes), fact_fields_table(facts))
    return tuple(one for one in found if one is not None)


def voucher_fields_table(changes: tuple[Change, ...]) -> Table | None:
    """Field by field of vouchers the older version knew; None where nothing has an old value."""
    columns = (
        Column("number", "Lfd. Nr.", ValueType.INTEGER, row_header=True),
        Column("voucher_number", "Beleg-Nr.", expected_chars=10),
        *_VALUES,
    )
    rows = tuple(row for one in changes if one.before != NOTHING for row in _of_voucher(one))
    return Table("changed_fields", "Alte und neue Werte je Beleg", columns, rows) if rows else None


def fact_fields_table(changes: tuple[FactChange, ...]) -> Table | None:
    """The same for the other facts that changed."""
    columns = (
        Column("kind", "Art", row_header=True, expected_chars=16),
        Column("label", "Angabe", expected_chars=22),
        *_VALUES,
    )
    rows = tuple(row for one in changes for row in _of_fact(one))
    caption = "Alte und neue Werte anderer Angaben"
    return Table("changed_fact_fields", caption, columns, rows) if rows else None


def _of_voucher(change: Change) -> Iterator[Row]:
    why = reason_of(change.causes) or None
    for one in change.told_fields:
        values = (value_of(one, one.before), value_of(one, one.after))
        number = change.voucher_number or None
        yield Row((change.number, number, name_of(one) or one.name, *values, why))


def _of_fact(change: FactChange) -> Iterator[Row]:
    for one in change.fields:
        name = name_of(one)
        if name:
            values = (value_of(one, one.before), value_of(one, one.after))
            yield Row((change.title, change.label, name, *values, one.reason))
