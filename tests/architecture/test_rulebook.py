"""The rule register is complete, and whoever names a rule names one that it knows."""

from __future__ import annotations

import ast
import importlib
import re

from contracts.rulebook import RULEBOOK
from services.budget.rulepacks import load
from tests.architecture.code_base import PRODUCT, ROOT, named, trees

COLLECTED = (ROOT / "tests" / "architecture" / "rulebook_ids.txt").read_text("utf-8").split()
RULE_ID = re.compile(r"API|[A-Z]{2,4}-[0-9]{2}")


def test_every_collected_rule_stands_in_the_register() -> None:
    assert len(COLLECTED) == len(set(COLLECTED)) == 145
    ours = {rule.id for rule in RULEBOOK.rules.values() if not rule.own}
    assert ours == set(COLLECTED)


def test_every_deciding_function_exists() -> None:
    for rule in RULEBOOK.rules.values():
        for place in rule.decided_in:
            module, _, name = place.partition(":")
            assert callable(getattr(importlib.import_module(module), name, None)), (rule.id, place)


def test_every_proof_beside_the_features_exists() -> None:
    for rule in RULEBOOK.rules.values():
        for place in rule.proof:
            path, *names = place.split("::")
            text = (ROOT / path).read_text("utf-8")
            assert all(re.search(rf"(?:def|class) {name}\b", text) for name in names), rule.id


def test_code_names_known_rules_only() -> None:
    unknown = [
        f"{named(path)}: {node.value}"
        for path, tree in trees(*PRODUCT)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and RULE_ID.fullmatch(node.value)
        and node.value not in RULEBOOK.rules
    ]
    assert not unknown, "\n".join(unknown)


def test_packs_name_known_rules_only() -> None:
    unknown = [
        f"{pack.id}, {parameter.key}: {rule_id}"
        for pack in load().values()
        for parameter in pack.parameters
        for rule_id in parameter.rules
        if rule_id not in RULEBOOK.rules
    ]
    assert not unknown, "\n".join(unknown)


def test_every_rule_that_rests_stands_in_the_pack_it_names_and_nowhere_else() -> None:
    listed = sorted((one.rule, pack.id) for pack in load().values() for one in pack.inactive)
    resting = sorted(
        (rule.id, rule.rests_in) for rule in RULEBOOK.rules.values() if rule.rests_in is not None
    )
    assert listed == resting
    assert len(resting) == 10


def test_a_rule_without_value_holds_and_reads_none_of_its_pack() -> None:
    for pack in load().values():
        reading = {rule_id for parameter in pack.parameters for rule_id in parameter.rules}
        assert len(pack.without_value) == len(set(pack.without_value)), pack.id
        for rule_id in pack.without_value:
            assert RULEBOOK.rules[rule_id].active, (pack.id, rule_id)
            assert rule_id not in reading, (pack.id, rule_id)
