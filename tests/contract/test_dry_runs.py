"""A dry run of anything leaves nothing behind; the README lists what can be tried, exactly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import yaml
from hypothesis import Phase, given, settings
from schemathesis import GenerationMode
from sqlalchemy import select

from services.budget.store.tables import Base
from tests.contract.test_schemathesis import World, bounded

ROOT = Path(__file__).parents[2]
README = ROOT / "services" / "budget" / "README.md"
OPENAPI = ROOT / "contracts" / "openapi"
PREFIX = "/budget/api/v1"
WRITING = ("post", "patch", "put", "delete")

UNTRIED = {
    "keeps a file": [
        "POST /drawdowns/{drawdown_id}/receipt-bundles",
        "POST /expenditures/{expenditure_id}/documents",
        "POST /grants/{grant_id}/files",
        "POST /grants/{grant_id}/imports",
        "POST /grants/{grant_id}/invoices",
        "POST /grants/{grant_id}/openings",
        "POST /grants/{grant_id}/payroll-sheets",
        "POST /grants/{grant_id}/receipt-bundles",
        "POST /grants/{grant_id}/reconciliations",
        "POST /procurements/{procurement_id}/documents",
    ],
    "hands out a secret": [
        "POST /calendar-links/{link_id}/revocation",
        "POST /grants/{grant_id}/calendar-links",
    ],
    "changes nothing": ["POST /grants/{grant_id}/interest-calculations"],
    "erases with the commit": ["POST /deletions/{deletion_id}/release"],
}
"""Why a call of budget refuses `dry_run`: a new one is a dry run, or it says so here."""


def described(service: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((OPENAPI / f"{service}.yaml").read_text("utf-8"))
    return found


def writing(served: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Every writing call and whether it has the parameter, by path."""
    for path, verbs in sorted(served["paths"].items()):
        for verb in WRITING:
            if verb in verbs:
                asked = verbs[verb].get("parameters", ())
                is_tried = any(one.get("name") == "dry_run" for one in asked)
                yield f"{verb.upper()} {path.removeprefix(PREFIX)}", is_tried


def test_every_writing_call_of_budget_can_be_tried_or_says_why_not() -> None:
    untried = sorted(call for call, is_tried in writing(described("budget")) if not is_tried)
    assert untried == sorted(call for calls in UNTRIED.values() for call in calls)


def test_the_readme_lists_every_command_that_can_be_tried() -> None:
    served = [f"- `{call}`" for call, is_tried in writing(described("budget")) if is_tried]
    told = README.read_text("utf-8").partition("<!-- dry-run:begin -->")[2]
    listed = told.partition("<!-- dry-run:end -->")[0].split("\n")
    expected = "\n".join(served)
    assert [one for one in listed if one] == served, f"the list should be:\n{expected}"
    assert "- `POST /imports/{import_id}/commit`" in served


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    found = World(tmp_path_factory.mktemp("world"))
    yield found
    found.house.close()


def everything(world: World) -> dict[str, str]:
    """What every table of budget holds, as a hash: events, stored answers and all the rest."""
    found = {}
    with world.house.ports("budget").sessions.read() as session:
        for table in Base.metadata.sorted_tables:
            rows = sorted(repr(tuple(row)) for row in session.execute(select(table)))
            found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def test_no_dry_run_leaves_anything_behind(world: World, subtests: pytest.Subtests) -> None:
    served = schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", world.house.app)
    tried = [one for one in (found.ok() for found in served.get_all_operations()) if takes(one)]
    carried_out: set[str] = set()
    for operation in tried:
        with subtests.test(operation=operation.label):
            before = everything(world)
            try_out(world, operation, carried_out)
            assert everything(world) == before
    assert len(tried) > 100
    assert carried_out >= {
        f"POST {PREFIX}/base-rates",
        f"POST {PREFIX}/expenditures/{{expenditure_id}}/reversal",
        f"POST {PREFIX}/grants/{{grant_id}}/measures",
        f"POST {PREFIX}/openings/{{opening_id}}/release",
    }, "requests that are all refused prove nothing"


def takes(operation: Any) -> bool:
    return any(one.name == "dry_run" for one in operation.query)


def try_out(world: World, operation: Any, carried_out: set[str]) -> None:
    """A few fitting requests to one operation, every one of them a dry run."""

    @settings(bounded, max_examples=4, phases=[Phase.generate])
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def run(case: schemathesis.Case) -> None:
        case.query["dry_run"] = "true"
        case.headers["Idempotency-Key"] = "once"
        if "If-Match" in case.headers:
            case.headers["If-Match"] = "*"
        for name in case.path_parameters or {}:
            case.path_parameters[name] = world.ids.get(name, case.path_parameters[name])
        response = case.call(headers=world.headers)
        assert response.status_code < 500
        assert response.status_code not in (201, 202)
        if response.status_code == 200 and response.json().get("answer") is not None:
            carried_out.add(operation.label)

    run()
