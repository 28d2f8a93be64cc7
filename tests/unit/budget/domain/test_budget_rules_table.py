"""Every rule named in the domain is known; that every code is tested: `tests/architecture`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from services.budget.domain.rules import RULES, rule
from services.budget.domain.states import STATE_CODES
from tests.unit.budget.domain.examples import PACKS

ROOT = Path(__file__).resolve().parents[4]
COLLEAGUES = ("import_", "invoice", "opening_")
SOURCES = {
    path.name: path.read_text("utf-8")
    for path in (ROOT / "services/budget/domain").glob("*.py")
    if not path.name.startswith(COLLEAGUES)
}
CODE = re.compile(r"(?:Violation|Missing|_unknown)\(\s*\"([a-z_]+)\"")
RULE = re.compile(r"\"((?:[A-Z]{2,4})-\d\d)\"")


def test_every_rule_id_of_the_domain_stands_in_the_table() -> None:
    used = {
        found
        for name, text in SOURCES.items()
        if name != "rules.py"
        for found in RULE.findall(text)
    }
    assert used <= set(RULES)


def test_rules_have_a_title_and_a_citation() -> None:
    assert all(one.title and one.citation for one in RULES.values())
    assert rule("ELG-03").title == "Bewilligungszeitraum"
    with pytest.raises(KeyError):
        rule("XXX-99")


def test_state_codes_are_real_codes() -> None:
    used = {found for text in SOURCES.values() for found in CODE.findall(text)}
    assert used >= STATE_CODES


def test_every_citation_of_the_packs_is_a_sentence_for_a_reader() -> None:
    for pack in PACKS.values():
        for parameter in pack.parameters:
            assert len(parameter.citation) > 10
