"""The rule register."""

from __future__ import annotations

from pytest_bdd import then, when

from tests.driver import OFFICER, Answer, House
from tests.steps.notation import step


@when(step('ich die Regel "{rule_id}" nachschlage'), target_fixture="response")
def look_up(house: House, rule_id: str) -> Answer:
    return house.budget(OFFICER, "GET", f"/rules/{rule_id}").expect(200)


@then(step('gilt für "{grant_id}" der Wert "{key}" wie "{value}" laut "{citation}"'))
def value_in_force(response: Answer, grant_id: str, key: str, value: str, citation: str) -> None:
    found = {(one["grant_id"], one["key"]): one for one in response.body["values"]}
    one = found[grant_id, key]
    assert (str(one["value"]), one["citation"]) == (value, citation)


@then(step('ruht sie, weil "{reason}"'))
def rests(response: Answer, reason: str) -> None:
    assert (response.body["active"], response.body["inactive"]) == (False, reason)
