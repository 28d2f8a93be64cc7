"""Notice to the funder (R09): the letter about everything that became known in a period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from contracts.rulebook import RULEBOOK
from services.reporting.documents.deciding_values import told_value
from services.reporting.documents.document import Block, Document, Part, Section
from services.reporting.documents.letter_parts import (
    address,
    closing,
    occasion_details,
    opening,
)
from services.reporting.documents.rule_sources import RULE_COLUMN
from services.reporting.documents.source import Heading
from services.reporting.documents.tables import Column, Row, Table
from services.reporting.documents.text import Detail, Details, Emphasis, Paragraph, Run
from services.reporting.documents.values import ValueType
from services.reporting.domain.notice import NoticeFact
from shared.periods import german_date

TYPE = "change-notice"
_OCCASIONS: Final = (
    "Mitzuteilen sind die Anlässe nach NOTE-01, NOTE-02, NOTE-03, NOTE-04, NOTE-05 und NOTE-06."
)


def change_notice_document(heading: Heading, notices: tuple[NoticeFact, ...]) -> Document:
    """One letter; each notice is a section of its own. Without any it says so (Fehlanzeige)."""
    sections = (
        Section("Anschreiben", (_address(heading, notices), *_opening(heading, bool(notices)))),
        *(_section(number, one) for number, one in enumerate(notices, start=1)),
        Section("Übersicht", (Paragraph.of(_OCCASIONS), _overview(notices))),
        Section("Unterschrift", (closing(),)),
    )
    subtitle = f"Bescheid {heading.grant.award_notice_number}"
    parts = (Part("letter", sections),)
    return heading.document(TYPE, "Mitteilung an den Zuwendungsgeber", subtitle, parts)


def _address(heading: Heading, notices: tuple[NoticeFact, ...]) -> Details:
    """The day once all of it was sent together."""
    sent = {one.sent_on for one in notices}
    return address(heading.city, heading.grant, next(iter(sent)) if len(sent) == 1 else None)


def _opening(heading: Heading, has_notices: bool) -> Iterator[Block]:
    said = (
        "teilen wir Ihnen mit:"
        if has_notices
        else f"ist für den Zeitraum {heading.period.label} nichts mitzuteilen."
    )
    return opening(heading.grant, said)


def _section(number: int, one: NoticeFact) -> Section:
    title = RULEBOOK.rules[one.rule].title
    return Section(f"{number}. {title}", tuple(_blocks(one)))


def _blocks(one: NoticeFact) -> Iterator[Block]:
    yield Paragraph.of(Run(one.reason, Emphasis.STRONG))
    yield Details(tuple(_details(one)))


def _details(one: NoticeFact) -> Iterator[Detail]:
    yield from occasion_details(one)
    yield Detail("Zu senden bis", german_date(one.due_on))
    for value in one.values:
        yield Detail(value.label, told_value(value))
    if one.sent_on is not None:
        yield Detail("Versandt am", f"{german_date(one.sent_on)} ({one.sent_reference})")
    if one.answered_on is not None:
        yield Detail("Antwort", f"{german_date(one.answered_on)}: {one.answer}")


def _overview(notices: tuple[NoticeFact, ...]) -> Table:
    columns = (
        Column("number", "Nr.", row_header=True, expected_chars=4),
        Column("occasion", "Anlass", expected_chars=30),
        Column(RULE_COLUMN, "Regel", expected_chars=8),
        Column("known_on", "Bekannt seit", ValueType.DATE),
        Column("due_on", "Zu senden bis", ValueType.DATE),
        Column("sent_on", "Versandt am", ValueType.DATE),
        Column("effect_cents", "Betrag", ValueType.MONEY),
    )
    rows = tuple(
        Row(
            (
                str(number),
                RULEBOOK.rules[one.rule].title,
                one.rule,
                one.known_on,
                one.due_on,
                one.sent_on,
                one.effect_cents,
            )
        )
        for number, one in enumerate(notices, start=1)
    )
    return Table("notices", "Mitteilungen dieses Schreibens", columns, rows)
