"""Regelpakete: the law as data, its history, and how it changes: propose, preview, release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.pack_change import PackChange
from services.budget.domain.parameters import LABELS as PARAMETER_LABELS
from services.budget.domain.parameters import SPECS, Setting
from services.budget.domain.rulepack import Parameter
from services.budget.domain.rules import RULES
from services.budget.domain.setting_text import expected_of, setting_text
from services.budget.domain.transition import NEVER_LENIENT, Transition
from services.budget.store.grant import load_grant
from services.budget.store.pack_change import PackChangeRecord, load_change
from services.budget.store.user import display_names
from services.budget.usecases.everywhere import demand_everywhere
from services.budget.usecases.pack_change import propose_change
from services.budget.usecases.pack_change import release_change as release_use_case
from services.budget.usecases.pack_change import withdraw_change as withdraw_use_case
from services.budget.usecases.pack_preview import preview_change
from services.budget.usecases.pack_queries import (
    differences_of,
    pack_before,
    rule_values,
    shown_pack,
    shown_packs,
    visible,
)
from services.budget.web import TEMPLATES, access, budget, means, page
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.preview_words import in_german
from services.budget.web.submission import flash_outcome, submit
from shared.csv_text import csv_chunks
from shared.web.access import occasion, principal
from shared.web.forms import Day, Form, FormSchema, Text

blueprint = Blueprint("budget_rulepacks", __name__, template_folder=TEMPLATES, url_prefix="/budget")

PACK_READERS: Final = (*READERS, Role.FUNCTIONAL_ADMIN)
SHOWN_AT_MOST: Final = 50
"""Differences on the page; the rest is in the CSV file."""

LABELS: Final = {
    "key": "Parameter",
    "value": "Neuer Wert",
    "citation": "Fundstelle",
    "confidence": "Wie sicher",
    "own": "Woher der Wert kommt",
    "valid_from": "Gilt ab",
    "rule": "Neue Regel, die zuerst nur hinweist",
    "warn_until": "Nur Hinweis bis einschließlich",
    "reason": "Grund",
    "parameters": "Parameter",
    "pack_id": "Regelpaket",
}
CONFIDENCES: Final = [
    ("H", "H: Wortlaut gesehen"),
    ("M", "M: gefestigte Praxis oder zweite Hand"),
    ("L", "L: unsicher, deshalb einstellbar"),
]
ORIGINS: Final = [
    ("source", "aus der Fundstelle: geht im Rang des Regelpakets vor"),
    ("house", "eigene Festlegung: steht hinter jeder Quelle zurück"),
]


class ChangeForm(FormSchema):
    """One value, one rule that first warns, or both."""

    key = Text(80)
    value = Text(500)
    citation = Text(500, required=True)
    confidence = Text(1, required=True)
    own = Text(6)
    valid_from = Day(required=True)
    rule = Text(20)
    warn_until = Day()
    reason = Text(2000, required=True)


class WithdrawalForm(FormSchema):
    """Why a proposal is taken off the table."""

    reason = Text(2000, required=True)


@blueprint.get("/regelpakete")
@access.page(*PACK_READERS)
def show_all() -> Response:
    """All rule packs in the order of precedence."""
    with budget().sessions.read() as session:
        packs = shown_packs(session, means())
    return page("budget/rulepacks.html", packs=packs, today=today())


@blueprint.get("/regelpakete/<pack_id>")
@access.page(*PACK_READERS)
def show(pack_id: str) -> Response:
    """One rule pack: what holds, what changed, and the form for a change."""
    return _pack_page(pack_id, Form())


@blueprint.post("/regelpakete/<pack_id>")
@access.page(Role.FUNCTIONAL_ADMIN)
def propose(pack_id: str) -> AnyResponse:
    """Proposes a change; it counts once the head of finance released it."""

    def run(session: Session, data: Mapping[str, Any]) -> PackChangeRecord:
        demand_everywhere(principal(), [Role.FUNCTIONAL_ADMIN])
        change = _change(pack_id, data)
        return propose_change(session, change, data["reason"], by=occasion(), means=means())

    def done(record: PackChangeRecord) -> str:
        flash_outcome("Die Änderung ist vorgeschlagen. Sie gilt, sobald die Kämmerei sie freigibt.")
        return url_for("budget_rulepacks.show_change", change_id=record.change_id)

    return submit(
        "propose_pack_change",
        ChangeForm(),
        run,
        again=lambda form: _pack_page(pack_id, form),
        done=done,
        needed=[Role.FUNCTIONAL_ADMIN],
    )


@blueprint.get("/regelpakete/aenderungen/<change_id>")
@access.page(*PACK_READERS)
def show_change(change_id: str) -> Response:
    """One change with everything it would change."""
    return _change_page(change_id, Form())


@blueprint.get("/regelpakete/aenderungen/<change_id>/vorschau.csv")
@access.page(*PACK_READERS)
def preview_csv(change_id: str) -> Response:
    """The whole preview for a spreadsheet."""
    with budget().sessions.read() as session:
        record = load_change(session, change_id)
        found = preview_change(session, record, by=occasion(), means=means())
    shown = [in_german(one) for one in visible(found.differences, principal())]
    header = ("Zuwendung", "Ausgabe Nr.", "Was", "bisher", "dann")
    rows = ((one.grant_id, one.number, one.figure, one.old, one.new) for one in shown)
    response = Response(csv_chunks(header, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="vorschau.csv"'
    return response


@blueprint.post("/regelpakete/aenderungen/<change_id>/freigabe")
@access.page(Role.HEAD_OF_FINANCE)
def release(change_id: str) -> AnyResponse:
    """Puts the change in force."""

    def run(session: Session, _data: Mapping[str, Any]) -> PackChangeRecord:
        demand_everywhere(principal(), [Role.HEAD_OF_FINANCE])
        return release_use_case(session, change_id, by=occasion(), means=means())

    def done(record: PackChangeRecord) -> str:
        flash_outcome(
            "Die Änderung ist freigegeben. Die betroffenen Zuwendungen werden neu bewertet."
        )
        return url_for("budget_rulepacks.show", pack_id=record.change.pack_id)

    return submit(
        "release_pack_change",
        FormSchema(),
        run,
        again=lambda form: _change_page(change_id, form),
        done=done,
        needed=[Role.HEAD_OF_FINANCE],
    )


@blueprint.post("/regelpakete/aenderungen/<change_id>/ruecknahme")
@access.page(Role.FUNCTIONAL_ADMIN, Role.HEAD_OF_FINANCE)
def withdraw(change_id: str) -> AnyResponse:
    """Takes a proposal off the table."""
    needed = [Role.FUNCTIONAL_ADMIN, Role.HEAD_OF_FINANCE]

    def run(session: Session, data: Mapping[str, Any]) -> PackChangeRecord:
        demand_everywhere(principal(), needed)
        return withdraw_use_case(session, change_id, data["reason"], by=occasion(), means=means())

    def done(record: PackChangeRecord) -> str:
        flash_outcome("Der Vorschlag ist zurückgezogen.")
        return url_for("budget_rulepacks.show", pack_id=record.change.pack_id)

    return submit(
        "withdraw_pack_change",
        WithdrawalForm(),
        run,
        again=lambda form: _change_page(change_id, form),
        done=done,
        needed=needed,
    )


@blueprint.get("/zuwendungen/<grant_id>/regelwerte")
@access.page(*PACK_READERS)
def values_of_grant(grant_id: str) -> Response:
    """Every value that applies to the grant today, and the source it came from (GOV-01)."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
    rules = grant.rules(means().packs, today())
    return grant_page(
        "budget/rule_values.html",
        grant,
        rules=rules,
        values=rule_values(rules),
        transitions=sorted(rules.transitions.values(), key=lambda one: one.rule),
    )


def _change(pack_id: str, data: Mapping[str, Any]) -> PackChange:
    parameters, transitions = [], []
    if data.get("key"):
        value = _value(data["key"], data.get("value") or "")
        own = {"source": False, "house": True}.get(data.get("own") or "")
        parameters.append(
            Parameter(data["key"], value, (), data["citation"], data["confidence"], own=own)
        )
    if data.get("rule"):
        until = data.get("warn_until") or data["valid_from"]
        transitions.append(Transition(data["rule"], until, data["citation"]))
    return PackChange(pack_id, data["valid_from"], tuple(parameters), tuple(transitions))


def _value(key: str, typed: str) -> Setting:
    """What was typed as the kind of value the parameter takes; what fits none stays text."""
    text = typed.strip()
    words = tuple(one.strip() for one in text.split(",") if one.strip())
    numbers = tuple(int(one) for one in words if one.lstrip("-").isdecimal())
    choices: list[Setting] = [text, words]
    if text.lower() in ("ja", "nein"):
        choices.append(text.lower() == "ja")
    if len(numbers) == len(words):
        choices += [numbers, *numbers[:1]] if len(numbers) == 1 else [numbers]
    spec = SPECS.get(key)
    fitting = (one for one in choices if spec is not None and spec.accepts(one))
    return next(fitting, text)


def _pack_page(pack_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        shown = shown_pack(session, pack_id, means())
        people = {
            one
            for record in shown.changes
            for one in (record.created_by, record.released_by, record.withdrawn_by)
            if one
        }
        names = display_names(session, people)
        differences = {
            one.change_id: differences_of(one, pack_before(session, one, means()))
            for one in shown.changes
        }
    return page(
        "budget/rulepack.html",
        shown=shown,
        values=[(one, setting_text(one.key, one.value)) for one in shown.values_on(today())],
        differences=differences,
        names=names,
        form=form,
        labels=LABELS,
        today=today(),
        keys=_offered_parameters(),
        rules=[(one, f"{one} {RULES[one].title}") for one in RULES if one not in NEVER_LENIENT],
        confidences=CONFIDENCES,
        origins=ORIGINS,
    )


def _offered_parameters() -> list[tuple[str, str]]:
    named = sorted(SPECS, key=lambda key: PARAMETER_LABELS[key].casefold())
    return [(key, f"{PARAMETER_LABELS[key]} ({key}: {expected_of(key)})") for key in named]


def _change_page(change_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        record = load_change(session, change_id)
        differences = differences_of(record, pack_before(session, record, means()))
        names = display_names(
            session, {one for one in (record.created_by, record.released_by) if one}
        )
        is_open = record.status == "proposed"
        found = preview_change(session, record, by=occasion(), means=means()) if is_open else None
    shown = visible(found.differences, principal()) if found else []
    return page(
        "budget/rulepack_change.html",
        record=record,
        differences=differences,
        names=names,
        preview=found,
        count=len(shown),
        shown=[in_german(one) for one in shown[:SHOWN_AT_MOST]],
        is_masked=any(one.masked for one in shown),
        is_own=record.created_by == occasion().actor,
        form=form,
        labels=LABELS,
        confidences=CONFIDENCES,
    )
