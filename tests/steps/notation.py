"""Step patterns and German notation: amounts and dates exactly as an officer types them."""

from __future__ import annotations

from datetime import date

from pytest_bdd import parsers

from shared.money import parse_euro
from shared.periods import parse_german_date


def german_date(text: str) -> date:
    return parse_german_date(text)


def euro(text: str) -> int:
    return parse_euro(text)


def step(text: str) -> parsers.cfparse:
    """A step text; `{day:Datum}` and `{amount:Betrag}` arrive as day and cents."""
    return parsers.cfparse(text, extra_types={"Datum": german_date, "Betrag": euro})


def fields(datatable: list[list[str]]) -> dict[str, object]:
    """A two-column table of API fields: amounts with €, German dates, `-` for left out."""
    return {name: value_of(text) for name, text in datatable[1:]}


def value_of(text: str) -> object:
    if text == "-":
        return None
    if text.endswith("€"):
        return parse_euro(text)
    if text.endswith("%"):
        return round(parse_euro(text.removesuffix("%").strip()))
    if text.endswith(" Tage"):
        return int(text.removesuffix(" Tage"))
    if len(text) == 10 and text[2] == text[5] == ".":
        return parse_german_date(text).isoformat()
    return text
