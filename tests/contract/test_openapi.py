"""The JSON API is a promise: what is served is what lies in `contracts/openapi`, byte for byte."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.system import SYSTEM
from tests.contract import system_golden
from tests.contract.openapi_golden import FOLDER, SERVICES, served_texts

METHODS = ("get", "post", "patch", "put", "delete")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return served_texts(tmp_path_factory.mktemp("openapi"))


@pytest.mark.parametrize("service", SERVICES)
def test_the_served_description_is_the_promised_one(served: dict[str, str], service: str) -> None:
    promised = (FOLDER / f"{service}.yaml").read_text("utf-8")
    assert served[service] == promised, (
        "if this was meant: make goldens, and look at the difference"
    )


def test_the_committed_system_is_the_assembled_one(tmp_path: Path) -> None:
    assert SYSTEM.read_text("utf-8") == system_golden.text(system_golden.described(tmp_path)), (
        "if a way in, its roles, a table or a pack was meant to change: make goldens"
    )


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_is_described(served: dict[str, str], service: str) -> None:
    described = yaml.safe_load(served[service])
    assert described["openapi"] == "3.1.0"
    for path, item in described["paths"].items():
        for method, operation in operations(item):
            where = f"{method} {path}"
            assert operation.get("summary"), f"{where} does not say what it does"
            assert "default" in operation["responses"], f"{where} does not promise its errors"
            assert any(code.startswith("2") for code in operation["responses"]), where


@pytest.mark.parametrize("service", SERVICES)
def test_bodies_refuse_unknown_fields(served: dict[str, str], service: str) -> None:
    described = yaml.safe_load(served[service])
    for path, item in described["paths"].items():
        for method, operation in operations(item):
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if body is not None:
                schema = resolved(described, body["schema"])
                assert schema["additionalProperties"] is False, f"{method} {path}"


def operations(item: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, item[name]) for name in METHODS if name in item]


def resolved(described: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, or the component it points at."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    found = re.fullmatch(r"#/components/schemas/(.+)", reference)
    assert found is not None, reference
    component: dict[str, Any] = described["components"]["schemas"][found[1]]
    return component


def test_nothing_else_lies_there() -> None:
    assert {one.name for one in Path(FOLDER).iterdir()} == {f"{name}.yaml" for name in SERVICES}
