"""What a call asks for ahead, holds back and rounds off, and how earlier parts were used.

Source: CALL-04, CALL-05, CALL-09; ANBest-Gk Nr. 1.2 (statement on the use of earlier parts).
"""

from __future__ import annotations

from collections.abc import Iterator

from contracts.events.snapshots import DrawdownSnapshot
from services.reporting.documents.document import Block
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import Paragraph
from services.reporting.documents.values import ValueType


def need_rows(call: DrawdownSnapshot) -> Iterator[Row]:
    """The step of the calculation for payments falling due, where there are any."""
    if call.need_cents:
        yield Row(("Bedarf für fällige Zahlungen", "CALL-05", call.need_cents))


def deduction_rows(call: DrawdownSnapshot) -> Iterator[Row]:
    """The steps after earlier calls: held back until the proof of use, rounded off."""
    if call.held_back_cents:
        label = "Schlussrate, einbehalten bis zum Verwendungsnachweis"
        yield Row((label, "CALL-04", -call.held_back_cents))
    if call.rounded_off_cents:
        yield Row(("Abrundung, kommt in den nächsten Abruf", "CALL-09", -call.rounded_off_cents))


def need_blocks(call: DrawdownSnapshot) -> tuple[Block, ...]:
    """The payments asked for ahead with the reason; nothing where there are none."""
    return (Paragraph.of(call.need_reason), _needs(call)) if call.needs else ()


def use_blocks(call: DrawdownSnapshot) -> tuple[Block, ...]:
    """The use of earlier parts, where budget told it."""
    return (_uses(call),) if call.uses else ()


def _needs(call: DrawdownSnapshot) -> Table:
    columns = (
        Column("purpose", "Fällige Zahlung", row_header=True, expected_chars=40),
        Column("due_on", "Fällig am", ValueType.DATE),
        Column("amount", "Zuwendungsfähig", ValueType.MONEY),
    )
    rows = tuple(Row((one.purpose, one.due_on, one.amount_cents)) for one in call.needs)
    return Table("needs", "Bedarf für fällige Zahlungen", columns, rows)


def _uses(call: DrawdownSnapshot) -> Table:
    columns = (
        Column("received_on", "Eingang", ValueType.DATE, row_header=True),
        Column("amount", "Betrag", ValueType.MONEY),
        Column("used", "Verwendet", ValueType.MONEY),
        Column("use_until", "Zu verwenden bis", ValueType.DATE),
        Column("in_time", "Davon fristgerecht", ValueType.MONEY),
    )
    rows = tuple(
        Row(
            (
                one.received_on,
                one.amount_cents,
                one.used_cents,
                one.use_until,
                one.used_in_time_cents,
            )
        )
        for one in call.uses
    )
    return Table("uses", "Verwendung früherer Teilbeträge", columns, rows)
