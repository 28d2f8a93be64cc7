"""Fields and base classes of all request bodies: strict types, capped texts, German messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from services.budget.domain.parameters import Setting, as_setting
from shared.money import MAX_CENTS
from shared.plain_text import MESSAGE as FORBIDDEN_CHARACTER
from shared.plain_text import has_forbidden_character, is_invisible
from shared.web.openapi import ViolationSchema

_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2100, 12, 31)
REQUIRED: Final[dict[str, Any]] = {
    "required": "Dieses Feld fehlt.",
    "null": "Dieses Feld darf nicht leer sein.",
}


class StrictSchema(Schema):
    """A request body: unknown fields are refused."""

    class Meta:
        unknown = RAISE

    error_messages: dict[str, Any] = {  # noqa: RUF012 - marshmallow's own way to say it
        "unknown": "Dieses Feld gibt es nicht.",
        "type": "Erwartet wird ein JSON-Objekt.",
    }


class Text(fields.String):
    """A text of one line or more, without control characters, not blank where required."""

    def __init__(self, longest: int, *, shortest: int = 0, **options: Any) -> None:
        message = f"Erlaubt sind {shortest} bis {longest} Zeichen."
        length = validate.Length(shortest, longest, error=message)
        messages: dict[str, Any] = {**REQUIRED, "invalid": "Erwartet wird ein Text."}
        super().__init__(validate=length, error_messages=messages, **options)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> Any:
        text = super()._deserialize(value, attr, data, **options)
        if isinstance(text, str) and has_forbidden_character(text):
            raise ValidationError(FORBIDDEN_CHARACTER)
        if isinstance(text, str) and is_invisible(text):
            raise ValidationError(REQUIRED["required"])
        return text


IDENTIFIER: Final = re.compile(r"^\w[\w.:+-]{0,79}\Z")


class Identifier(fields.String):
    """An id that a client chooses: it becomes part of addresses."""

    def __init__(self, **options: Any) -> None:
        form = validate.Regexp(
            IDENTIFIER,
            error="Erlaubt sind bis zu 80 Buchstaben, Ziffern und . : + - _ ohne Leerzeichen.",
        )
        messages: dict[str, Any] = {**REQUIRED, "invalid": "Erwartet wird ein Text."}
        super().__init__(validate=form, error_messages=messages, **options)


class Whole(fields.Integer):
    """A whole number within bounds; neither text nor 1.0 passes for one."""

    def __init__(self, low: int, high: int, **options: Any) -> None:
        bounds = validate.Range(low, high, error=f"Erlaubt ist {low} bis {high}.")
        messages: dict[str, Any] = {
            **REQUIRED,
            "invalid": "Erwartet wird eine ganze Zahl.",
            "too_large": "Diese Zahl ist zu groß.",
        }
        super().__init__(strict=True, validate=bounds, error_messages=messages, **options)


class Cents(Whole):
    """Money in integer cents, below 100 billion euros."""

    def __init__(self, low: int = 0, **options: Any) -> None:
        super().__init__(low, MAX_CENTS, **options)


class BasisPoints(Whole):
    """A share in basis points: 6500 is 65 %."""

    def __init__(self, low: int = 0, **options: Any) -> None:
        super().__init__(low, 10_000, **options)


class Share(Whole):
    """A share in basis points that a rule judges: beyond 100 % is its refusal, and an event."""

    def __init__(self, **options: Any) -> None:
        super().__init__(-1_000_000, 1_000_000, **options)


class YesNo(fields.Boolean):
    """true or false, and nothing that merely looks like it."""

    def __init__(self, **options: Any) -> None:
        messages: dict[str, Any] = {**REQUIRED, "invalid": "Erwartet wird true oder false."}
        super().__init__(truthy={True}, falsy={False}, error_messages=messages, **options)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Day(fields.Date):
    """A calendar day, `YYYY-MM-DD` and nothing else, between 1990 and 2100."""

    def __init__(self, **options: Any) -> None:
        bounds = validate.Range(EARLIEST, LATEST, error="Erlaubt sind Tage von 1990 bis 2100.")
        messages: dict[str, Any] = {
            **REQUIRED,
            "invalid": "Erwartet wird ein Tag in der Form JJJJ-MM-TT.",
        }
        super().__init__(format="iso", validate=bounds, error_messages=messages, **options)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> date:
        if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE)
        return super()._deserialize(value, attr, data, **options)


class Choice(fields.Enum[Any]):
    """One value of an enumeration of the domain."""

    def __init__(self, choices: Any, **options: Any) -> None:
        known = ", ".join(str(one.value) for one in choices)
        messages: dict[str, Any] = {**REQUIRED, "unknown": f"Erlaubt sind: {known}."}
        super().__init__(choices, by_value=True, error_messages=messages, **options)


class Items(fields.List[Any]):
    """A list with a largest length."""

    def __init__(self, item: Any, most: int, **options: Any) -> None:
        length = validate.Length(max=most, error=f"Höchstens {most} Einträge.")
        messages: dict[str, Any] = {**REQUIRED, "invalid": "Erwartet wird eine Liste."}
        super().__init__(item, validate=length, error_messages=messages, **options)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> list[Any]:
        """Each member comes whole: a change leaves out fields of the body, never of a member."""
        return super()._deserialize(value, attr, data, **{**options, "partial": False})


class SettingValue(fields.Raw):
    """A value of a rule pack's parameter: whole number, text, yes or no, or a list of these."""

    def _deserialize(self, value: Any, *_args: Any, **_options: Any) -> Setting:
        members = value if isinstance(value, list) else [value]
        if len(members) > 50 or not all(isinstance(one, int | str) for one in members):
            raise ValidationError("Dieser Wert ist keiner, den ein Regelpaket kennt.")
        if any(
            isinstance(one, str) and (len(one) > 80 or has_forbidden_character(one))
            for one in members
        ):
            raise ValidationError("Dieser Text ist hier nicht möglich.")
        return as_setting(value)


class Settings(fields.Dict):
    """Own values of a grant for parameters of its rule pack."""

    def __init__(self, **options: Any) -> None:
        messages: dict[str, Any] = {**REQUIRED, "invalid": "Erwartet wird ein JSON-Objekt."}
        super().__init__(keys=Text(80), values=SettingValue(), error_messages=messages, **options)


class FileReference(fields.String):
    """SHA-256 (hex) of a file handed in before through `POST /grants/{grant_id}/files`."""

    def __init__(self, **options: Any) -> None:
        form = validate.Regexp(r"^[0-9a-f]{64}\Z", error="Erwartet wird ein SHA-256 in Hex.")
        messages: dict[str, Any] = {**REQUIRED, "invalid": "Erwartet wird ein Text."}
        super().__init__(validate=form, error_messages=messages, **options)


class EnclosedSchema(StrictSchema):
    """A request that may name a paper handed in before."""

    file = FileReference(load_default=None, allow_none=True)


class ReferencedSchema(EnclosedSchema):
    """A request that says where the paper it rests on is filed."""

    reference = Text(200, required=True)


class PageQuery(Schema):
    """Keyset paging of a list."""

    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(1, 500, error="Erlaubt ist 1 bis 500."),
        error_messages={"invalid": "Erwartet wird eine ganze Zahl."},
    )
    cursor = Text(500, load_default=None)


class Warned(Schema):
    """Part of every answer to a command: the warnings that came with it."""

    violations = fields.List(fields.Nested(ViolationSchema), required=True)


class DecisionOnly(StrictSchema):
    """The body of an action that needs none: empty or `{}`."""
