"""A value of a rule pack as people read it: amounts and shares with their unit, words in German."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Final

from contracts.roles import Role
from services.budget.domain.authorisation import NATURE_WORDS
from services.budget.domain.evidence import EVIDENCE_WORDS
from services.budget.domain.parameters import SPECS, Setting, as_setting
from services.budget.domain.parameters.inventory import WORDS as ASSET_WORDS
from services.budget.domain.plan import CATEGORY_WORDS
from services.budget.domain.procurement_words import CLAUSES, ITEMS, PROCEDURES, REGIMES
from services.budget.domain.proof import ATTACHMENT_LABELS
from shared.money import format_euro, format_percent_bp, format_points_bp
from shared.periods import german_date

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KINDS: Final[tuple[Mapping[Enum, str], ...]] = (
    ASSET_WORDS,
    CATEGORY_WORDS,
    NATURE_WORDS,
    EVIDENCE_WORDS,
)
WORDS: Final[Mapping[str, str]] = {
    **ATTACHMENT_LABELS,
    **{str(one.value): word for kind in _KINDS for one, word in kind.items()},
    **{one.value: one.label for one in Role},
    **PROCEDURES,
    **ITEMS,
    **CLAUSES,
    **REGIMES,
    "award": "ab der Zusage",
    "period_end": "ab dem Ende des Bewilligungszeitraums",
    "funding_notice": "Förderhinweis",
    "logos": "Logos von Ministerium und KfW",
    "prorated": "anteilig nach Monaten",
    "refused": "kein Stundensatz",
    "funded": "zuwendungsfähig",
    "excluded": "nicht zuwendungsfähig",
    "none": "keine genannt",
    "open": "offen",
    "vwvfg-49a": "§ 49a VwVfG",
    "kfw-clause": "Klausel der KfW",
    "eligible": "zuwendungsfähige Ausgaben",
    "grant": "Zuwendung",
    "reduce_base": "mindern die Bemessungsgrundlage",
    "record_only": "werden nur vermerkt",
    "reference": "Zahlungsreferenz",
    "document": "eine abgelegte Unterlage genügt",
    "procurement_file": "nur eine Vergabeakte",
    "file": "Datei",
    "days": "Tagen",
    "months": "Monaten",
    "weeks": "Wochen",
    "register": "nach dem Verzeichnis",
    "warn": "nur Hinweis",
    "block": "wird abgelehnt",
    "cap": "wird gekappt",
    "approved_measures": "in genehmigten Maßnahmen",
    "same_measure": "in derselben Maßnahme",
    "never": "nie",
    "reimbursement": "für angefallene Kosten",
    "advance": "im Voraus",
    "payout": "ab der Auszahlung",
    "window": "ab dem Ende der Verwendungsfrist",
    "act/365": "taggenau, Jahr zu 365 Tagen",
    "act/act": "taggenau, Jahr wie im Kalender",
    "30/360": "Monat zu 30, Jahr zu 360 Tagen",
}
"""Every word a parameter takes; what is not a word of ours stays as it is."""


_MONEY: Final = ("_cents", "_limits")
_SHARES: Final = ("_bp", "_vat_rates")
_POINTS: Final = "_margin_bp"
"""Added to another rate: § 49a VwVfG says percentage points above the base rate."""
_UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "days": ("Tag", "Tage"),
    "hours": ("Stunde", "Stunden"),
    "months": ("Monat", "Monate"),
    "years": ("Jahr", "Jahre"),
}
"""By the part of a parameter's name that says what its number counts."""


def setting_text(key: str, value: Setting) -> str:
    """A parameter's value in German, with the unit that its name says."""
    if value is None:
        return "nicht festgelegt"
    if isinstance(value, tuple):
        return ", ".join(setting_text(key, one) for one in value) or "keine"
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, int):
        return _number(key, value)
    name, equals, rest = value.partition("=")
    if equals:
        told = int(rest) if rest.isdecimal() else rest
        return f"{WORDS.get(name) or _day_or_word(name)}: {setting_text(key, told)}"
    return WORDS.get(value, value)


def _day_or_word(name: str) -> str:
    """The first half of a pair: the day from which on it counts, or a word as it stands."""
    return german_date(date.fromisoformat(name)) if _DAY.fullmatch(name) else name


def stored_text(key: str, text: str) -> str:
    """The same for a value as events and changes keep it: a text, or JSON."""
    try:
        return setting_text(key, as_setting(json.loads(text)))
    except ValueError:
        return setting_text(key, text)


def expected_of(key: str) -> str:
    """What is entered for a parameter; its numbers are entered bare, so their unit is named."""
    spec = SPECS[key]
    takes_words = spec.words and "=" not in spec.expected
    unit = "" if takes_words else _entered_in(key)
    return f"{spec.expected}, Einheit: {unit}" if unit else spec.expected


def _entered_in(key: str) -> str:
    if key.endswith(_MONEY):
        return "Cent"
    if key.endswith(_SHARES):
        return "Basispunkte"
    unit = _unit(key)
    return unit[1] if unit else ""


def _unit(key: str) -> tuple[str, str] | None:
    return next((_UNITS[part] for part in key.split("_") if part in _UNITS), None)


def _number(key: str, value: int) -> str:
    if key.endswith(_MONEY):
        return format_euro(value)
    if key.endswith(_POINTS):
        return format_points_bp(value)
    if key.endswith(_SHARES):
        return format_percent_bp(value)
    unit = _unit(key)
    return f"{value} {unit[value != 1]}" if unit else str(value)
