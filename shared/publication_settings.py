"""Settings of what is published: the address of the house and the terms of its open data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

Text = Callable[[str, str], str]

LICENSES: Final = {
    "dl-by-de/2.0": (
        "Datenlizenz Deutschland Namensnennung 2.0",
        "https://www.govdata.de/dl-de/by-2-0",
    ),
    "dl-zero-de/2.0": (
        "Datenlizenz Deutschland Zero 2.0",
        "https://www.govdata.de/dl-de/zero-2-0",
    ),
    "cc-by/4.0": (
        "Creative Commons Namensnennung 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "cc-zero": (
        "Creative Commons CC Zero 1.0",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
}
"""Title and text by the code of DCAT-AP.de."""


@dataclass(frozen=True)
class PublicationSettings:
    """`url` is what addresses begin with in a browser; `license` a code of `LICENSES`;
    `contributor` the id GovData gave (a URI), `municipality` the eight-digit key of the city
    (Amtlicher Gemeindeschlüssel), `contact` a mail address: each may be empty."""

    url: str = ""
    license: str = "dl-by-de/2.0"
    contributor: str = ""
    municipality: str = ""
    contact: str = ""

    @property
    def faults(self) -> list[str]:
        """What cannot be published so, in German."""
        found = []
        if self.url and not self.url.startswith(("http://", "https://")):
            found.append("PUBLIC_URL muss mit http:// oder https:// beginnen")
        if self.license not in LICENSES:
            found.append("OPEN_DATA_LICENSE muss eine dieser sein: " + ", ".join(LICENSES))
        if self.contributor and not self.contributor.startswith("http"):
            found.append("OPEN_DATA_CONTRIBUTOR muss eine URI sein")
        if self.municipality and not (
            self.municipality.isdecimal() and len(self.municipality) == 8
        ):
            found.append("MUNICIPALITY muss acht Ziffern haben")
        return found


def read_publication_settings(text: Text, default_url: str) -> PublicationSettings:
    """The settings; `text` reads one setting, also from its `…_FILE`."""
    return PublicationSettings(
        url=text("PUBLIC_URL", default_url).rstrip("/"),
        license=text("OPEN_DATA_LICENSE", "dl-by-de/2.0"),
        contributor=text("OPEN_DATA_CONTRIBUTOR", ""),
        municipality=text("MUNICIPALITY", ""),
        contact=text("OPEN_DATA_CONTACT", ""),
    )
