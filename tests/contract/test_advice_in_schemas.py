"""Nothing in the JSON APIs says no, or by when, without where it is written and what helps."""

from __future__ import annotations

import ast
from typing import Any, Final

import pytest
import yaml

from contracts.rulebook.duty_remedies import DUTIES, duty_remedy_sentence
from tests.architecture.code_base import trees
from tests.contract.openapi_golden import FOLDER, SERVICES

ADVICE: Final = {"title", "citation", "remedy"}
REASON: Final = {"code", "rule", "message"}
"""What a finding, a gap, a fault of a line and a refusal have in common."""

CONDITION: Final = {"satisfied", "rule", "message"}
Served = tuple[str, str, dict[str, Any]]


def _schemas() -> list[Served]:
    """Service, name and description of every object that is served or taken."""
    return [
        (service, name, one)
        for service in SERVICES
        for name, one in yaml.safe_load((FOLDER / f"{service}.yaml").read_text("utf-8"))[
            "components"
        ]["schemas"].items()
    ]


SERVED: Final = _schemas()
REASONS: Final = [
    (service, name, one)
    for service, name, one in SERVED
    if {*one.get("properties", ())} >= REASON or {*one.get("properties", ())} >= CONDITION
]
RULED: Final = [
    (service, name, one)
    for service, name, one in SERVED
    if "rule" in one.get("properties", ()) and not name.startswith("New")
]


def _named(served: Served) -> str:
    return f"{served[0]}-{served[1]}"


@pytest.mark.parametrize("served", REASONS, ids=_named)
def test_every_reason_says_where_it_is_written_and_what_helps(served: Served) -> None:
    assert {*served[2]["required"]} >= ADVICE


@pytest.mark.parametrize("served", RULED, ids=_named)
def test_whatever_names_a_rule_says_where_it_is_written(served: Served) -> None:
    assert "citation" in served[2]["required"]


def test_the_search_finds_what_it_looks_for() -> None:
    found = {name for _, name, _ in REASONS}
    assert {"Violation", "Missing", "Gate", "ImportFault", "HourFault"} <= found
    assert {"Deadline", "Notice", "KeptGroup", "Waiver"} <= {name for _, name, _ in RULED}


@pytest.mark.parametrize(
    "name",
    ["Violation", "Missing", "Gate", "Deadline", "Notice", "KeptGroup", "Calculation", "LateUse"],
)
def test_what_a_pack_value_decides_names_it(name: str) -> None:
    described = [one["properties"] for _, known, one in SERVED if known == name]
    assert described and all("values" in one for one in described)


def test_a_deadline_and_a_failed_draft_say_what_helps() -> None:
    told = {name: one["required"] for _, name, one in SERVED if "required" in one}
    assert "remedy" in told["Deadline"] and "remedy" in told["FailedDraft"]


def test_every_kind_of_duty_has_a_remedy_and_no_other() -> None:
    kinds = set(_kinds())
    assert kinds == set(DUTIES)
    for kind in kinds:
        text = duty_remedy_sentence(f"{kind}-2026")
        assert text[0].isupper() and text.endswith(".")


def _kinds() -> list[str]:
    """The first part of every duty that `deadline_sources` makes."""
    constants = {"PROOF": "proof_of_use", "CERTIFICATE": "rpa_certificate"}
    found = []
    for path, tree in trees("services/budget/domain"):
        if path.stem != "deadline_sources":
            continue
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Deadline":
                (duty,) = [each.value for each in call.keywords if each.arg == "duty"]
                text = ast.unparse(duty)
                if text == "duty":  # one per year, of which the prefix is a constant
                    text = "interim_proof-"
                found.append(constants.get(text, text.strip("f'\"").partition("-")[0]))
    return found
