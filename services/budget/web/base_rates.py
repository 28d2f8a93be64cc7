"""Basiszinssätze: the table of § 247 BGB with source, proposal, confirmation, withdrawal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Blueprint, Response, abort, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.base_rate import BaseRate, half_year_start, half_year_text
from services.budget.rulepacks import delivered_base_rates
from services.budget.store.base_rate import BaseRateRecord, all_base_rates
from services.budget.store.user import display_names
from services.budget.usecases.base_rate import (
    BaseRateResult,
    confirm_base_rate,
    propose_base_rate,
    withdraw_base_rate,
)
from services.budget.usecases.everywhere import demand_everywhere
from services.budget.web import TEMPLATES, access, budget, page
from services.budget.web.grant_pages import today
from services.budget.web.submission import flash_outcome, submit
from shared.money import MINUS
from shared.web.access import occasion, principal
from shared.web.forms import Day, Form, FormSchema, Percent, Text

blueprint = Blueprint(
    "budget_base_rates",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/basiszinssaetze",
)

LABELS: Final = {
    "valid_from": "Gilt ab",
    "rate_bp": "Basiszinssatz in Prozent",
    "source": "Fundstelle",
    "correction_reason": "Grund einer Berichtigung",
    "reason": "Grund",
}


class SignedPercent(Percent):
    """`1,27` or `-0,88 %`, as basis points."""

    def read(self, text: str) -> int:
        plain = text.lstrip()
        if plain[:1] in ("-", MINUS):
            return -super().read(plain[1:].lstrip())
        return super().read(plain)


class BaseRateForm(FormSchema):
    """What the form asks for."""

    valid_from = Day(required=True)
    rate_bp = SignedPercent(required=True)
    source = Text(400, required=True)
    correction_reason = Text(400)


class WithdrawalForm(FormSchema):
    """Why a proposal is taken back."""

    reason = Text(400, required=True)


@dataclass(frozen=True)
class RateRow:
    """One line of the table; without a record it came with the product and counts for nothing."""

    rate: BaseRate
    half_year: str
    record: BaseRateRecord | None
    confidence: str = ""


@blueprint.get("")
@access.page(*READERS)
def show() -> Response:
    """The whole table."""
    return _page(Form())


@blueprint.post("")
@access.page(Role.HEAD_OF_FINANCE)
def propose() -> AnyResponse:
    """Enters a rate for all grants; the programme head confirms it."""
    demand_everywhere(principal(), [Role.HEAD_OF_FINANCE])

    def run(session: Session, data: Mapping[str, Any]) -> BaseRateResult:
        new = BaseRate(data["valid_from"], data["rate_bp"], data["source"])
        reason = data.get("correction_reason") or ""
        return propose_base_rate(session, new, by=occasion(), correction_reason=reason)

    def done(result: BaseRateResult) -> str:
        message = "Der Basiszinssatz ist vorgeschlagen. Er gilt, sobald die Programmleitung "
        flash_outcome(message + "ihn bestätigt.", result.warnings)
        return url_for("budget_base_rates.show")

    return submit("propose_base_rate", BaseRateForm(), run, again=_page, done=done)


@blueprint.post("/<valid_from>/bestaetigung")
@access.page(Role.PROGRAMME_HEAD)
def confirm(valid_from: str) -> AnyResponse:
    """Makes a proposed rate count."""
    demand_everywhere(principal(), [Role.PROGRAMME_HEAD])

    def run(session: Session, _data: Mapping[str, Any]) -> BaseRateRecord:
        return confirm_base_rate(session, _day(valid_from), by=occasion())

    def done(_record: BaseRateRecord) -> str:
        flash_outcome("Der Basiszinssatz ist bestätigt.")
        return url_for("budget_base_rates.show")

    return submit("confirm_base_rate", FormSchema(), run, again=_page, done=done)


@blueprint.post("/<valid_from>/zuruecknahme")
@access.page(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
def withdraw(valid_from: str) -> AnyResponse:
    """Takes a proposal back."""
    demand_everywhere(principal(), [Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD])

    def run(session: Session, data: Mapping[str, Any]) -> None:
        withdraw_base_rate(session, _day(valid_from), data["reason"], by=occasion())

    def done(_nothing: None) -> str:
        flash_outcome("Der Vorschlag ist zurückgezogen.")
        return url_for("budget_base_rates.show")

    return submit("withdraw_base_rate", WithdrawalForm(), run, again=_page, done=done)


def _page(form: Form) -> Response:
    with budget().sessions.read() as session:
        records = all_base_rates(session)
        people = {one.created_by for one in records} | {one.confirmed_by or "" for one in records}
        names = display_names(session, people)
    current = half_year_start(today())
    counting = {one.rate.valid_from for one in records if one.confirmed_by}
    return page(
        "budget/base_rates.html",
        form=form,
        labels=LABELS,
        rows=_rows(records),
        names=names,
        actor=occasion().actor,
        missing=None if current in counting else half_year_text(current),
    )


def _rows(records: list[BaseRateRecord]) -> list[RateRow]:
    known = [RateRow(one.rate, half_year_text(one.rate.valid_from), one) for one in records]
    taken = {one.rate.valid_from for one in records}
    delivered = [
        RateRow(one.rate, half_year_text(one.rate.valid_from), None, one.confidence)
        for one in delivered_base_rates()
        if one.rate.valid_from not in taken
    ]
    return sorted([*known, *delivered], key=lambda row: row.rate.valid_from, reverse=True)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)
