"""Register: software, exchange, publications, indicators of a grant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.store.grant import load_grant
from services.budget.store.measure import measures_of
from services.budget.store.register import (
    REGISTERS,
    RegisterRecord,
    entries_of,
    entry_of_register,
)
from services.budget.usecases.register import RegisterResult, change_entry, record_entry
from services.budget.usecases.register_queries import findings_of_register
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.grant_pages import grant_page
from services.budget.web.register_boards import BOARDS, Board
from services.budget.web.submission import demand_of, submit_at
from shared.web.access import occasion
from shared.web.forms import Form, filled_form

blueprint = Blueprint(
    "budget_registers",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/register",
)

_BY = (Role.GRANT_OFFICER, Role.PROJECT_LEAD)


@blueprint.get("")
@access.page(*READERS)
def start(grant_id: str) -> Response:
    """The first register."""
    return _page(grant_id, BOARDS["software"], Form())


@blueprint.get("/<board>")
@access.page(*READERS)
def show(grant_id: str, board: str) -> Response:
    """One register with the form for an entry."""
    return _page(grant_id, _board(board), Form())


@blueprint.post("/<board>")
@access.page(*_BY)
def record(grant_id: str, board: str) -> AnyResponse:
    """Enters something."""
    found = _board(board)

    def run(session: Session, data: Mapping[str, Any]) -> RegisterResult:
        facts = {name: value for name, value in data.items() if name != "change_reason"}
        entry = REGISTERS[found.register](**facts)
        return record_entry(session, grant_id, entry, by=occasion(), means=means())

    return _submit(grant_id, found, f"record_{found.register}", run, "Eingetragen.")


@blueprint.get("/<board>/<entry_id>")
@access.page(*_BY)
def change_form(grant_id: str, board: str, entry_id: str) -> Response:
    """The form with an entry as it is."""
    found = _board(board)
    with budget().sessions.read() as session:
        facts = asdict(_entry(session, grant_id, found, entry_id).facts)
    for name in ("baseline", "target", "actual"):
        if facts.get(name):
            facts[name] = facts[name].replace(".", ",")
    if "share_bp" in facts:
        facts["share_bp"] = f"{facts['share_bp'] // 100},{facts['share_bp'] % 100:02d}"
    shown = {name: "ja" if value is True else value for name, value in facts.items()}
    form = filled_form({name: value for name, value in shown.items() if value is not False})
    return _page(grant_id, found, form, entry_id)


@blueprint.post("/<board>/<entry_id>")
@access.page(*_BY)
def change(grant_id: str, board: str, entry_id: str) -> AnyResponse:
    """Keeps a further version of an entry."""
    found = _board(board)

    def run(session: Session, data: Mapping[str, Any]) -> RegisterResult:
        _entry(session, grant_id, found, entry_id)
        facts = {name: value for name, value in data.items() if name != "change_reason"}
        reason = data["change_reason"]
        return change_entry(session, entry_id, facts, reason, by=occasion(), means=means())

    return _submit(grant_id, found, f"change_{found.register}", run, "Gespeichert.", entry_id)


def _board(word: str) -> Board:
    if word not in BOARDS:
        abort(404)
    return BOARDS[word]


def _entry(session: Session, grant_id: str, board: Board, entry_id: str) -> RegisterRecord:
    """The role was checked for the grant of the address: the entry must be one of it."""
    found = entry_of_register(session, entry_id, board.register)
    demand_of(grant_id, found.grant_id, "register_entry_unknown", "Diesen Eintrag")
    return found


def _submit(
    grant_id: str, board: Board, command: str, run: Any, said: str, entry_id: str = ""
) -> AnyResponse:
    return submit_at(
        {"grant_id": grant_id, "board": _word(board)},
        command,
        board.form(),
        run,
        said,
        again=lambda form: _page(grant_id, board, form, entry_id),
        needed=_BY,
    )


def _word(board: Board) -> str:
    return next(word for word, one in BOARDS.items() if one is board)


def _page(grant_id: str, board: Board, form: Form, entry_id: str = "") -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        records = entries_of(session, grant_id, board.register)
        found = findings_of_register(session, grant, board.register, by=occasion(), means=means())
        measures = measures_of(session, grant_id)
    return grant_page(
        "budget/register.html",
        grant,
        form=form,
        board=board,
        word=_word(board),
        boards=[(word, one.title) for word, one in BOARDS.items()],
        rows=[(one, board.cells(one.facts)) for one in records],
        findings=found,
        entry_id=entry_id,
        labels={name: label for name, (_, label) in board.fields.items()},
        required={name for name, one in board.form().fields.items() if one.required},
        choices={
            "measure_id": [(one.measure_id, one.measure.title) for one in measures],
            "status": list(board.states.items()),
        },
    )
