"""The letter of one notice: what happened, and nothing else. A working text, no report."""

from __future__ import annotations

from contracts.events.snapshots import GrantSnapshot
from contracts.rulebook import RULEBOOK
from services.reporting.documents.document import Document, Part, Section
from services.reporting.documents.letter_parts import address, closing, occasion_details, opening
from services.reporting.documents.text import Details, Emphasis, Paragraph, Run
from services.reporting.domain.notice import NoticeFact
from shared.periods import german_date

TYPE = "notice-letter"


def notice_letter_document(city: str, grant: GrantSnapshot, one: NoticeFact) -> Document:
    """Drafted from the notice alone: by when it is sent, and what came of it, concerns the city."""
    head = (address(city, grant, one.sent_on), *opening(grant, "teilen wir Ihnen mit:"))
    said = (Paragraph.of(Run(one.reason, Emphasis.STRONG)), Details(tuple(occasion_details(one))))
    sections = (
        Section("Anschreiben", head),
        Section(RULEBOOK.rules[one.rule].title, said),
        Section("Unterschrift", (closing(),)),
    )
    return Document(
        type=TYPE,
        title="Mitteilung an den Zuwendungsgeber",
        subtitle=f"Bescheid {grant.award_notice_number}",
        city=city,
        grant=f"{grant.title}, Bescheid {grant.award_notice_number}",
        grant_id=grant.grant_id,
        period=f"bekannt seit {german_date(one.known_on)}",
        period_key=one.known_on.isoformat(),
        parts=(Part("letter", sections),),
    )
