"""Every reason against a change of a rule pack, before anybody may release it (GOV-01)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Final

from services.budget.domain.pack_change import PackChange, with_changes
from services.budget.domain.parameters import SPECS
from services.budget.domain.rulepack import Parameter, RulePacks, lineage
from services.budget.domain.rulepack_toml import gaps
from services.budget.domain.rules import RULES
from services.budget.domain.transition import NEVER_LENIENT
from shared.errors import Violation, errors_only
from shared.periods import german_date

_RULE: Final = "GOV-01"


def check_change(change: PackChange, reason: str, packs: RulePacks, today: date) -> list[Violation]:
    """All violations; `packs` are those in force, `today` the day of the proposal or release."""
    if change.pack_id not in packs:
        known = ", ".join(sorted(packs))
        message = f"Das Regelpaket „{change.pack_id}“ gibt es nicht. Es gibt: {known}."
        return [Violation("rule_pack_unknown", _RULE, message, field="pack_id")]
    found = [*_head_violations(change, reason, today)]
    for one in change.parameters:
        found.extend(_parameter_violations(one))
    found.extend(_overlaps(change.parameters))
    found.extend(_transition_violations(change))
    return found if errors_only(found) else [*found, *_gap_violations(change, packs)]


def _head_violations(change: PackChange, reason: str, today: date) -> Iterator[Violation]:
    if not reason.strip():
        message = "Es fehlt der Grund der Änderung."
        yield Violation("reason_missing", _RULE, message, field="reason")
    if not change.parameters and not change.transitions:
        message = "Die Änderung ändert nichts. Bitte mindestens einen Wert oder Übergang nennen."
        yield Violation("pack_change_empty", _RULE, message, field="parameters")
    if change.released_on is None and change.valid_from < today:
        message = (
            f"Die Änderung soll ab {german_date(change.valid_from)} gelten; das ist vorbei. "
            "Zahlen früherer Tage ändert ein Regelpaket nicht mehr; bitte ab heute oder später."
        )
        yield Violation("valid_from_in_past", _RULE, message, field="valid_from")


def _parameter_violations(one: Parameter) -> Iterator[Violation]:
    field = f"parameters.{one.key}"
    spec = SPECS.get(one.key)
    if spec is None:
        message = f"Den Parameter „{one.key}“ gibt es nicht."
        yield Violation("parameter_unknown", _RULE, message, field=field)
    elif not spec.accepts(one.value):
        message = f"„{one.key}“ hat den Wert „{one.value}“; erlaubt ist {spec.expected}."
        yield Violation("parameter_not_allowed", _RULE, message, field=field)
    if not one.citation.strip():
        message = f"Zu „{one.key}“ fehlt die Fundstelle: Wo steht der neue Wert?"
        yield Violation("citation_missing", _RULE, message, field=field)
    for rule in one.rules:
        if rule not in RULES:
            message = f"Zu „{one.key}“ ist die Regel „{rule}“ genannt; die gibt es nicht."
            yield Violation("rule_unknown", _RULE, message, field=field)
    if one.valid_from and one.valid_to and one.valid_from > one.valid_to:
        message = f"Die Geltung von „{one.key}“ endet vor ihrem Beginn."
        yield Violation("validity_reversed", _RULE, message, field=field)


def _overlaps(parameters: tuple[Parameter, ...]) -> Iterator[Violation]:
    for one, other in combinations(parameters, 2):
        if one.key != other.key:
            continue
        begins = max(one.valid_from or date.min, other.valid_from or date.min)
        ends = min(one.valid_to or date.max, other.valid_to or date.max)
        if begins <= ends:
            message = f"Für „{one.key}“ sind für dieselben Tage zwei Werte genannt."
            yield Violation("validity_overlaps", _RULE, message, field=f"parameters.{one.key}")


def _transition_violations(change: PackChange) -> Iterator[Violation]:
    rules = [one.rule for one in change.transitions]
    for one in change.transitions:
        field = f"transitions.{one.rule}"
        if one.rule in NEVER_LENIENT:
            message = (
                f"Die Regel {one.rule} lässt keinen Übergang zu: Vier-Augen-Prinzip und "
                "Unveränderbarkeit gelten immer."
            )
            yield Violation("transition_not_possible", one.rule, message, field=field)
        elif one.rule not in RULES:
            message = f"Die Regel „{one.rule}“ gibt es nicht."
            yield Violation("rule_unknown", _RULE, message, field=field)
        if one.warn_until < change.valid_from:
            message = f"Der Übergang der Regel {one.rule} endet, bevor die Änderung gilt."
            yield Violation("transition_over", _RULE, message, field=field)
        if not one.citation.strip():
            message = f"Zum Übergang der Regel {one.rule} fehlt die Fundstelle."
            yield Violation("citation_missing", _RULE, message, field=field)
        if rules.count(one.rule) > 1:
            message = f"Für die Regel {one.rule} sind zwei Übergänge genannt."
            yield Violation("transition_twice", _RULE, message, field=field)


def _gap_violations(change: PackChange, packs: RulePacks) -> Iterator[Violation]:
    """No selectable pack may be left without a value on any day."""
    after = with_changes(packs, [change])
    for pack in after.values():
        affected = any(one.id == change.pack_id for one in lineage(after, pack.id))
        if pack.selectable and affected:
            for message in gaps(pack, after):
                yield Violation("parameter_gap", _RULE, f"Lücke: {message}", field="parameters")
