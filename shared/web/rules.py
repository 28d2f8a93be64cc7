"""Rule ids on pages: what a rule is about, where it is written, and the way to its page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flask import g

from contracts.rulebook.finding_remedies import has_remedy, remedy_for
from shared.access import Principal
from shared.errors import DecidingValue
from shared.web.advice import registered
from shared.web.navigation import RULE_READERS


@dataclass(frozen=True)
class RuleReference:
    """A rule as named behind a reason; `href` is empty for who may not read the register."""

    id: str
    title: str
    citation: str
    href: str


def rule_reference(rule_id: str | None) -> RuleReference | None:
    """None for reasons of form, which name no rule of law."""
    found = registered(rule_id)
    if found is None:
        return None
    who: Principal | None = g.get("principal")
    may_read = who is not None and who.holds(RULE_READERS, None)
    return RuleReference(
        found.id, found.title, found.citation, f"/budget/regeln/{found.id}" if may_read else ""
    )


def deciding_values(values: Iterable[DecidingValue], sentence: str = "") -> list[str]:
    """Where each value stands that decided; the value itself where the sentence lacks it."""
    return [_told(each, sentence) for each in values]


def _told(value: DecidingValue, sentence: str) -> str:
    is_said = re.search(rf"(?<![\w.,]){re.escape(value.value)}(?!\w)", sentence)  # 66 is not 6
    what = value.label if is_said else f"{value.label}: {value.value}"
    if value.set_by_grant:
        return f"{what} – {value.citation}"
    doubt = ", unsicher belegt" if value.confidence == "L" else ""
    pack = f"Regelpaket {value.pack}, Fassung {value.pack_version}"
    return f"{what} – {pack}: {value.citation}{doubt}"


def remedy(code: str, sentence: str, entry: str | None = None) -> str:
    """What would make a finding pass, `entry` being its field; empty where its sentence asks for it
    already, or nothing is known beyond the sentence."""
    asks = "itte " in sentence
    return "" if asks or not has_remedy(code) else remedy_for(code, entry)
