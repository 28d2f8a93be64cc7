"""What every letter to the funder is made of, whether it tells of one notice or of a quarter's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from contracts.events.snapshots import GrantSnapshot
from contracts.rulebook import RULEBOOK
from services.reporting.documents.approval import Approval, Signature
from services.reporting.documents.document import Block
from services.reporting.documents.text import Detail, Details, Paragraph
from services.reporting.domain.notice import NoticeFact
from shared.money import format_euro
from shared.periods import german_date

_TO_FILL: Final = "_" * 16


def address(city: str, grant: GrantSnapshot, sent_on: date | None) -> Details:
    """To whom, from whom, place and day: the day it was sent, else a line to fill."""
    return Details(
        (
            Detail(
                "An",
                f"die Bewilligungsstelle des Bescheids {grant.award_notice_number} vom "
                f"{german_date(grant.award_date)} (Anschrift wie im Bescheid)",
            ),
            Detail("Von", city),
            Detail("Ort, Datum", f"{city}, den {german_date(sent_on) if sent_on else _TO_FILL}"),
        )
    )


def opening(grant: GrantSnapshot, said: str) -> Iterator[Block]:
    """The salutation, and the sentence that begins with the grant and ends with `said`."""
    yield Paragraph.of("Sehr geehrte Damen und Herren,")
    yield Paragraph.of(
        f"zu unserer Zuwendung „{grant.title}“ (Bescheid {grant.award_notice_number} vom "
        f"{german_date(grant.award_date)}) {said}"
    )


def occasion_details(one: NoticeFact) -> Iterator[Detail]:
    """What happened, as the funder is to know it: nothing of how the city works on it."""
    yield Detail("Anlass", f"{one.rule}, {RULEBOOK.rules[one.rule].citation}")
    if one.before:
        yield Detail("Bisher", one.before)
    if one.after:
        yield Detail("Neu", one.after)
    if one.effect_cents is not None:
        yield Detail("Betrag", format_euro(one.effect_cents))
    yield Detail("Bekannt seit", german_date(one.known_on))


def closing() -> Approval:
    """Who signs, with a place to do so."""
    return Approval(
        Paragraph.of("Mit freundlichen Grüßen"),
        (Signature("Fördermittelsachbearbeitung"), Signature("Kämmerei")),
    )
