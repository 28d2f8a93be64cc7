"""Type and range of a parameter, declared beside the field that bears its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

Setting = int | str | bool | tuple[str, ...] | tuple[int, ...] | None


@dataclass(frozen=True)
class Spec:
    """What values a parameter takes; `expected` says so in German, `words` are those it knows."""

    expected: str
    accepts: Callable[[Setting], bool]
    words: tuple[str, ...] = ()


def choice(*values: str) -> Spec:
    """One of these words."""
    return Spec("einer von " + ", ".join(values), lambda value: value in values, values)


def whole(low: int, high: int) -> Spec:
    """A whole number, both bounds included."""
    return Spec(
        f"eine ganze Zahl von {low} bis {high}",
        lambda value: (
            isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        ),
    )


def texts(*allowed: str) -> Spec:
    """A list of these words, possibly empty."""
    return Spec(
        "eine Liste aus " + ", ".join(allowed),
        lambda value: isinstance(value, tuple) and all(one in allowed for one in value),
        allowed,
    )


def pairs(*allowed: str) -> Spec:
    """A list of `number=word` with these words, possibly empty; no number twice."""

    def accepts(value: Setting) -> bool:
        if not isinstance(value, tuple):
            return False
        halves = [str(one).partition("=") for one in value]
        keys = [key for key, _, _ in halves]
        fits = all(key.isdecimal() and word in allowed for key, _, word in halves)
        return fits and len(set(keys)) == len(keys)

    return Spec("eine Liste aus Ziffern=Wort mit " + ", ".join(allowed), accepts, allowed)


def words(*allowed: str, low: int, high: int) -> Spec:
    """A list of `word=number` with these words, possibly empty; no word twice, bounds included."""

    def accepts(value: Setting) -> bool:
        if not isinstance(value, tuple):
            return False
        halves = [str(one).partition("=") for one in value]
        keys = [key for key, _, _ in halves]
        fits = all(key in allowed and _within(number, low, high) for key, _, number in halves)
        return fits and len(set(keys)) == len(keys)

    return Spec(
        f"eine Liste aus Wort=Zahl ({low} bis {high}) mit " + ", ".join(allowed), accepts, allowed
    )


def _within(text: str, low: int, high: int) -> bool:
    return text.isascii() and text.isdecimal() and low <= int(text) <= high


def dated(low: int, high: int) -> Spec:
    """A list of at least one `YYYY-MM-DD=number`, days ascending, bounds included.

    The number counts from that day on until the next.
    """

    def accepts(value: Setting) -> bool:
        if not isinstance(value, tuple) or not value:
            return False
        halves = [str(one).partition("=") for one in value]
        days = [day for day, _, _ in halves]
        fits = all(_is_day(day) and _within(number, low, high) for day, _, number in halves)
        return fits and days == sorted(set(days))

    return Spec(f"eine Liste aus JJJJ-MM-TT=Zahl ({low} bis {high}), Tage aufsteigend", accepts)


def number_on(values: tuple[str, ...], day: date) -> int:
    """What a list accepted by `dated` says for a day; before its first, the first."""
    counting = [one for one in values if one.partition("=")[0] <= day.isoformat()]
    return int((counting or list(values[:1]))[-1].partition("=")[2])


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def numbers(low: int, high: int) -> Spec:
    """A list of at least one whole number, both bounds included."""
    one = whole(low, high)
    return Spec(
        f"eine Liste ganzer Zahlen von {low} bis {high}",
        lambda value: isinstance(value, tuple) and bool(value) and all(map(one.accepts, value)),
    )


LINES: Final = Spec(
    "eine Liste von Texten",
    lambda value: isinstance(value, tuple) and all(isinstance(one, str) for one in value),
)
DIGITS: Final = Spec(
    "eine Liste von Ziffernfolgen",
    lambda value: isinstance(value, tuple) and all(str(one).isdecimal() for one in value),
)
YES_NO: Final = Spec("true oder false", lambda value: isinstance(value, bool))
CENTS: Final = whole(0, 10**13 - 1)
BASIS_POINTS: Final = whole(0, 10_000)


def parameter(label: str, spec: Spec) -> Any:
    """A field that a rule pack sets; an unknown key or a wrong value stops the start.

    `label` is what people read instead of the name of the field (German).
    """
    return field(metadata={"spec": spec, "label": label})


def as_setting(value: object) -> Setting:
    """A value read from TOML or JSON: lists become tuples, everything else stays as it is."""
    if isinstance(value, list):
        return tuple(value)
    return value  # type: ignore[return-value]  # `Spec.accepts` judges whatever came in
