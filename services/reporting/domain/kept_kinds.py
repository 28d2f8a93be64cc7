"""Kinds of facts kept beside the money: texts, files, registers, audits, deadlines."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from services.reporting.domain.fact_kind import (
    Body,
    FactKind,
    Rule,
    SaidFact,
    always,
    by_the_end,
    of_the_period,
    said_by_the_end,
)
from services.reporting.domain.figure_address import FigureAddress
from services.reporting.domain.narrative_sections import SECTIONS, SHORT, WHOLE
from shared.periods import Period


def _named(code: str, title: str, stored: tuple[str, ...], field: str, rule: Rule) -> FactKind:
    """A kind whose facts are called by one field of their body."""
    return FactKind(code, title, stored, lambda body: str(body[field]), rule)


def _numbered(code: str, title: str, stored: tuple[str, ...], rule: Rule) -> FactKind:
    """A kind whose facts bear a running number."""
    return FactKind(code, title, stored, lambda body: f"Nr. {body['number']}", rule)


def _section(body: Body) -> str:
    return SECTIONS[body["subject"]].title


def _texts(sections: Collection[str]) -> FactKind:
    def concerns(fact: SaidFact, period: Period) -> bool:
        return fact.body["subject"] in sections and of_the_period(fact, period)

    return FactKind("text", "Berichtstext", ("narrative_released",), _section, concerns)


def _explains(fact: SaidFact, period: Period) -> bool:
    return FigureAddress.read(fact.body["subject"]) is not None and of_the_period(fact, period)


def _figure(body: Body) -> str:
    found = FigureAddress.read(body["subject"])
    return found.row if found else ""


def _known_in(fact: SaidFact, period: Period) -> bool:
    """The part that opens a notice names the day it became known; the others follow it."""
    known_on = fact.body.get("known_on")
    return known_on is None or (str(period.first_day) <= known_on <= str(period.last_day))


def _begun(fact: SaidFact, period: Period) -> bool:
    return bool(fact.body["first_month"] <= period.last_day.isoformat()[:7])


def _disposed(fact: SaidFact, period: Period) -> bool:
    return by_the_end("disposed_on")(fact, period)


def _registered(code: str, title: str, field: str, rule: Rule) -> FactKind:
    return FactKind(code, title, (code,), lambda body: str(body[field]), rule)


TEXTS, SHORT_TEXTS = _texts(WHOLE), _texts(SHORT)
NOTE: Final = FactKind("note", "Erläuterung", ("narrative_released",), _figure, _explains)
WAIVER: Final = _numbered("waiver", "Ausnahmegenehmigung", ("waiver", "waiver_end"), always)
NOTICES: Final = (
    _named(
        "notice",
        "Mitteilung",
        ("notice", "notice_sent", "notice_answered", "notice_dispensed"),
        "reason",
        _known_in,
    ),
)
AUDITS: Final = (
    _numbered("audit", "Prüfung", ("audit", "audit_note"), said_by_the_end),
    _numbered(
        "audit_finding",
        "Feststellung einer Prüfung",
        ("audit_finding", "audit_answer"),
        said_by_the_end,
    ),
)
PROOF: Final = (
    _named("evidence", "Nachweis", ("evidence",), "reference", always),
    _named("proof_attachment", "Anlage", ("proof_attachment",), "reference", always),
    FactKind(
        "proof_statement", "Erklärung", ("proof_statement",), lambda _: "Unterschrift", always
    ),
)
INVENTORY: Final = (
    _named("inventory_item", "Gegenstand", ("inventory_item",), "name", by_the_end("acquired_on")),
    _named("inventory_disposal", "Abgang", ("inventory_disposal",), "reason", _disposed),
)
REGISTERS: Final = (
    _registered("software", "Software", "name", always),
    _registered("exchange", "Austausch", "topic", by_the_end("held_on")),
    _registered("publication", "Veröffentlichung", "title", by_the_end("published_on")),
    _registered("indicator", "Indikator", "name", always),
)
PROCUREMENTS: Final = (_named("procurement", "Vergabeakte", ("procurement",), "subject", always),)
PERSONNEL: Final = (
    _named("post", "Stelle", ("post",), "post_id", always),
    FactKind("payroll", "Gehaltsnachweis", ("payroll",), lambda body: body["post_id"], always),
    FactKind("hour_sheet", "Stundennachweis", ("hour_sheet",), lambda _: "Liste", always),
    _named("personnel_cost", "Personalausgabe", ("personnel_cost",), "first_month", _begun),
)
DEADLINES: Final = (
    FactKind(
        "deadlines",
        "Fristen",
        ("deadlines",),
        lambda _: "Liste der Fristen",
        always,
        lambda body, _: {"deadlines": body["deadlines"]},
    ),
)
RECONCILIATIONS: Final = (
    _named(
        "reconciliation",
        "Abgleich mit der Finanzsoftware",
        ("reconciliation",),
        "quarter",
        lambda fact, period: Period.parse(fact.body["quarter"]).first_day in period,
    ),
)
CLOSINGS: Final = (
    _named(
        "half_year_closing",
        "Abschluss eines Halbjahrs",
        ("half_year_closing",),
        "half_year",
        always,
    ),
)
