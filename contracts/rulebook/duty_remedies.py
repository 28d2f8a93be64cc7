"""What meets a deadline, by the kind of its duty: an instruction, German."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DUTIES: Final[Mapping[str, str]] = {
    "proof_of_use": "den Verwendungsnachweis einreichen und als erledigt vermerken",
    "rpa_certificate": "das Testat einholen und als erledigt vermerken",
    "interim_proof": "den Zwischennachweis einreichen und als erledigt vermerken",
    "drawdown": "den Mittelabruf anlegen und freigeben lassen",
    "certification_after_period": "die offenen Ausgaben feststellen lassen",
    "base_rate": "den Satz der Bundesbank eintragen und bestätigen lassen",
    "notice": "die Mitteilung senden und den Versand eintragen",
    "read_test": "den Lesetest ausführen; fehlende Unterlagen neu ablegen",
}
"""By the part of the duty before its first hyphen."""


DUTY_WORDS: Final[Mapping[str, str]] = {
    "proof_of_use": "Verwendungsnachweis",
    "rpa_certificate": "Testat der örtlichen Rechnungsprüfung",
    "interim_proof": "Zwischennachweis",
    "drawdown": "Mittelabruf",
    "certification_after_period": "Feststellung aller Ausgaben",
    "base_rate": "Basiszinssatz",
    "notice": "Mitteilung an den Zuwendungsgeber",
    "read_test": "Lesetest",
}
"""The same kinds in German."""


def duty_remedy(duty: str) -> str:
    """What meets this duty; every kind of duty has one."""
    return DUTIES[duty.partition("-")[0]]


def duty_remedy_sentence(duty: str) -> str:
    """The same as a sentence."""
    text = duty_remedy(duty)
    return f"{text[0].upper()}{text[1:]}."
