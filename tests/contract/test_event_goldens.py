"""No event type changes its golden schema: what entered the log can never be changed later."""

from __future__ import annotations

import json

import jsonschema
import pytest

from contracts.events import EVENT_TYPES
from contracts.events.budget import LoginFailed
from contracts.schema import check_payload, from_payload, to_payload
from tests.contract.golden import ASYNCAPI, SCHEMAS, asyncapi_text, file_name, schema_text


@pytest.mark.parametrize("type_", sorted(EVENT_TYPES))
def test_schema_is_as_promised(type_: str) -> None:
    assert (SCHEMAS / file_name(type_)).read_text("utf-8") == schema_text(type_)


@pytest.mark.parametrize("type_", sorted(EVENT_TYPES))
def test_schema_is_a_valid_schema(type_: str) -> None:
    schema = json.loads((SCHEMAS / file_name(type_)).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)


def test_no_golden_without_event() -> None:
    assert {one.name for one in SCHEMAS.iterdir()} == {file_name(type_) for type_ in EVENT_TYPES}


def test_asyncapi_is_as_promised() -> None:
    assert ASYNCAPI.read_text("utf-8") == asyncapi_text()


@pytest.mark.parametrize("type_", sorted(EVENT_TYPES))
def test_types_are_named_after_the_pattern(type_: str) -> None:
    prefix, service, subject, action, version = type_.split(".")
    assert (prefix, version) == ("funding", "v1")
    assert service in ("budget", "reporting", "audit")
    assert subject and action


def test_a_consumer_ignores_what_it_does_not_know_and_a_publisher_does_not() -> None:
    payload = to_payload(LoginFailed(None, "unknown_user")) | {"later": 1}
    assert from_payload(LoginFailed, payload) == LoginFailed(None, "unknown_user")
    assert "later" in check_payload(LoginFailed, payload)
