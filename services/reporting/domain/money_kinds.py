"""Kinds of facts about money and measures: the grant, its plan, calls, incomes, decisions."""

from __future__ import annotations

from datetime import date
from typing import Final

from services.reporting.domain.fact_kind import (
    Body,
    FactKind,
    SaidFact,
    always,
    by_the_end,
    of_the_period,
    said_by_the_end,
)
from shared.money import format_euro
from shared.periods import Period, german_date


def _terms_in_force(body: Body, period: Period) -> Body:
    """What a report of the period prints: the heading, and of the terms those in force on its last
    day. Gates and status of the grant are printed nowhere; a call has its own."""
    day = period.last_day.isoformat()
    known = [one for one in body["terms"] if max(one["valid_from"], one["known_on"]) <= day]
    return {**_heading(body, period), "terms": known or body["terms"][:1]}


def _heading(body: Body, _period: Period) -> Body:
    return {name: body[name] for name in ("title", "phase", "award_notice_number", "award_date")}


def _is_in_force(fact: SaidFact, period: Period) -> bool:
    """The first plan holds for the days before it too."""
    return fact.body["version"] == 1 or said_by_the_end(fact, period)


def _is_called(fact: SaidFact, period: Period) -> bool:
    """Released by the last day, or the call of this very half-year."""
    return of_the_period(fact, period) or by_the_end("released_on")(fact, period)


def _at_its_end(fact: SaidFact, period: Period) -> bool:
    """Said of the quarter the period ends with."""
    return Period.parse(fact.body["status"]["period"]).last_day == period.last_day


def _over_by_the_end(fact: SaidFact, period: Period) -> bool:
    """Said of a quarter that was over by the end of the period; the last of them is printed."""
    return Period.parse(fact.body["status"]["period"]).last_day <= period.last_day


def _short_status(body: Body, _period: Period) -> Body:
    """Of the last status light and milestones are printed, with the quarter."""
    status = body["status"]
    printed = ("period", "light", "listed_milestones")
    return {"status": {name: status.get(name) for name in printed}}


def _income(body: Body) -> str:
    day = german_date(date.fromisoformat(body["received_on"]))
    return f"{body['source']}, {format_euro(body['amount_cents'])} am {day}"


def _call(body: Body) -> str:
    return f"Abruf {body['number']}, {format_euro(body['amount_cents'])}"


def _status(body: Body) -> str:
    return f"{body['measure_id']}, {Period.parse(body['status']['period']).label}"


def _title(body: Body) -> str:
    return str(body["title"])


GRANT: Final = FactKind("grant", "Zuwendung", ("grant",), _title, always, _terms_in_force)
HEADING: Final = FactKind("heading", "Zuwendung", ("grant",), _title, always, _heading)
PLAN: Final = FactKind(
    "plan", "Finanzierungsplan", ("plan",), lambda body: f"Fassung {body['version']}", _is_in_force
)
CALL: Final = FactKind("call", "Mittelabruf", ("drawdown",), _call, _is_called)
INCOME: Final = FactKind("income", "Einnahme", ("income",), _income, by_the_end("received_on"))
DETERMINATION: Final = FactKind(
    "determination",
    "Feststellung des Zuwendungsgebers",
    ("determination",),
    lambda body: str(body["reference"]),
    by_the_end("valid_from"),
)
MEASURE: Final = FactKind(
    "measure", "Maßnahme", ("measure",), _title, always, touches=said_by_the_end
)
STATUS: Final = FactKind(
    "measure_status", "Stand einer Maßnahme", ("measure_status",), _status, _at_its_end
)
LAST_STATUS: Final = FactKind(
    "last_measure_status",
    "Stand einer Maßnahme",
    ("measure_status",),
    _status,
    _over_by_the_end,
    _short_status,
)
INTEREST: Final = FactKind(
    "interest",
    "Zinsberechnung",
    ("interest",),
    lambda body: f"bis {german_date(date.fromisoformat(body['as_of']))}",
    by_the_end("as_of"),
)
