"""The value that decided a finding, and where it stands."""

from __future__ import annotations

from typing import Any

from pytest_bdd import then

from services.budget.domain.rulepack import OF_THE_NOTICE
from tests.driver import Answer, House
from tests.steps.notation import step


@then(
    step(
        'nennt der Hinweis "{code}" für "{key}" den Wert "{value}" '
        'aus "{pack}", Fassung "{version}": "{citation}"'
    )
)
def finding_names(
    response: Answer, code: str, key: str, value: str, pack: str, version: str, citation: str
) -> None:
    found = deciding(response.expect(200, 201).body["violations"], code, key)
    assert told(found) == (value, pack, version, citation)
    assert not found["set_by_grant"]


@then(
    step(
        'nennt der Hinderungsgrund "{code}" für "{key}" den Wert "{value}" '
        'aus "{pack}", Fassung "{version}": "{citation}"'
    )
)
def refusal_names(
    response: Answer, code: str, key: str, value: str, pack: str, version: str, citation: str
) -> None:
    found = deciding(response.expect(422).body["violations"], code, key)
    assert told(found) == (value, pack, version, citation)


@then(step('nennt der Hinweis "{code}" für "{key}" den Wert "{value}" aus dem Bescheid'))
def finding_names_award(response: Answer, code: str, key: str, value: str) -> None:
    found = deciding(response.expect(200, 201).body["violations"], code, key)
    assert found["set_by_grant"]
    assert (found["value"].replace("\u00a0", " "), found["citation"]) == (value, OF_THE_NOTICE)


@then(
    step(
        'nennt die Ausgabe für "{key}" den Wert "{value}" '
        'aus "{pack}", Fassung "{version}": "{citation}"'
    )
)
def row_names(
    house: House, entered: dict[str, Any], key: str, value: str, pack: str, version: str,
    citation: str,
) -> None:  # fmt: skip
    house.settle()
    row = house.expenditure(entered["expenditure_id"])
    found = deciding(row["missing"], key, key)
    assert told(found) == (value, pack, version, citation)


def deciding(reasons: list[dict[str, Any]], code: str, key: str) -> dict[str, Any]:
    """The value of that parameter which the one reason of this code names."""
    [reason] = [one for one in reasons if one["code"] == code]
    [found] = [one for one in reason["values"] if one["parameter"] == key]
    return dict(found)


def told(value: dict[str, Any]) -> tuple[str, str, str, str]:
    text = value["value"].replace("\u00a0", " ")
    return text, value["pack"], value["pack_version"], value["citation"]
