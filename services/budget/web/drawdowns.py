"""Mittelabrufe: draft with its calculation, release, and what the funder does with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.advance import Advance
from services.budget.domain.drawdown import CallKind
from services.budget.store.drawdown_reading import load_drawdown
from services.budget.usecases.drawdown import DrawdownResult, draft_drawdown, withdraw_drawdown
from services.budget.usecases.drawdown_release import (
    decide_drawdown,
    receive_drawdown,
    release_drawdown,
    submit_drawdown,
)
from services.budget.web import TEMPLATES, access, means
from services.budget.web.advance_text import parse_needs
from services.budget.web.drawdown_pages import call_page, calls_page
from services.budget.web.grant_pages import today
from services.budget.web.submission import flash_outcome, submit
from shared.periods import Period
from shared.web.access import occasion, principal
from shared.web.forms import Choice, Day, Euro, FormSchema, PeriodText, Text

blueprint = Blueprint("budget_drawdowns", __name__, template_folder=TEMPLATES, url_prefix="/budget")

_RELEASING: Final = (Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)

Run = Callable[[Session, Mapping[str, Any]], DrawdownResult]


class _Needs(Text):
    """Rows of payments falling due."""

    def __init__(self, longest: int) -> None:
        super().__init__(longest)
        self.validators = []

    def read(self, text: str) -> Any:
        return parse_needs(super().read(text))


class DraftForm(FormSchema):
    """Which period a call is for."""

    period = PeriodText(required=True)
    kind = Choice(CallKind, load_default=CallKind.INTERIM)
    expected_on = Day()
    need_reason = Text(2000, load_default="")
    needs = _Needs(20_000)


class WithdrawalForm(FormSchema):
    """Why a call is taken back."""

    reason = Text(1000, load_default="")


class SubmissionForm(FormSchema):
    """When the call was sent."""

    submitted_on = Day(required=True)
    reference = Text(200, load_default="")


class DecisionForm(FormSchema):
    """What the funder approved."""

    decided_on = Day(required=True)
    approved_cents = Euro(required=True)
    reason = Text(1000, load_default="")
    reference = Text(200, load_default="")


class ReceiptForm(FormSchema):
    """Money that arrived."""

    received_on = Day(required=True)
    amount_cents = Euro(required=True)


@blueprint.get("/zuwendungen/<grant_id>/abrufe")
@access.page(*READERS)
def show_all(grant_id: str) -> Response:
    """All calls of the grant."""
    return calls_page(grant_id, None)


@blueprint.post("/zuwendungen/<grant_id>/abrufe")
@access.page(Role.GRANT_OFFICER)
def draft(grant_id: str) -> AnyResponse:
    """Drafts a call."""

    def run(session: Session, data: Mapping[str, Any]) -> DrawdownResult:
        period = Period.parse(data["period"])
        return draft_drawdown(
            session,
            grant_id,
            period,
            data["kind"],
            advance=_advance(data),
            by=occasion(),
            means=means(),
        )

    return submit(
        "draft_drawdown",
        DraftForm(),
        run,
        again=lambda form: calls_page(grant_id, form),
        done=_done("Der Entwurf ist angelegt."),
    )


@blueprint.get("/abrufe/<drawdown_id>")
@access.page(*READERS)
def show(drawdown_id: str) -> Response:
    """One call with its calculation."""
    return call_page(drawdown_id)


@blueprint.post("/abrufe/<drawdown_id>/freigabe")
@access.page(*_RELEASING)
def release(drawdown_id: str) -> AnyResponse:
    """Releases a draft; its rows are then bound."""

    def run(session: Session, _data: Mapping[str, Any]) -> DrawdownResult:
        return release_drawdown(session, drawdown_id, by=occasion(), means=means())

    return _step("release_drawdown", drawdown_id, FormSchema(), run, "Der Abruf ist freigegeben.")


@blueprint.post("/abrufe/<drawdown_id>/ruecknahme")
@access.page(Role.GRANT_OFFICER, *_RELEASING)
def withdraw(drawdown_id: str) -> AnyResponse:
    """Takes a call back."""

    def run(session: Session, data: Mapping[str, Any]) -> DrawdownResult:
        return withdraw_drawdown(
            session,
            drawdown_id,
            data["reason"],
            may_withdraw_released=principal().holds(_RELEASING, _grant_of(session, drawdown_id)),
            by=occasion(),
            means=means(),
        )

    said = "Der Abruf ist zurückgezogen; seine Ausgaben sind wieder abrufbar."
    return _step("withdraw_drawdown", drawdown_id, WithdrawalForm(), run, said, "withdrawal")


@blueprint.post("/abrufe/<drawdown_id>/einreichung")
@access.page(Role.GRANT_OFFICER)
def submit_call(drawdown_id: str) -> AnyResponse:
    """Notes that the call was sent."""

    def run(session: Session, data: Mapping[str, Any]) -> DrawdownResult:
        return submit_drawdown(session, drawdown_id, **data, by=occasion(), means=means())

    said = "Die Einreichung ist vermerkt."
    return _step("submit_drawdown", drawdown_id, SubmissionForm(), run, said, "submission")


@blueprint.post("/abrufe/<drawdown_id>/entscheidung")
@access.page(Role.GRANT_OFFICER)
def decide(drawdown_id: str) -> AnyResponse:
    """Records what the funder approved."""

    def run(session: Session, data: Mapping[str, Any]) -> DrawdownResult:
        return decide_drawdown(session, drawdown_id, **data, by=occasion(), means=means())

    said = "Die Entscheidung ist erfasst."
    return _step("decide_drawdown", drawdown_id, DecisionForm(), run, said, "decision")


@blueprint.post("/abrufe/<drawdown_id>/eingang")
@access.page(Role.GRANT_OFFICER)
def receive(drawdown_id: str) -> AnyResponse:
    """Records money that arrived."""

    def run(session: Session, data: Mapping[str, Any]) -> DrawdownResult:
        return receive_drawdown(session, drawdown_id, **data, by=occasion(), means=means())

    said = "Der Geldeingang ist erfasst."
    return _step("receive_drawdown", drawdown_id, ReceiptForm(), run, said, "receipt")


def _advance(data: Mapping[str, Any]) -> Advance | None:
    """None where nothing is asked for ahead; a payout day left open is today."""
    needs = data.get("needs") or ()
    if not needs and not data["need_reason"]:
        return None
    return Advance(data.get("expected_on") or today(), data["need_reason"], needs)


def _grant_of(session: Session, drawdown_id: str) -> str:
    return load_drawdown(session, drawdown_id).grant_id


def _step(
    command: str, drawdown_id: str, schema: FormSchema, run: Run, said: str, of: str = ""
) -> AnyResponse:
    return submit(
        command,
        schema,
        run,
        again=lambda form: call_page(drawdown_id, form, of=of),
        done=_done(said),
    )


def _done(said: str) -> Callable[[DrawdownResult], str]:
    def done(result: DrawdownResult) -> str:
        waits = result.row.status == "partly_released"
        flash_outcome(
            "Einmal freigegeben; eine zweite Person fehlt noch." if waits else said,
            result.violations,
        )
        return url_for("budget_drawdowns.show", drawdown_id=result.row.drawdown_id)

    return done
