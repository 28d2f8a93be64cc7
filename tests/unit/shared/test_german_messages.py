"""No sentence of the schema library reaches a user in English."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import pytest
from marshmallow import Schema, ValidationError, fields, validate

from shared.web.german_messages import in_german

PLACES = re.compile(r"\{[^}]*\}+")


def said_by_the_library() -> Iterator[str]:
    for name in fields.__all__:
        yield from getattr(getattr(fields, name), "default_error_messages", {}).values()
    yield from Schema._default_error_messages.values()
    for _, each in inspect.getmembers(validate, inspect.isclass):
        for name, text in vars(each).items():
            if name.startswith(("default_message", "message_")) and " {" in text:
                yield text


@pytest.mark.parametrize("text", sorted(set(said_by_the_library())))
def test_every_message_is_said_in_german(text: str) -> None:
    said = in_german(PLACES.sub("7", text))
    assert said != PLACES.sub("7", text)
    assert not re.search(r"\b(not|must|valid|field|value)\b", said, re.IGNORECASE)


@pytest.mark.parametrize(
    ("check", "value", "said"),
    [
        (validate.Range(1, 9), 10, "Von 1 bis 9."),
        (validate.Range(min=1), 0, "Mindestens 1."),
        (validate.Range(max=9), 10, "Höchstens 9."),
        (validate.Length(1, 9), "", "Länge von 1 bis 9."),
        (validate.Length(max=1), "ab", "Höchstlänge: 1."),
        (validate.Length(min=3), "ab", "Mindestlänge: 3."),
        (validate.Length(equal=3), "ab", "Länge genau 3."),
        (validate.OneOf(["de", "iso"]), "xml", "Möglich ist: de, iso."),
    ],
)
def test_limits_are_named(check: validate.Validator, value: object, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check(value)
    assert in_german(str(refused.value.messages[0])) == said


def test_our_own_words_stay() -> None:
    assert in_german("Erwartet wird ein Text.") == "Erwartet wird ein Text."
