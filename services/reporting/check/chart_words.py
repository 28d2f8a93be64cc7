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


def legend_words(chart: dict[str, Any]) -> list[str]:
    """Series in order, then the unit."""
    unit = _scale(chart)[1]
    names = [one["label"] for one in chart["series"]]
    return [*names, f"in {unit}"] if unit and chart["categories"] else names


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
    values = [one for series in chart["series"] for one in series["values"] if one is not None]
    low, high = min([0, *values]), max([0, *values])
    if chart["type"] == "percent":
        return 100, "%"
    if chart["type"] != "money":
        return 1, ""
    return next((one for one in _MONEY if max(-low, high) >= one[0]), _MONEY[-1])


def _amount(value: int, divisor: int) -> str:
    """Two digits behind the comma for millions, none else; halves are rounded up."""
    places = 2 if divisor > 100_000 else 0
    scaled = (abs(value) * 10**places + divisor // 2) // divisor
    whole, rest = divmod(scaled, 10**places)
    sign = MINUS if value < 0 and scaled else ""
    return f"{sign}{whole:,}".replace(",", ".") + (f",{rest:0{places}d}" if places else "")
