"""What every report needs to say about itself, whatever its type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.events.snapshots import GrantSnapshot
from services.reporting.documents.document import Document, Part
from services.reporting.documents.rule_sources import with_rule_sources
from shared.periods import Period, german_date


@dataclass(frozen=True)
class Heading:
    """Whose report this is: the city, its grant, the period."""

    city: str
    grant: GrantSnapshot
    period: Period

    def document(self, type_: str, title: str, subtitle: str, parts: tuple[Part, ...]) -> Document:
        """The parts with their head, and the annex that cites every rule they name."""
        return self._titled(type_, f"{title} {self.period.label}", subtitle, parts)

    def document_of_day(
        self, type_: str, title: str, on: date | None, subtitle: str, parts: tuple[Part, ...]
    ) -> Document:
        """The same of a report that tells how things stand on the day it is drafted, whatever its
        period: its title names that day. None: nothing was told yet."""
        stand = f", Stand {german_date(on)}" if on else ""
        return self._titled(type_, f"{title}{stand}", subtitle, parts)

    def _titled(self, type_: str, title: str, subtitle: str, parts: tuple[Part, ...]) -> Document:
        return Document(
            type=type_,
            title=title,
            subtitle=subtitle,
            city=self.city,
            grant=f"{self.grant.title}, Bescheid {self.grant.award_notice_number}",
            grant_id=self.grant.grant_id,
            period=self.period.label,
            period_key=str(self.period),
            parts=with_rule_sources(parts),
        )
