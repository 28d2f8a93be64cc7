"""Kinds of facts kept beside the money: texts, files, registers, audits, deadlines."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
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


def _named(code: str, title: str, field: str, rule: Rule, *added: str) -> FactKind:
    """A kind whose facts are called by one field of their body; `added` kinds add to it."""
    return FactKind(code, title, (code, *added), lambda body: str(body[field]), rule)


def _undated(code: str, title: str, field: str) -> FactKind:
    """A kind that says how something is from the day it is said."""
    return replace(_named(code, title, field, always), touches=said_by_the_end)


def _numbered(code: str, title: str, rule: Rule, *added: str) -> FactKind:
    """A kind whose facts bear a running number; `added` kinds add to it."""
    return FactKind(code, title, (code, *added), lambda body: f"Nr. {body['number']}", rule)


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


TEXTS, SHORT_TEXTS = _texts(WHOLE), _texts(SHORT)
NOTE: Final = FactKind("note", "Erläuterung", ("narrative_released",), _figure, _explains)
WAIVER: Final = _numbered("waiver", "Ausnahmegenehmigung", always, "waiver_end")
NOTICES: Final = (
    _named(
        "notice",
        "Mitteilung",
        "reason",
        _known_in,
        "notice_sent",
        "notice_answered",
        "notice_dispensed",
        "notice_sending_withdrawn",
        "notice_answer_withdrawn",
    ),
)
AUDITS: Final = (
    _numbered("audit", "Prüfung", said_by_the_end, "audit_note"),
    _numbered("audit_finding", "Feststellung einer Prüfung", said_by_the_end, "audit_answer"),
)
_GATES: Final = frozenset({
    "council_decision", "delegation_to_committee", "committee_decision", "ministry_approval",
    "phase_b_documents", "rate_evidence", "proof_of_use_submitted", "proof_of_use_accepted",
})  # fmt: skip
GATE_EVIDENCE: Final = replace(
    _named("evidence", "Nachweis", "reference", lambda fact, _: fact.body["kind"] in _GATES),
    touches=by_the_end("decided_on"),
)
PROOF: Final = (
    _named("evidence", "Nachweis", "reference", always),
    _named("proof_attachment", "Anlage", "reference", always),
    FactKind(
        "proof_statement", "Erklärung", ("proof_statement",), lambda _: "Unterschrift", always
    ),
)
INVENTORY: Final = (
    _named("inventory_item", "Gegenstand", "name", by_the_end("acquired_on")),
    _named("inventory_disposal", "Abgang", "reason", by_the_end("disposed_on")),
)
SOFTWARE: Final = _undated("software", "Software", "name")
INDICATOR: Final = _undated("indicator", "Indikator", "name")
EXCHANGE: Final = _named("exchange", "Austausch", "topic", by_the_end("held_on"))
RECOMMENDATION: Final = _named("recommendation", "Empfehlung", "adviser", by_the_end("received_on"))
REGISTERS: Final = (
    SOFTWARE,
    EXCHANGE,
    _named("publication", "Veröffentlichung", "title", by_the_end("published_on")),
    INDICATOR,
)
PROCUREMENTS: Final = (_undated("procurement", "Vergabeakte", "subject"),)
PERSONNEL: Final = (
    _undated("post", "Stelle", "post_id"),
    _undated("payroll", "Gehaltsnachweis", "post_id"),
    FactKind(
        "hour_sheet",
        "Stundennachweis",
        ("hour_sheet",),
        lambda _: "Liste",
        always,
        touches=said_by_the_end,
    ),
    _named("personnel_cost", "Personalausgabe", "first_month", _begun),
)
DEADLINES: Final = (
    FactKind(
        "deadlines",
        "Fristen",
        ("deadlines",),
        lambda _: "Liste der Fristen",
        always,
        lambda body, _: {"deadlines": body["deadlines"]},
        said_by_the_end,
    ),
)
RECONCILIATIONS: Final = (
    _named(
        "reconciliation",
        "Abgleich mit der Finanzsoftware",
        "quarter",
        lambda fact, period: Period.parse(fact.body["quarter"]).first_day in period,
    ),
)
