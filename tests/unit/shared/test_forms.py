"""Forms read German notation and put each message at its field."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest

from shared.errors import Violation
from shared.web.forms import (
    Choice,
    Day,
    Euro,
    FormSchema,
    Percent,
    PeriodText,
    Text,
    Whole,
    as_typed,
    filled_form,
    read_form,
)


class Colour(StrEnum):
    RED = "red"


class Everything(FormSchema):
    name = Text(10, required=True)
    amount_cents = Euro()
    rate_bp = Percent()
    on = Day()
    count = Whole(1, 9)
    colour = Choice(Colour)
    period = PeriodText()


def read(**typed: str) -> object:
    return read_form(Everything(), {"name": "x", **typed})


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("amount_cents", "1.234,56", 123456),
        ("amount_cents", " 1234,5 € ", 123450),
        ("rate_bp", "65", 6500),
        ("rate_bp", "65,5 %", 6550),
        ("rate_bp", "0,01", 1),
        ("rate_bp", "100", 10_000),
        ("on", "15.02.2026", date(2026, 2, 15)),
        ("on", "15.2.26", date(2026, 2, 15)),
        ("on", "150226", date(2026, 2, 15)),
        ("on", "15022026", date(2026, 2, 15)),
        ("on", "2026-02-15", date(2026, 2, 15)),
        ("count", "9", 9),
        ("colour", "red", Colour.RED),
        ("period", "2026-Q1", "2026-Q1"),
        ("period", "1/2026", "2026-Q1"),
        ("period", "2026-H2", "2026-H2"),
    ],
)
def test_reads_what_people_type(field: str, typed: str, value: object) -> None:
    form = read_form(Everything(), {"name": "x", field: typed})
    assert form.errors == {}
    assert form.data is not None
    assert form.data[field] == value


@pytest.mark.parametrize(
    ("field", "typed", "part"),
    [
        ("amount_cents", "1.234", "mehrdeutig"),
        ("amount_cents", "viel", "Betrag"),
        ("rate_bp", "100,01", "zwischen 0 und 100"),
        ("rate_bp", "-1", "Anteil"),
        ("on", "31.02.2026", "gibt es nicht"),
        ("on", "gestern", "Datum"),
        ("on", "9902261", "Datum"),
        ("count", "0", "von 1 bis 9"),
        ("count", "²", "ganze Zahl"),
        ("colour", "blue", "angebotenen"),
        ("period", "2026-Q5", "Zeitraum"),
        ("name", "x" * 11, "Höchstens 10"),
        ("name", "a\x00b", "Steuerzeichen"),
        ("name", "a\u202eb", "Schreibrichtung"),
    ],
)
def test_says_what_is_wrong_at_the_field(field: str, typed: str, part: str) -> None:
    form = read_form(Everything(), {"name": "x", field: typed})
    assert form.data is None
    assert list(form.errors) == [field]
    assert part in form.messages(field)[0]
    assert form.value(field) == typed  # nothing typed is lost


def test_blanks_are_not_filled_in_and_strangers_are_left_out() -> None:
    form = read_form(Everything(), {"name": "  ", "amount_cents": "", "csrf_token": "t"})
    assert form.errors == {"name": ["Bitte ausfüllen."]}
    assert "csrf_token" not in form.values
    assert read_form(Everything(), {"name": "x", "other": "1"}).data == {"name": "x"}


def test_reasons_of_a_rule_stand_at_their_fields_too() -> None:
    error = Violation("late", "ELG-03", "Zu spät.", field="on")
    hint = Violation("hint", "PLAN-02", "Knapp.", "warning", "amount_cents")
    form = read_form(Everything(), {"name": "x"}).refused([error, hint])
    assert form.messages("on") == ["Zu spät."]
    assert form.messages("amount_cents") == ()
    assert form.shown == (error, hint)
    assert form.is_wrong


def test_a_warning_alone_makes_no_form_wrong() -> None:
    hint = Violation("hint", "PLAN-02", "Knapp.", "warning")
    assert not read_form(Everything(), {"name": "x"}).refused([hint]).is_wrong


def test_proposed_values_are_written_as_typed() -> None:
    values = {
        "amount_cents": 123456,
        "rate_bp": 6550,
        "on": date(2026, 2, 15),
        "colour": Colour.RED,
        "name": None,
        "period": "2026-Q1",
    }
    form = filled_form(values)
    assert form.value("amount_cents") == "1.234,56"
    assert form.value("rate_bp") == "65,5"
    assert form.value("on") == "15.02.2026"
    assert form.value("colour") == "red"
    assert form.value("name") == ""
    again = read_form(Everything(), {**form.values, "name": "x"})
    assert again.data == {**values, "name": "x"}


@pytest.mark.parametrize("basis_points", [0, 1, 10, 100, 6500, 6505, 6550, 10_000])
def test_a_share_comes_back_as_it_went(basis_points: int) -> None:
    typed = as_typed("rate_bp", basis_points)
    form = read_form(Everything(), {"name": "x", "rate_bp": typed})
    assert form.data is not None
    assert form.data["rate_bp"] == basis_points
