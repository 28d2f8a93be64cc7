"""What a call does not know is refused, from the URL map: a new route cannot fall through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.routing import IntegerConverter, Rule

from services.budget.store.tables import OUTBOX
from shared.web.access import access_rule_of
from shared.web.query import known_parameters
from tests.driver import OFFICER, House
from tests.prepared_house import prepare

GRANT = "/budget/api/v1/grants/G"
WRITING = ("POST", "PATCH", "PUT", "DELETE")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("parameters")
    house = House(folder / "users", folder / "house", prepare(folder / "users"))
    yield house
    house.close()


def calls(house: House, *methods: str) -> list[tuple[str, str, Any]]:
    """Method, an address and the view of every guarded call of the three APIs."""
    addresses = house.app.url_map.bind("127.0.0.1")
    found = []
    for rule in house.app.url_map.iter_rules():
        view = house.app.view_functions[rule.endpoint]
        if "/api/" not in rule.rule or access_rule_of(view).public:
            continue
        for method in sorted(set(rule.methods or ()) & set(methods)):
            found.append((method, addresses.build(rule.endpoint, some_ids(rule), method), view))
    return found


def some_ids(rule: Rule) -> dict[str, Any]:
    """Something for every part of the address; nothing of that name exists."""
    return {
        name: 1 if isinstance(converter, IntegerConverter) else "pdf"
        for name, converter in rule._converters.items()
    }


def events(house: House) -> int:
    with house.ports("budget").sessions.read() as session:
        return session.scalar(select(func.count()).select_from(OUTBOX.table)) or 0


def refused(house: House, method: str, path: str, name: str, **query: str) -> bool:
    """Whether a call with this parameter is refused, naming it in German."""
    answer = house.call(OFFICER, method, path, {}, query={**query, name: "true"})
    named = [one for one in (answer.body or {}).get("violations", []) if one["field"] == name]
    return answer.status == 422 and [one["code"] for one in named] == ["invalid_field"]


def test_a_call_that_cannot_be_tried_refuses_to_be(house: House) -> None:
    untried = [one for one in calls(house, *WRITING) if "dry_run" not in known_parameters(one[2])]
    before = events(house)
    carried_out = [
        f"{method} {path}"
        for method, path, _ in untried
        if not refused(house, method, path, "dry_run")
    ]
    assert carried_out == []
    assert events(house) == before
    assert len(untried) > 20


def test_every_call_refuses_a_parameter_it_does_not_know(house: House) -> None:
    every = calls(house, "GET", *WRITING)
    unheard = [
        f"{method} {path}" for method, path, _ in every if not refused(house, method, path, "dry")
    ]
    assert unheard == []
    assert len(every) > 200


def test_no_writing_call_is_open_to_everybody(house: House) -> None:
    """Calls without a guard are read only: there is nothing that a parameter could try."""
    public = [
        rule.rule
        for rule in house.app.url_map.iter_rules()
        if "/api/" in rule.rule
        and access_rule_of(house.app.view_functions[rule.endpoint]).public
        and set(rule.methods or ()) & set(WRITING)
    ]
    assert public == []


def test_the_refusal_says_what_the_call_knows(house: House) -> None:
    path = f"{GRANT}/reconciliations"
    [told] = house.call(OFFICER, "POST", path, {}, query={"quartal": "2026-Q1"}).body["violations"]
    assert told["message"] == (
        "Den Parameter „quartal“ kennt dieser Aufruf nicht. Er kennt: quarter. "
        "Ausgeführt wurde nichts."
    )
    [told] = house.call(OFFICER, "POST", f"{GRANT}/interest-calculations?x=1", {}).body[
        "violations"
    ]
    assert "Er kennt keine." in told["message"]


def test_a_parameter_is_given_once(house: House) -> None:
    """`dry_run=false&dry_run=true`: nobody can say which of the two was meant."""
    path = f"{GRANT}/incomes?dry_run=false&dry_run=true"
    answer = house.call(OFFICER, "POST", path, {})
    assert answer.status == 422
    [told] = answer.body["violations"]
    assert told["field"] == "dry_run"
    assert "nur einmal" in told["message"]


def test_a_stranger_is_asked_for_a_token_first(house: House) -> None:
    answer = house.app.test_client().post("/budget/api/v1/grants?dry_run=true", json={})
    assert answer.status_code == 401


def test_true_or_false_is_said_in_german(house: House) -> None:
    for call in ("incomes", "hour-sheets"):
        answer = house.call(OFFICER, "POST", f"{GRANT}/{call}?dry_run=vielleicht", {})
        [told] = [one for one in answer.body["violations"] if one["field"] == "dry_run"]
        assert told["message"] == "Erwartet wird true oder false."
