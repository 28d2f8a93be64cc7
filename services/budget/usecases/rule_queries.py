"""What pages and API ask about rules: proofs with their last result, values in force per grant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from contracts.rulebook import RegisteredRule
from contracts.rulebook.finding_remedies import remedy_sentence
from contracts.rulebook.finding_words import known_codes, word_for
from contracts.rulebook.matrix import (
    Checked,
    MatrixRow,
    Result,
    last_checked,
    load_matrix,
    load_results,
)
from services.budget.domain.rule_values import ValueInForce, values_in_force
from services.budget.domain.rules import RULES, find_rules
from services.budget.store.grant import GrantRecord, list_grants
from services.budget.usecases.means import Means
from shared.errors import NotFound, Violation


@dataclass(frozen=True)
class Proof:
    """A scenario (`file`, `name`) or a test (`name` empty); `result` None: not run beside us."""

    file: str
    name: str
    result: Result | None


@dataclass(frozen=True)
class Objection:
    """What is objected to under a rule, in words (empty for what is refused as it is entered), and
    what would make it pass."""

    words: str
    remedy: str


@dataclass(frozen=True)
class ShownRule:
    """A rule with what proves it, why it rests, its packs as the matrix names them, and what is
    objected to under it."""

    rule: RegisteredRule
    inactive: str | None
    packs: tuple[str, ...]
    proofs: tuple[Proof, ...]
    objections: tuple[Objection, ...]

    checked: Checked | None
    """The last run of its scenarios; None: not run beside this copy."""


@dataclass(frozen=True)
class GrantValues:
    """What the rule reads for one grant today."""

    grant: GrantRecord
    rule_pack: str
    values: tuple[ValueInForce, ...]


def rules_found(family: str | None, active: bool | None, text: str | None) -> list[RegisteredRule]:
    """Rules by family, by whether they hold, and by words of title, place or reason."""
    reasons = {row.id: row.inactive for row in load_matrix().values() if row.inactive}
    return find_rules(family, active, text, reasons)


def shown_rules(found: Collection[RegisteredRule]) -> list[ShownRule]:
    """The rules with their proofs, in the order given."""
    matrix, results = load_matrix(), load_results()
    return [_shown(one, matrix[one.id], results) for one in found]


def show_rule(rule_id: str) -> ShownRule:
    """One rule. Raises NotFound for an id that the register does not know."""
    found = RULES.get(rule_id)
    if found is None:
        message = f"Die Regel „{rule_id[:20]}“ steht nicht im Regelverzeichnis."
        raise NotFound([Violation("rule_unknown", "API", message)])
    return shown_rules([found])[0]


def values_per_grant(
    session: Session, rule_id: str, *, only: Collection[str] | None, means: Means, today: date
) -> list[GrantValues]:
    """The values in force of every grant that the caller may see; `only` None means all grants."""
    return [_of_grant(grant, rule_id, means, today) for grant in list_grants(session, only=only)]


def _of_grant(grant: GrantRecord, rule_id: str, means: Means, today: date) -> GrantValues:
    terms = grant.terms(today)
    found = values_in_force(means.packs, terms.rule_pack, terms.rule_settings, rule_id, today)
    return GrantValues(grant, terms.rule_pack, found)


def _shown(rule: RegisteredRule, row: MatrixRow, results: Mapping[str, Result]) -> ShownRule:
    named = [(key, *key.partition(": ")) for key in row.scenarios]
    scenarios = [Proof(file, name, results.get(key)) for key, file, _, name in named]
    tests = [Proof(one, "", None) for one in row.proof]
    checked = last_checked(row.scenarios, results)
    proofs = (*scenarios, *tests)
    return ShownRule(rule, row.inactive, row.packs, proofs, _objections(row.findings), checked)


def _objections(codes: Collection[str]) -> tuple[Objection, ...]:
    """Those with words first; one way out of several refusals is told once."""
    worded = known_codes()
    found = [Objection(word_for(c) if c in worded else "", remedy_sentence(c)) for c in codes]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (not one.words, one.words)))


def all_checked() -> Checked | None:
    """The last run of any scenario of the matrix."""
    keys = {key for row in load_matrix().values() for key in row.scenarios}
    return last_checked(keys, load_results())
