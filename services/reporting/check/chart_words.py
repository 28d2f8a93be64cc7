"""The words a chart bears: names of its series with the unit, and each category with its amounts.

They are written as short as a chart has room: cut names end in an ellipsis, amounts are rounded.
"""

from __future__ import annotations

from typing import Any

from .printed import MINUS, plain

_MONEY = ((100_000_000, "Mio. EUR"), (100_000, "Tsd. EUR"), (100, "EUR"))
"""Cents per unit; the largest is taken that leaves at least one."""
_STACKS = (("forecast", "actual"), ("potential", "received"))
"""Roles of each column from above."""
_CUT, _UNKNOWN = "…", "▯"
_STEPS, _MOST_PLACES = 4, 2
"""Of a scale; digits behind the comma of its words."""


def legend_words(chart: dict[str, Any]) -> list[str]:
    """Series in order, then the unit."""
    unit = _scale(chart)[1]
    names = [one["label"] for one in chart["series"]]
    return [*names, f"in {unit}"] if unit and chart["categories"] else names


def unit_of(chart: dict[str, Any]) -> str:
    """The unit a chart names, empty where it names none."""
    return _scale(chart)[1] if chart["categories"] else ""


def ticks_of(chart: dict[str, Any]) -> list[int]:
    """Values of the lines of a scale, the lowest first: about four round steps that hold all."""
    low, high = _ends(chart)
    if low == high:
        high = 100 if chart["type"] == "money" else 1
    step = _round_step((high - low) // _STEPS or 1)
    return list(range(low // step * step, -(-high // step) * step + 1, step))


def axis_words(chart: dict[str, Any]) -> list[str]:
    """The words at the lines of the scale."""
    ticks, divisor = ticks_of(chart), _scale(chart)[0]
    step, places = ticks[1] - ticks[0], 0
    while places < _MOST_PLACES and step * 10**places % divisor:
        places += 1
    return [_amount(one, divisor, places) for one in ticks]


def shown_categories(chart: dict[str, Any], count: int) -> list[int]:
    """Places of so many names, from the last on: as many stand there as have room."""
    every = -(-len(chart["categories"]) // count) if count else 1
    found = range(len(chart["categories"]) - 1, -1, -every)
    return list(found) if len(found) == count else []


def curve_words(chart: dict[str, Any], rest: str) -> bool:
    """Whether these are the words of the scale and every so many-th name, from the last."""
    names = after(rest, axis_words(chart))
    if names is None or not chart["categories"]:
        return names == ""
    for count in range(1, len(chart["categories"]) + 1):
        places = shown_categories(chart, count)
        if places and after(names, [chart["categories"][one] for one in places]) == "":
            return True
    return False


def bar_words(chart: dict[str, Any], place: int) -> list[str]:
    """A category and the amounts at its bars."""
    divisor, _ = _scale(chart)
    values = [one["values"][place] for one in chart["series"]]
    amounts = [_amount(one, divisor) for one in values if one is not None]
    return [chart["categories"][place], *amounts]


def column_words(chart: dict[str, Any], place: int) -> list[str]:
    """A category and the amounts above its columns, the upper part of each first."""
    divisor, _ = _scale(chart)
    words = [chart["categories"][place]]
    for roles in _STACKS:
        series = [one for role in roles for one in chart["series"] if one["role"] == role]
        values = [one["values"][place] or 0 for one in series]
        words += [_amount(one, divisor) for one in values if one]
    return words


def after(printed: str, words: list[str]) -> str | None:
    """What follows these words in a printed text, white space aside; None if they are others."""
    rest = plain(printed)
    for word in words:
        end = _end(rest, plain(word))
        if end is None:
            return None
        rest = rest[end:]
    return rest


def _end(text: str, word: str) -> int | None:
    """Where the word ends at the beginning of the text, whole or cut."""
    for place, letter in enumerate(word):
        found = text[place : place + 1]
        if found not in (letter, _UNKNOWN):
            return place + 1 if found == _CUT else None
    return len(word)


def _scale(chart: dict[str, Any]) -> tuple[int, str]:
    """Raw values per unit, and the unit."""
    low, high = _ends(chart)
    if chart["type"] == "percent":
        return 100, "%"
    if chart["type"] != "money":
        return 1, ""
    return next((one for one in _MONEY if max(-low, high) >= one[0]), _MONEY[-1])


def _ends(chart: dict[str, Any]) -> tuple[int, int]:
    values = [one for series in chart["series"] for one in series["values"] if one is not None]
    return min([0, *values]), max([0, *values])


def _round_step(raw: int) -> int:
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    power = 1
    while power * 10 <= raw:
        power *= 10
    for tenths in (10, 20, 25, 50):
        if power * tenths >= raw * 10 and power * tenths % 10 == 0:
            return power * tenths // 10
    return power * 10


def _amount(value: int, divisor: int, places: int | None = None) -> str:
    """So many digits behind the comma; by itself two for millions, none else. Halves go up."""
    if places is None:
        places = 2 if divisor > 100_000 else 0
    scaled = (abs(value) * 10**places + divisor // 2) // divisor
    whole, rest = divmod(scaled, 10**places)
    sign = MINUS if value < 0 and scaled else ""
    return f"{sign}{whole:,}".replace(",", ".") + (f",{rest:0{places}d}" if places else "")
