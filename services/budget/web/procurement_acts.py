"""The one way of every act on a procurement file: check its grant, act, show the page again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from services.budget.usecases.procurement_assessment import ProcurementResult
from services.budget.web.procurement_pages import file_of_grant, file_page
from services.budget.web.submission import flash_outcome, submit
from shared.web.forms import FormSchema

Run = Callable[[Session, Mapping[str, Any]], ProcurementResult]


def act(
    command: str,
    grant_id: str,
    procurement_id: str,
    schema: FormSchema,
    run: Run,
    said: str,
    of: str = "",
) -> AnyResponse:
    """One act on a file of this grant, then its page again."""

    def in_grant(session: Session, data: Mapping[str, Any]) -> ProcurementResult:
        file_of_grant(session, grant_id, procurement_id)
        return run(session, data)

    def done(result: ProcurementResult) -> str:
        flash_outcome(said, result.warnings)
        return url_for("budget_procurement.show", grant_id=grant_id, procurement_id=procurement_id)

    return submit(
        command,
        schema,
        in_grant,
        again=lambda form: file_page(grant_id, procurement_id, form, of),
        done=done,
    )
