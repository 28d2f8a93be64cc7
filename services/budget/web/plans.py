"""Finanzierungsplan: plan against actual, versions, drafting and release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from contracts.roles import READERS, Role
from services.budget.domain.plan import Basis, NewPlanVersion
from services.budget.domain.relief import may_be_lenient
from services.budget.store.grant import load_grant
from services.budget.store.measure import measures_of
from services.budget.store.plan import PlanRecord, load_plan, plans_of
from services.budget.store.plan_in_force import counting_versions
from services.budget.store.user import display_names
from services.budget.usecases.assessment_world import load_world
from services.budget.usecases.balance import balance_of
from services.budget.usecases.plan import PlanResult, draft_plan, release_plan
from services.budget.usecases.waiver_target import plan_violations
from services.budget.web import TEMPLATES, access, budget, means
from services.budget.web.charts import bars_of
from services.budget.web.grant_pages import grant_page, today
from services.budget.web.labels import options
from services.budget.web.plan_text import (
    funding_as_text,
    lines_as_text,
    parse_funding,
    parse_lines,
)
from services.budget.web.submission import flash_outcome, submit
from shared.errors import Violation
from shared.web.access import occasion
from shared.web.forms import Choice, Form, FormSchema, Text, filled_form

blueprint = Blueprint(
    "budget_plans",
    __name__,
    template_folder=TEMPLATES,
    url_prefix="/budget/zuwendungen/<grant_id>/plan",
)

LABELS: Final = {
    "basis": "Grundlage",
    "reference": "Schreiben des Zuwendungsgebers",
    "reason": "Grund",
    "category_reason": "Grund für den Wechsel der Kostenart",
    "lines": "Einzelansätze",
    "funding": "Finanzierung",
}
_LONGEST_PLAN: Final = 100_000


class _Rows(Text):
    """Rows of text, read into values of the plan."""

    def __init__(self, parse: Any) -> None:
        self._parse = parse
        super().__init__(_LONGEST_PLAN, required=True)
        self.validators = []

    def read(self, text: str) -> Any:
        if len(text) > _LONGEST_PLAN:
            raise ValueError("Das ist zu viel Text für einen Plan.")
        return self._parse(text)


class PlanForm(FormSchema):
    """What the form asks for."""

    basis = Choice(Basis, required=True)
    reference = Text(200)
    reason = Text(2000, required=True)
    category_reason = Text(2000, load_default="")
    lines = _Rows(parse_lines)
    funding = _Rows(parse_funding)


@blueprint.get("")
@access.page(*READERS)
def show(grant_id: str) -> Response:
    """Plan against actual, by line and by year."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        sums = balance_of(session, grant_id, today(), means=means())
        counting = counting_versions(session, grant_id)
    return grant_page(
        "budget/plan.html", grant, sums=sums, bars=bars_of(sums.lines), counting=counting
    )


@blueprint.get("/fassungen")
@access.page(*READERS)
def versions(grant_id: str) -> Response:
    """All versions, newest first."""
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        records = sorted(plans_of(session, grant_id), key=lambda one: -one.version)
        names = display_names(session, {one.created_by for one in records})
        counting = counting_versions(session, grant_id)
    return grant_page(
        "budget/plan_versions.html", grant, records=records, names=names, counting=counting
    )


@blueprint.get("/fassungen/neu")
@access.page(Role.GRANT_OFFICER)
def new_version(grant_id: str) -> Response:
    """The form for a draft, filled with the newest version."""
    with budget().sessions.read() as session:
        records = plans_of(session, grant_id)
    last = max(records, key=lambda one: one.version, default=None)
    if last is None:
        return _form_page(grant_id, filled_form({"basis": Basis.AWARD}))
    plan = last.plan_version.plan
    return _form_page(
        grant_id,
        Form(
            {
                "basis": Basis.CHANGE_APPROVED.value,
                "lines": lines_as_text(plan.lines),
                "funding": funding_as_text(plan.funding),
            }
        ),
    )


@blueprint.post("/fassungen/neu")
@access.page(Role.GRANT_OFFICER)
def draft(grant_id: str) -> AnyResponse:
    """Stores a draft; a second person releases it."""

    def run(session: Session, data: Mapping[str, Any]) -> PlanResult:
        return draft_plan(session, grant_id, NewPlanVersion(**data), by=occasion())

    def done(result: PlanResult) -> str:
        flash_outcome(
            f"Fassung {result.record.version} ist als Entwurf gespeichert.", result.warnings
        )
        return _address(result.record)

    return submit(
        "draft_plan", PlanForm(), run, again=lambda form: _form_page(grant_id, form), done=done
    )


@blueprint.get("/fassungen/<int:version>")
@access.page(*READERS)
def one_version(grant_id: str, version: int) -> Response:
    """One version with its lines and sources."""
    return _version_page(grant_id, version, Form())


@blueprint.post("/fassungen/<int:version>/freigabe")
@access.page(Role.HEAD_OF_FINANCE, Role.PROGRAMME_HEAD)
def release(grant_id: str, version: int) -> AnyResponse:
    """Puts a draft in force."""

    def run(session: Session, _data: Mapping[str, Any]) -> PlanResult:
        return release_plan(session, grant_id, version, by=occasion(), means=means())

    def done(result: PlanResult) -> str:
        complete = result.record.status == "released"
        said = "ist freigegeben und gilt." if complete else "wartet auf die zweite Freigabe."
        flash_outcome(f"Fassung {version} {said}", result.warnings)
        return _address(result.record)

    return submit(
        "release_plan",
        FormSchema(),
        run,
        again=lambda form: _version_page(grant_id, version, form),
        done=done,
    )


def _address(record: PlanRecord) -> str:
    return url_for("budget_plans.one_version", grant_id=record.grant_id, version=record.version)


def _version_page(grant_id: str, version: int, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        record = load_plan(session, grant_id, version)
        names = display_names(session, {record.created_by, *record.releases})
        findings = _findings(session, record)
        counting = counting_versions(session, grant_id)
    plan = record.plan_version.plan
    years = sorted({year for line in plan.lines for year in line.years})
    return grant_page(
        "budget/plan_version.html",
        grant,
        form=form,
        record=record,
        plan=plan,
        years=years,
        names=names,
        counting=counting,
        is_own=occasion().actor in {record.created_by, *record.releases},
        findings=findings,
        waivable=[one for one in findings if one.is_error and may_be_lenient(one)],
    )


def _findings(session: Session, record: PlanRecord) -> list[Violation]:
    """What stands against the release of a draft today, with what waivers lift as warnings."""
    if record.status == "released":
        return []
    world = load_world(session, record.grant_id, means(), occasion(), lock=False)
    subject = f"plan/{record.grant_id}.{record.version}"
    return world.relief.softened(subject, plan_violations(session, world, record))


def _form_page(grant_id: str, form: Form) -> Response:
    with budget().sessions.read() as session:
        grant = load_grant(session, grant_id)
        measures = measures_of(session, grant_id)
    return grant_page(
        "budget/plan_form.html",
        grant,
        form=_at_fields(form),
        labels=LABELS,
        measures=measures,
        bases=options(Basis),
    )


def _at_fields(form: Form) -> Form:
    """Rules name rows (`lines.3.years`); the form has one field for all of them."""
    errors: dict[str, list[str]] = {}
    for name, messages in form.errors.items():
        errors.setdefault(name.split(".")[0], []).extend(messages)
    return replace(form, errors=errors)
