"""Whoever holds no role for a grant cannot find out what there is in it: every route with an id
answers the same whether the thing exists or not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from werkzeug.routing import Rule

from contracts.events.snapshots import HeldRole
from contracts.roles import Role
from services.budget.store.user import find_user_by_login
from services.budget.usecases.user import set_roles
from shared.occasion import Occasion
from tests.driver import FINANCE, OFFICER, House
from tests.integration.budget.test_imports import csv, line
from tests.integration.budget.test_openings import archive
from tests.integration.test_opening_page import browser

HERE, THERE, EMPTY = "KFW-1", "KFW-2", "KFW-3"
NOBODY = "00000000-0000-4000-8000-0000000000ff"
OUTSIDER = "pruefung"

ELSEWHERE = {
    "grant_id": "walked as an id of its own below",
    "format": "one of five words",
    "format_": "one of a few words",
    "period": "behind the id of a grant",
    "kind": "one of two words",
    "duty": "the same duties in every grant",
    "sha256": "behind the id of an expenditure",
    "version": "behind the id of a grant",
    "rest": "tiles of the log: auditors of all grants",
    "rule_id": "the same rules for everybody",
    "sequence": "the trail, filtered by what one may read",
    "subject": "the trail, filtered by what one may read",
    "user_id": "functional administration of all grants",
    "valid_from": "base rates are the same for everybody",
    "run_id": "a run is shown to nobody but its maker; random",
    "export_id": "a package of the trail is its orderer's alone; random",
    "link_id": "a link is its maker's alone; random",
    "authority_id": "random, and bound to its grant by the guard as the others are",
    "delegation_id": "random, and bound to its grant by the guard as the others are",
    "amendment_id": "random, and bound to its grant by the guard as the others are",
    "extension_id": "random, and bound to its grant by the guard as the others are",
    "notice_id": "random, and bound to its grant by the guard as the others are",
    "reallocation_id": "random, and bound to its grant by the guard as the others are",
    "authorisation_id": "random, and bound to its grant by the guard as the others are",
    "reconciliation_id": "random, and bound to its grant by the guard as the others are",
    "budget_year": "the annual accounts of the city are the same for all grants",
    "board": "one of four words",
    "entry_id": "random, and bound to its grant by the guard as the others are",
    "procurement_id": "random, and bound to its grant by the guard as the others are",
    "signatory_id": "random, and bound to its grant by the guard as the others are",
    "determination_id": "random, and bound to its grant by the guard as the others are",
    "hold_id": "random, and bound to its grant by the guard as the others are",
    "deletion_id": "random, and bound to its grant by the guard as the others are",
    "audit_id": "random, and bound to its grant by the guard as the others are",
    "finding_id": "random, and bound to its grant by the guard as the others are",
    "item_id": "random, and bound to its grant by the guard as the others are",
    "disposal_id": "random, and bound to its grant by the guard as the others are",
    "waiver_id": "random, and bound to its grant by the guard as the others are",
    "pack_id": "the same rule packs for everybody",
    "change_id": "a change of a rule pack concerns all grants",
    "post_id": "behind the id of a grant",
}
"""Arguments that are not walked here, and why. A new one is added to one list or the other."""


@pytest.fixture(scope="module")
def house(
    prepared_house: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    template, tokens = prepared_house
    house = House(template, tmp_path_factory.mktemp("oracle"), tokens)
    for grant_id in (HERE, THERE, EMPTY):
        house.award(grant_id, "B", date(2026, 1, 1), date(2027, 12, 31)).expect(201)
    house.add_measure(HERE, "M-99").expect(201)
    yield house
    house.close()


@pytest.fixture(scope="module")
def things(house: House) -> dict[str, str]:
    """One thing of every kind in a grant the outsider holds no role for."""
    house.plan(HERE, {"Beratung": 50_000_000})
    entered = house.enter_claimable(HERE)
    call = house.draft_call(HERE, "2026-H1").expect(201).body
    listed = house.preview_list(HERE, io.BytesIO(csv(line(1)))).expect(201).body
    for measure in ("M1", "M2"):
        house.add_measure(EMPTY, measure).expect(201)
    files = {"file": (archive(), "uebernahme.zip")}
    opening = house.budget(OFFICER, "POST", f"/grants/{EMPTY}/openings", files=files).expect(201)
    bundled = house.budget(OFFICER, "POST", f"/grants/{HERE}/receipt-bundles").expect(201).body
    report = house.draft_report(HERE, "quarterly", "2026-Q2").expect(201).body
    new = {"period": "2026", "subject": "lessons", "text": "Klein anfangen."}
    place = f"/reporting/api/v1/grants/{HERE}/narratives"
    written = house.call(OFFICER, "POST", place, new).expect(201).body
    with house.ports("budget").sessions.write() as session:
        user = find_user_by_login(session, OUTSIDER)
        assert user is not None
        people = [role for role in Role if role is not Role.SERVICE_ACCOUNT]
        roles = [HeldRole(role.value, THERE, "2099-12-31") for role in people]
        set_roles(session, user.user_id, roles, by=Occasion("system", house.clock.now()))
    house.settle()
    return {
        "grant_id": HERE,
        "measure_id": "M-99",
        "expenditure_id": entered["expenditure_id"],
        "drawdown_id": call["drawdown_id"],
        "import_id": listed["import_id"],
        "bundle_id": bundled["bundle_id"],
        "opening_id": opening.body["opening_id"],
        "report_id": report["report_id"],
        "narrative_id": written["narrative_id"],
    }


def walked(house: House, things: dict[str, str]) -> list[tuple[str, Rule, str]]:
    """Method, route and argument of everything that names a thing by an id."""
    return [
        (method, rule, name)
        for rule in house.app.url_map.iter_rules()
        if getattr(house.app.view_functions[rule.endpoint], "access_rule", None)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        for name in rule.arguments & set(things)
    ]


def path_of(house: House, rule: Rule, method: str, values: dict[str, str]) -> str:
    """The address of a route; what is not walked gets any value that fits."""
    fitting: dict[str, Any] = {"version": 1, "format": "pdf", "kind": "factual", "sequence": 0}
    arguments = {one: values.get(one, fitting.get(one, NOBODY)) for one in rule.arguments}
    return house.app.url_map.bind("localhost").build(rule.endpoint, arguments, method=method)


def test_a_thing_of_another_grant_and_no_thing_at_all_answer_the_same(
    house: House, things: dict[str, str]
) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    client = browser_of_outsider(house)
    told = []
    for method, rule, name in walked(house, things):
        answers = []
        for value in (things[name], "M-77" if name == "measure_id" else NOBODY):
            path = path_of(house, rule, method, {**things, name: value})
            if "/api/" in path:
                answer = house.call(OUTSIDER, method, path, {} if method != "GET" else None)
                codes = [one["code"] for one in answer.body["violations"]]
                answers.append((answer.status, codes))
            else:
                answers.append((client.open(path, method=method).status_code, []))
        if answers[0] != answers[1] or answers[0][0] not in (403, 404):
            told.append(f"{method} {rule} ({name}): {answers}")
    assert not told, "\n".join(told)


def browser_of_outsider(house: House) -> Any:
    house.app.config["WTF_CSRF_ENABLED"] = True
    client = browser(house, OUTSIDER)
    house.app.config["WTF_CSRF_ENABLED"] = False
    return client


def test_every_id_in_a_route_is_walked_or_says_why_not(
    house: House, things: dict[str, str]
) -> None:
    named = {
        name
        for rule in house.app.url_map.iter_rules()
        if (access := getattr(house.app.view_functions[rule.endpoint], "access_rule", None))
        and not access.public
        for name in rule.arguments
    }
    assert named == set(things) | set(ELSEWHERE)


def test_whoever_may_see_all_grants_is_told_that_there_is_none(house: House) -> None:
    assert house.budget(FINANCE, "GET", f"/expenditures/{NOBODY}").status == 404


def test_a_measure_of_the_same_name_elsewhere_is_not_even_hinted_at(
    house: House, things: dict[str, str]
) -> None:
    """`M-1` exists in three grants; the outsider knows of one, so nothing is ambiguous."""
    body = {"period": "2026-Q2", "light": "green", "reason": "x", "milestones": "", "risk": "",
            "decision_needed": ""}  # fmt: skip
    answer = house.call(OUTSIDER, "POST", "/budget/api/v1/measures/M-1/status", body)
    assert answer.status in (201, 422)
    assert "grant_id_missing" not in str(answer.body)
