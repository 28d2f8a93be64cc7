"""The rule register."""

from __future__ import annotations

from typing import Any

from pytest_bdd import then, when

from tests.driver import OFFICER, Answer, House
from tests.steps.notation import step
from tests.steps.rulepacks import LEVELS


@when(step('ich die Regel "{rule_id}" nachschlage'), target_fixture="response")
def look_up(house: House, rule_id: str) -> Answer:
    return house.budget(OFFICER, "GET", f"/rules/{rule_id}").expect(200)


@then(step('gilt für "{grant_id}" der Wert "{key}" wie "{value}" laut "{citation}"'))
def value_in_force(response: Answer, grant_id: str, key: str, value: str, citation: str) -> None:
    one = _value(response, grant_id, key)
    assert (str(one["value"]), one["citation"]) == (value, citation)


@then(step('gilt für "{grant_id}" der Wert "{key}" im Rang "{level}", Regelpaket "{pack}"'))
def rank_in_force(response: Answer, grant_id: str, key: str, level: str, pack: str) -> None:
    one = _value(response, grant_id, key)
    assert (one["level"], one["rule_pack"]) == (LEVELS[level], pack)


@then(
    step('steht für "{grant_id}" bei "{key}" der Wert "{value}" aus "{pack}" zurück: "{citation}"')
)
def outranked(
    response: Answer, grant_id: str, key: str, value: str, pack: str, citation: str
) -> None:
    weaker = [
        (str(one["value"]), one["rule_pack"], one["citation"])
        for one in _value(response, grant_id, key)["outranked"]
    ]
    assert (value, pack, citation) in weaker


@then(step('steht für "{grant_id}" bei "{key}" kein anderer Wert zurück'))
def nothing_outranked(response: Answer, grant_id: str, key: str) -> None:
    assert _value(response, grant_id, key)["outranked"] == []


def _value(response: Answer, grant_id: str, key: str) -> dict[str, Any]:
    found = {(one["grant_id"], one["key"]): one for one in response.body["values"]}
    return dict(found[grant_id, key])


@then(step('ruht sie, weil "{reason}"'))
def rests(response: Answer, reason: str) -> None:
    assert (response.body["active"], response.body["inactive"]) == (False, reason)


@then(step('nennt das Regelpaket "{pack}" denselben Grund mit der Fundstelle "{citation}"'))
def rests_in_pack(house: House, response: Answer, pack: str, citation: str) -> None:
    listed = house.budget(OFFICER, "GET", f"/rule-packs/{pack}").expect(200).body["inactive"]
    [one] = [one for one in listed if one["rule"] == response.body["id"]]
    assert (one["reason"], one["citation"]) == (response.body["inactive"], citation)


@then(step('steht sie in "{place}"'))
def stands_in(response: Answer, place: str) -> None:
    assert place in response.body["packs"]
