"""The rule register is read as a whole: every fault is named, and nothing half-read comes out."""

from __future__ import annotations

import pytest

from contracts.rulebook import RULEBOOK, RulebookError
from contracts.rulebook.register import parse_rulebook

HEAD = '[family]\nid = "ELG"\ntitle = "Ausgaben"\n'
RULE = '[[rule]]\nid = "ELG-01"\ntitle = "Titel"\ncitation = "Nr. 1"\nconfidence = "H"\n'
DECIDED = 'decided_in = ["services.budget.domain.plan:check_plan"]\n'
INACTIVE = 'rests_in = "vwvfg-49a"\n'


def faults(text: str, name: str = "elg.toml") -> str:
    with pytest.raises(RulebookError) as caught:
        parse_rulebook({name: text})
    return "\n".join(caught.value.problems)


def test_a_decided_and_an_inactive_rule() -> None:
    second = RULE.replace("ELG-01", "ELG-02")
    book = parse_rulebook({"elg.toml": HEAD + RULE + DECIDED + second + INACTIVE})
    first, other = book.families[0].rules
    assert (first.active, first.decided_in) == (True, ("services.budget.domain.plan:check_plan",))
    assert (other.active, other.rests_in) == (False, "vwvfg-49a")
    assert list(book.rules) == ["ELG-01", "ELG-02"]
    assert not first.own


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[family", "kein gültiges TOML"),
        (HEAD + RULE, "entweder „decided_in“ oder „rests_in“"),
        (HEAD + RULE + DECIDED + INACTIVE, "entweder „decided_in“ oder „rests_in“"),
        (HEAD + RULE + INACTIVE + 'proof = ["tests/a.py"]', "hat keinen Nachweis"),
        (HEAD + RULE + 'decided_in = ["plan.check"]', "passt nicht zu „decided_in“"),
        (HEAD + RULE + "decided_in = [3]", "passt nicht zu „decided_in“"),
        (HEAD + RULE + "decided_in = []", "„decided_in“ ist leer"),
        (HEAD + RULE + DECIDED + 'proof = ["/etc/passwd"]', "passt nicht zu „proof“"),
        (HEAD + RULE + INACTIVE + "colour = 1", "unbekannter Schlüssel „colour“"),
        (HEAD + RULE + 'rests_in = " "', "„rests_in“ ist leer"),
        (HEAD + RULE.replace('"H"', '"X"') + INACTIVE, "H, M oder L"),
        (HEAD + RULE.replace('"H"', "1") + INACTIVE, "falsche Art"),
        (HEAD + RULE.replace("ELG-01", "VN-01") + INACTIVE, "gehört nicht zur Familie"),
        (HEAD + RULE.replace("ELG-01", "ELG-1") + INACTIVE, "gehört nicht zur Familie"),
        (HEAD + RULE.replace('title = "Titel"\n', "") + INACTIVE, "„title“ fehlt"),
        (HEAD + (RULE + INACTIVE) * 2, "ELG-01 gibt es zweimal"),
        ('[family]\nid = "ELG"\n', "„title“ fehlt"),
        (HEAD + "[law]\n", "unbekannter Abschnitt „law“"),
    ],
)
def test_every_fault_is_named(text: str, said: str) -> None:
    assert said in faults(text)


def test_a_file_is_called_like_its_family() -> None:
    assert "heißt wie die Familie" in faults(HEAD, "vn.toml")


def test_all_faults_of_all_files_are_told_at_once() -> None:
    with pytest.raises(RulebookError) as caught:
        parse_rulebook({"elg.toml": HEAD + RULE, "vn.toml": "["})
    assert len(caught.value.problems) == 2


def test_the_shipped_register_has_every_family() -> None:
    families = (
        "ACC API AUD CALL EINV ELG FMT GOB GOV INT INV KNOW MUN NOTE OSS PERS PLAN PRG PROC PUB "
        "RET UI VN"
    )
    assert [family.id for family in RULEBOOK.families] == families.split()
    assert all(RULEBOOK.rules[rule_id].id == rule_id for rule_id in RULEBOOK.rules)
