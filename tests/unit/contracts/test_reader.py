"""The compiled schemas say yes only where marshmallow does, and read the same."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate

from contracts.events import EVENT_TYPES
from contracts.reader import Misfit, compile_reader
from contracts.schema import check_payload, from_payload, schema_of

ODD: st.SearchStrategy[Any] = st.sampled_from(
    (None, "", "x", b"x", 0, 1, 2**53, True, 1.0, [], ["x"], [None], {}, {"x": 1}, ("x",))
) | st.sampled_from(("2026-02-30", "2026-01-01", "20260101", "2026-W01-1", "ok", "voucher"))

# other keys are left to the schema (see `test_a_key_beyond_ascii_is_left_to_the_schema`)
PLAIN_KEYS = st.text(st.characters(codec="ascii"), max_size=3)


def right(schema: Schema) -> st.SearchStrategy[dict[str, Any]]:
    """Payloads a publisher may write; fields with a default may be absent."""
    members = {name: right_value(field) for name, field in schema.load_fields.items()}
    needed = {name for name, field in schema.load_fields.items() if field.required}
    return st.fixed_dictionaries(
        {name: members[name] for name in needed},
        optional={name: members[name] for name in members.keys() - needed},
    )


def right_value(field: fields.Field[Any]) -> st.SearchStrategy[Any]:
    present = right_present(field)
    return st.none() | present if field.allow_none else present


def right_present(field: fields.Field[Any]) -> st.SearchStrategy[Any]:
    match field:
        case fields.Nested():
            nested: Any = field.schema
            return right(nested)
        case fields.List():
            return st.lists(right_value(field.inner), max_size=2)
        case fields.Dict(value_field=fields.Field() as inner):
            return st.dictionaries(PLAIN_KEYS, right_value(inner), max_size=2)
        case fields.Integer():
            return st.integers(-(2**53) + 1, 2**53 - 1)
        case fields.Boolean():
            return st.booleans()
        case fields.Date():
            return st.dates().map(date.isoformat)
        case fields.String(validators=[validate.OneOf(choices=choices)]):
            return st.sampled_from(sorted(choices))
        case _:
            return st.text(max_size=5)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with every key in it."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


@st.composite
def events(draw: st.DrawFn) -> tuple[type, dict[str, Any]]:
    cls = EVENT_TYPES[draw(st.sampled_from(sorted(EVENT_TYPES)))]
    return cls, draw(right(schema_of(cls)()))


@st.composite
def odd_events(draw: st.DrawFn) -> tuple[type, dict[str, Any]]:
    """An event with one thing replaced, taken out or put in, at any depth."""
    cls, payload = draw(events())
    payload = copy.deepcopy(payload)
    found = list(places(payload))
    assume(found)
    container, key = draw(st.sampled_from(found))
    match draw(st.sampled_from(["replace", "remove", "add"])):
        case "replace":
            container[key] = draw(ODD)
        case "remove":
            del container[key]
        case _ if isinstance(container, dict):
            container["later"] = draw(ODD)
        case _:
            container.append(draw(ODD))
    return cls, payload


@given(events())
def test_what_is_right_is_read_at_once_and_alike(event: tuple[type, dict[str, Any]]) -> None:
    cls, payload = event
    assert check_payload(cls, payload) == {}
    schema = schema_of(cls)()
    assert compile_reader(schema, cls)(payload) == schema.load(payload)


@given(odd_events())
def test_the_schema_and_its_compiled_form_never_disagree(event: tuple[type, Any]) -> None:
    cls, payload = event
    for unknown in (RAISE, EXCLUDE):
        schema = schema_of(cls, unknown)(unknown=unknown)
        try:
            read = compile_reader(schema, cls)(payload)
        except Misfit:
            continue
        assert read == schema.load(payload)


@given(odd_events())
def test_the_errors_are_those_of_the_schema(event: tuple[type, Any]) -> None:
    cls, payload = event
    assert check_payload(cls, payload) == schema_of(cls)().validate(payload)
    try:
        read = from_payload(cls, payload)
    except ValidationError as error:
        with pytest.raises(ValidationError) as expected:
            schema_of(cls, EXCLUDE)(unknown=EXCLUDE).load(payload)
        assert error.messages == expected.value.messages
    else:
        assert type(read) is cls


@given(events())
def test_unknown_fields_are_passed_over_at_any_depth(event: tuple[type, dict[str, Any]]) -> None:
    cls, payload = event
    later = copy.deepcopy(payload)
    plant(schema_of(cls)(), later)
    assert from_payload(cls, later) == from_payload(cls, payload)


def plant(schema: Schema, payload: dict[str, Any]) -> None:
    """Puts a field of a later version into every object."""
    for name, field in schema.load_fields.items():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            nested: Any = inner.schema
            found = payload.get(name)
            for one in found if isinstance(found, list) else [found]:
                if one is not None:
                    plant(nested, one)
    payload["later"] = {"new": 1}


def test_a_field_nobody_translated_stops_the_start() -> None:
    schema = Schema.from_dict({"amount": fields.Float()})()
    with pytest.raises(TypeError, match="Float"):
        compile_reader(schema, dict)


def test_a_key_beyond_ascii_is_left_to_the_schema() -> None:
    schema = Schema.from_dict({"by_line": fields.Dict(fields.String(), fields.String())})()
    read = compile_reader(schema, dict)
    with pytest.raises(Misfit):
        read({"by_line": {"ä": "x"}})
    assert schema.load({"by_line": {"ä": "x"}}) == {"by_line": {"ä": "x"}}


@pytest.mark.parametrize("cls", EVENT_TYPES.values(), ids=lambda one: str(one.__name__))
def test_the_schema_of_an_event_knows_each_of_its_fields(cls: type) -> None:
    declared = [one.name for one in dataclasses.fields(cls)]  # type: ignore[arg-type]
    assert list(schema_of(cls)().fields) == declared
