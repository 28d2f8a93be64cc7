"""`/rules`: pages of the register, filters, one rule with its values."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contracts.rulebook import RULEBOOK
from tests.integration.budget.scene import sqlite_scene
from tests.integration.budget.web_scene import WebScene, make_web


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebScene]:
    folder = tmp_path_factory.mktemp("rules")
    for scene in sqlite_scene(folder):
        yield make_web(scene, folder)


def test_pages_hold_every_rule_once(web: WebScene) -> None:
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        query = f"?limit=60{f'&cursor={cursor}' if cursor else ''}"
        answer = web.get(f"/rules{query}").json
        seen += [one["id"] for one in answer["items"]]
        cursor = answer["next_cursor"]
    assert seen == sorted(RULEBOOK.rules)


def test_filters_fit_together(web: WebScene) -> None:
    items = web.get("/rules?family=PLAN&active=false&q=Schleswig").json["items"]
    assert "PLAN-04" in [one["id"] for one in items]
    assert not any(one["active"] for one in items)


def test_an_unreadable_filter_is_refused(web: WebScene) -> None:
    assert web.get("/rules?active=weder").status_code == 422


def test_one_rule_with_value_and_proof(web: WebScene) -> None:
    one = web.get("/rules/CALL-01").json
    assert one["citation"] == "BT-Drs. 20/13972"
    found = {value["key"]: value for value in one["values"]}
    assert (found["call_interval_months"]["value"], found["call_mode"]["value"]) == (
        6,
        "reimbursement",
    )
    assert found["call_mode"]["rule_pack"] == "kfw436-2020"
    assert "mittelabruf.feature" in {proof["file"] for proof in one["proofs"]}


def test_an_unknown_rule_is_not_found(web: WebScene) -> None:
    answer = web.get("/rules/XX-99")
    assert answer.status_code == 404
    assert answer.json["violations"][0]["code"] == "rule_unknown"
