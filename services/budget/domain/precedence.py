"""Which source wins where several say something about one parameter (GOV-01, GOV-02)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Level(StrEnum):
    """Where a value comes from, the strongest first.

    The award notice itself (its own settings), the programme's leaflet, ancillary conditions as far
    as the award names their edition, law of the Land, law of administrative procedure, tax and
    accounting law. Last what no source says and this house laid down itself: it stands in the pack
    whose subject it is, and whatever law says something about it goes before (decision 0041).
    """

    NOTICE = "notice"
    PROGRAMME = "programme"
    ANCILLARY = "ancillary"
    STATE = "state"
    PROCEDURE = "procedure"
    TAX = "tax"
    OWN = "own"

    @property
    def label(self) -> str:
        """The German name on screen."""
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """0 wins over 1."""
        return _ORDER[self]


_LABELS: Final = {
    Level.NOTICE: "Zuwendungsbescheid",
    Level.PROGRAMME: "Merkblatt des Programms",
    Level.ANCILLARY: "Nebenbestimmungen, die der Bescheid nennt",
    Level.STATE: "Landesrecht Nordrhein-Westfalen",
    Level.PROCEDURE: "Verwaltungsverfahrensrecht",
    Level.TAX: "Steuer- und Buchführungsrecht",
    Level.OWN: "Eigene Festlegung",
}
_ORDER: Final = {level: rank for rank, level in enumerate(Level)}

ANCILLARY_KEY: Final = "ancillary_conditions"
"""The parameter in which an award names the edition of the ancillary conditions it applies."""
NOT_NAMED: Final = "none"
"""Its value while the award names none."""
