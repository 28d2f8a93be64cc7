"""What the descriptions of open data say about a released report and who publishes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.clock import local_day
from shared.periods import Period, german_date
from shared.publication_settings import LICENSES, PublicationSettings


@dataclass(frozen=True)
class PublicRelease:
    """A released report with a public part; `title` (with the period) and `grant` as
    printed on it."""

    report_id: str
    type: str
    title: str
    grant: str
    period: Period
    version: int
    released_at: datetime
    content_hash: str


@dataclass(frozen=True)
class Publisher:
    """The city and the terms it publishes under."""

    city: str
    settings: PublicationSettings

    @property
    def license_title(self) -> str:
        return LICENSES[self.settings.license][0]

    @property
    def license_text(self) -> str:
        """The address of the text of the licence."""
        return LICENSES[self.settings.license][1]

    def address(self, release: PublicRelease) -> str:
        """Where the data package of a release is fetched."""
        return f"{self.settings.url}/reporting/api/v1/open-data/{release.report_id}.zip"


def description_of(release: PublicRelease) -> str:
    """One paragraph about the data, without a figure."""
    day = german_date(local_day(release.released_at))
    return (
        f"Öffentlicher Teil des Berichts „{release.title}“ zur Zuwendung „{release.grant}“, "
        f"Fassung {release.version}, freigegeben am {day}. Beträge in Euro."
    )
