"""The profile a list is read with: the one chosen, or the one it is written in."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from services.budget.domain.import_row import UnreadableFile
from services.budget.intake.finance_csv import open_finance_csv, profile_named
from services.budget.intake.profile import Profile
from services.budget.intake.recognition import recognised
from services.budget.usecases.means import Means
from shared.errors import Refused, Violation

RECOGNISE: Final = ""
"""In place of a name: look at the file."""

_NONE_FITS: Final = (
    "Die Datei passt zu keinem Format der Auswahl: Sie ist keine Liste mit Spaltenüberschriften, "
    "oder sie hat andere. Bitte ein Format wählen; die Meldung nennt dann, welche Spalten fehlen."
)


def profile_for(name: str, sha256: str, grant_id: str, means: Means) -> Profile:
    """The profile of that name if the kept list has its headers.

    Raises Refused for an unknown name, for a list that fits no profile, and for one that does not
    fit the chosen one; the reason then names the profile it does fit.
    """
    chosen = profile_named(name)
    if name != RECOGNISE and chosen is None:
        raise _refused(grant_id, "profile_unknown", f"Das Profil „{name[:80]}“ gibt es nicht.")
    with means.files.open(sha256) as stream:
        if chosen is None:
            found = recognised(stream)
            if found is None:
                raise _refused(grant_id, "profile_not_recognised", _NONE_FITS)
            return found
        try:
            open_finance_csv(stream, chosen)
        except UnreadableFile as error:
            fitting = recognised(stream)
            if fitting is None:
                raise
            hint = f" Die Datei passt zum Format „{fitting.label}“: bitte dieses wählen."
            reasons = [replace(one, message=one.message + hint) for one in error.violations]
            subject = f"grant/{grant_id}"
            raise Refused(reasons, subject=subject, grant_id=grant_id) from error
        return chosen


def _refused(grant_id: str, code: str, message: str) -> Refused:
    found = Violation(code, "FMT-03", message, field="profile")
    return Refused([found], subject=f"grant/{grant_id}", grant_id=grant_id)
