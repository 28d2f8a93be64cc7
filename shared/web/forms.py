"""HTML forms: German notation in, domain values out, a German message at each wrong field.

A form is a marshmallow schema of the field types below. Browsers send more than a form asks for
(the CSRF token, the button pressed), so unknown names are left out; blanks count as not filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any, Final

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from shared.errors import Violation
from shared.money import AmountError, format_amount, parse_euro
from shared.periods import DateError, Period, PeriodError, german_date, parse_german_date
from shared.plain_text import MESSAGE as FORBIDDEN_CHARACTER
from shared.plain_text import has_forbidden_character, is_invisible

_SHORT_DAY: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.((?:20)?[0-9]{2})")
_COMPACT_DAY: Final = re.compile(r"([0-9]{2})([0-9]{2})((?:20)?[0-9]{2})")
_PERCENT: Final = re.compile(r"([0-9]{1,3})(?:,([0-9]{1,2}))?")
_MISSING: Final = "Bitte ausfüllen."
_MAX_NUMBER: Final = 9_999_999


class FormSchema(Schema):
    """What a form asks for."""

    class Meta:
        unknown = EXCLUDE


class _Typed(fields.Field[Any]):
    """A field read from text; subclasses turn the text into a value or raise ValueError."""

    def __init__(self, **options: Any) -> None:
        messages: dict[str, Any] = {"required": _MISSING, "null": _MISSING}
        super().__init__(error_messages=messages, **options)

    def read(self, text: str) -> Any:
        """The value. Raises ValueError with a German sentence."""
        raise NotImplementedError

    def _deserialize(self, value: Any, attr: Any, data: Any, **options: Any) -> Any:
        try:
            return self.read(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error


class Text(_Typed):
    """A text without control characters."""

    def __init__(self, longest: int = 200, **options: Any) -> None:
        length = validate.Length(max=longest, error=f"Höchstens {longest} Zeichen.")
        super().__init__(validate=length, **options)

    def read(self, text: str) -> str:
        if has_forbidden_character(text):
            raise ValueError(FORBIDDEN_CHARACTER)
        if is_invisible(text):
            raise ValueError(_MISSING)
        return text


class Euro(_Typed):
    """An amount in German notation, as cents."""

    def read(self, text: str) -> int:
        try:
            return parse_euro(text)
        except AmountError as error:
            raise ValueError(str(error)) from error


class Percent(_Typed):
    """`65` or `65,5 %`, as basis points from 0 to 10,000."""

    def read(self, text: str) -> int:
        match = _PERCENT.fullmatch(text.rstrip(" %\u00a0"))
        if match is None:
            raise ValueError("Bitte einen Anteil wie 65 oder 65,5 eingeben.")
        basis_points = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
        if basis_points > 10_000:
            raise ValueError("Ein Anteil liegt zwischen 0 und 100 Prozent.")
        return basis_points


class Day(_Typed):
    """A day: `15.02.2026`, for fast typing also `15.2.26`, `150226`, `15022026`, or ISO.

    Two digits of a year are of this century here: the page shows the whole date before saving.
    """

    def read(self, text: str) -> date:
        compact = _COMPACT_DAY.fullmatch(text) or _SHORT_DAY.fullmatch(text)
        if compact:
            day, month, year = compact.groups()
            text = f"{day}.{month}.{year if len(year) == 4 else '20' + year}"
        try:
            return parse_german_date(text)
        except DateError as error:
            raise ValueError(str(error)) from error


class Whole(_Typed):
    """A whole number within bounds."""

    def __init__(self, low: int = 0, high: int = _MAX_NUMBER, **options: Any) -> None:
        self._low, self._high = low, high
        super().__init__(**options)

    def read(self, text: str) -> int:
        plain = text.isascii() and text.isdecimal() and len(text) <= 9
        if not plain or not self._low <= int(text) <= self._high:
            raise ValueError(f"Bitte eine ganze Zahl von {self._low} bis {self._high} eingeben.")
        return int(text)


class Choice(_Typed):
    """One of the values of an enumeration."""

    def __init__(self, values: type[Enum], **options: Any) -> None:
        self._values = values
        super().__init__(**options)

    def read(self, text: str) -> Enum:
        try:
            return self._values(text)
        except ValueError as error:
            raise ValueError("Bitte einen der angebotenen Werte wählen.") from error


class PeriodText(_Typed):
    """A period, `2026-Q1` or `1/2026` for a quarter, `2026-H1`, `2026`; kept as text."""

    parse = Period.parse_long

    def read(self, text: str) -> str:
        try:
            return str(self.parse(re.sub(r"^([1-4])/(\d{4})$", r"\2-Q\1", text)))
        except PeriodError as error:
            raise ValueError(str(error)) from error


class AnyPeriodText(PeriodText):
    """The same, or a month, `2026-05`."""

    parse = Period.parse


@dataclass(frozen=True)
class Form:
    """A form as a page shows it: what was typed, what is wrong where.

    `data` holds the values once everything could be read, else it is None. `shown` are violations
    to be listed as a whole: all of a refusal, each also at its field where it has one.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] | None = None
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    shown: Sequence[Violation] = ()
    is_kept: bool = False
    """Whether the browser keeps what was typed, so that "Zurück" shows it; it may then propose it
    in this form again."""

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.values.get(name, "")

    def messages(self, name: str) -> Sequence[str]:
        """What is wrong at a field."""
        return self.errors.get(name, ())

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors) or any(one.is_error for one in self.shown)

    def refused(self, violations: Iterable[Violation]) -> Form:
        """The same form with the reasons of a rule, errors also at their fields."""
        found = tuple(violations)
        errors = {name: list(messages) for name, messages in self.errors.items()}
        for one in found:
            if one.is_error and one.field:
                errors.setdefault(one.field, []).append(one.message)
        return replace(self, errors=errors, shown=(*self.shown, *found))


def read_form(schema: FormSchema, submitted: Mapping[str, str]) -> Form:
    """Reads what a browser sent; never raises, wrong fields are in `errors`."""
    typed = {name: text.strip() for name, text in submitted.items() if name in schema.fields}
    filled = {name: text for name, text in typed.items() if text}
    try:
        data = schema.load(filled)
    except ValidationError as error:
        wrong: dict[str, list[str]] = error.normalized_messages()  # type: ignore[no-untyped-call]
        return Form(typed, None, wrong)
    return Form(typed, data)


def filled_form(values: Mapping[str, Any]) -> Form:
    """A form that proposes values, written the way a user would type them."""
    return Form({name: as_typed(name, value) for name, value in values.items()})


def as_typed(name: str, value: Any) -> str:
    """A value in the notation of its field; the name's ending tells cents and basis points."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return german_date(value)
    if isinstance(value, Enum):
        return str(value.value)
    if name.endswith("_cents"):
        return format_amount(value)
    if name.endswith("_bp"):
        whole, rest = divmod(value, 100)
        return f"{whole},{rest:02d}".rstrip("0") if rest else str(whole)
    return str(value)
