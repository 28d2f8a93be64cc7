"""The README lists the commands that can be tried, exactly those of the served API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
README = ROOT / "services" / "budget" / "README.md"
OPENAPI = ROOT / "contracts" / "openapi" / "budget.yaml"
PREFIX = "/budget/api/v1"


def tried(served: dict[str, Any]) -> list[str]:
    """Every call with the parameter, as the README writes it, by path."""
    found = [
        (path.removeprefix(PREFIX), verb.upper())
        for path, verbs in served["paths"].items()
        for verb, operation in verbs.items()
        if isinstance(operation, dict)
        and any(one.get("name") == "dry_run" for one in operation.get("parameters", ()))
    ]
    return [f"- `{verb} {path}`" for path, verb in sorted(found)]


def test_the_readme_lists_every_command_that_can_be_tried() -> None:
    served = tried(yaml.safe_load(OPENAPI.read_text("utf-8")))
    told = README.read_text("utf-8").partition("<!-- dry-run:begin -->")[2]
    listed = told.partition("<!-- dry-run:end -->")[0].split("\n")
    expected = "\n".join(served)
    assert [one for one in listed if one] == served, f"the list should be:\n{expected}"
    assert "- `POST /imports/{import_id}/commit`" in served
