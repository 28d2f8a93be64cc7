"""A new rule may warn before it refuses: until and including a day named in its pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from shared.periods import german_date

NEVER_LENIENT: Final = frozenset({"GOB-01", "MUN-01", "MUN-02", "MUN-03", "MUN-09"})
"""Four eyes and immutability: no pack and no waiver may soften them (§ 31 KomHVO NRW, GoBD)."""


@dataclass(frozen=True)
class Transition:
    """Errors of `rule` are warnings until and including `warn_until`, where `valid_from` is given
    only from that day on."""

    rule: str
    warn_until: date
    citation: str
    valid_from: date | None = None

    def applies_on(self, day: date) -> bool:
        """Both days count."""
        return (self.valid_from or day) <= day <= self.warn_until

    @property
    def refuses_from(self) -> date:
        """The first day on which the rule refuses."""
        return self.warn_until + timedelta(days=1)

    def sentence(self) -> str:
        """What a reader of the warning must know, in German."""
        return (
            f"Bis {german_date(self.warn_until)} ist das ein Hinweis; ab "
            f"{german_date(self.refuses_from)} lehnt die Regel ab ({self.citation})."
        )
