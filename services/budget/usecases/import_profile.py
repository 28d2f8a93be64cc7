"""The profile a list is read with: the one chosen, or the one it is written in."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from services.budget.domain.import_row import UnreadableFile
from services.budget.intake.finance_csv import profile_named
from services.budget.intake.profile import Profile
from services.budget.intake.recognition import recognised
from services.budget.usecases.means import Means
from shared.errors import DomainError, Refused, Violation

RECOGNISE: Final = ""
"""In place of a name: look at the file."""

_NONE_FITS: Final = (
    "Die Datei passt zu keinem Format der Auswahl: Sie ist keine Liste mit Spaltenüberschriften, "
    "oder sie hat andere."
)
_CHOOSE: Final = "Bitte ein Format wählen; die Meldung nennt dann, welche Spalten fehlen."


def profile_for(name: str, sha256: str, grant_id: str, means: Means) -> Profile:
    """The profile of that name, or the one the kept list is written in.

    A named profile is not compared with the list: whoever reads it does that, see `misfit`. Raises
    Refused for an unknown name and for a list that fits no profile, UnreadableFile for no list.
    """
    chosen = profile_named(name)
    if chosen is not None:
        return chosen
    if name != RECOGNISE:
        raise _refused(grant_id, "profile_unknown", f"Das Profil „{name[:80]}“ gibt es nicht.")
    with means.files.open(sha256) as stream:
        found = recognised(stream)
    if found.profile is None:
        message = f"{_NONE_FITS} {found.advice or _CHOOSE}"
        raise _refused(grant_id, "profile_not_recognised", message)
    return found.profile


def misfit(
    error: UnreadableFile, chosen: Profile, sha256: str, grant_id: str, means: Means
) -> DomainError:
    """Why a list could not be read with the profile chosen, naming the one it does fit."""
    try:
        with means.files.open(sha256) as stream:
            fitting = recognised(stream).profile
    except UnreadableFile:
        return error
    if fitting is None or fitting == chosen:
        return error
    hint = f" Die Datei passt zum Format „{fitting.label}“: bitte dieses wählen."
    reasons = [replace(one, message=one.message + hint) for one in error.violations]
    return Refused(reasons, subject=f"grant/{grant_id}", grant_id=grant_id)


def _refused(grant_id: str, code: str, message: str) -> Refused:
    found = Violation(code, "FMT-03", message, field="profile")
    return Refused([found], subject=f"grant/{grant_id}", grant_id=grant_id)
