"""The texts of a period as the events told them: what reports print, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from contracts.events.reporting import NarrativeVersion
from services.reporting.domain.figure_address import FigureAddress
from services.reporting.domain.narrative_sections import SECTIONS
from shared.errors import Violation


@dataclass(frozen=True)
class ReleasedText:
    """A released version, by whom and on which day it was released; `written_in` and `released_in`
    are the German names of the roles, empty where the event is of an earlier version."""

    version: NarrativeVersion
    released_by: str
    released_on: date
    written_in: str = ""
    released_in: str = ""


@dataclass(frozen=True)
class FigureNote:
    """What a person says about one figure, which was `amount_cents` when it was written."""

    address: FigureAddress
    text: str
    amount_cents: int | None


@dataclass(frozen=True)
class ToldTexts:
    """By subject: what was released, and the number of the newest version, released or not."""

    released: Mapping[str, ReleasedText] = field(default_factory=dict)
    newest: Mapping[str, int] = field(default_factory=dict)

    def waiting(self, subject: str) -> int | None:
        """The number of a version that is proposed and not released."""
        newest = self.newest.get(subject)
        done = self.released.get(subject)
        return newest if newest and (done is None or done.version.version < newest) else None

    def notes(self) -> list[FigureNote]:
        """The released explanations of figures, in the order of their addresses."""
        found = []
        for subject, one in self.released.items():
            address = FigureAddress.read(subject)
            if address is not None:
                found.append(FigureNote(address, one.version.text, one.version.amount_cents))
        return sorted(found, key=lambda one: one.address)


def missing_texts(wanted: Iterable[str], texts: ToldTexts) -> list[Violation]:
    """Why a report that wants these sections cannot be released: they are not (VN-05)."""
    return [
        Violation("narrative_missing", "VN-05", _missing(key, texts), field=key)
        for key in wanted
        if key not in texts.released
    ]


def _missing(key: str, texts: ToldTexts) -> str:
    title, waiting = SECTIONS[key].title, texts.waiting(key)
    if waiting is not None:
        return (
            f"Abschnitt „{title}“: Fassung {waiting} ist vorgeschlagen, aber nicht freigegeben. "
            "Bitte den Text freigeben lassen und den Bericht neu entwerfen."
        )
    return (
        f"Abschnitt „{title}“: Der Text fehlt noch. Bitte unter „Berichtstexte“ schreiben, "
        "freigeben lassen und den Bericht neu entwerfen."
    )
