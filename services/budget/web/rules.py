"""Regeln: which rules hold, where they stand, what decides and what proves them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from flask import Blueprint, Response, request

from contracts.roles import READERS, Role
from contracts.rulebook import RULEBOOK
from services.budget.domain.setting_text import setting_text
from services.budget.usecases.rule_queries import (
    all_checked,
    rules_found,
    show_rule,
    shown_rules,
    values_per_grant,
)
from services.budget.web import TEMPLATES, access, budget, means, page
from services.budget.web.grant_pages import today
from shared.web.access import principal
from shared.web.forms import Choice, FormSchema, Text, read_form

blueprint = Blueprint(
    "budget_rules", __name__, template_folder=TEMPLATES, url_prefix="/budget/regeln"
)

RULE_READERS: Final = (*READERS, Role.FUNCTIONAL_ADMIN)
LABELS: Final = {"family": "Gebiet", "state": "Stand", "q": "Suche"}
CONFIDENCE: Final = {
    "H": "Wortlaut an der Quelle gesehen",
    "M": "aus zweiter Hand oder gefestigte Praxis",
    "L": "unsicher, deshalb einstellbar",
}


class State(StrEnum):
    """Whether a rule holds."""

    ACTIVE = "active"
    INACTIVE = "inactive"


STATES: Final = [(State.ACTIVE.value, "gilt"), (State.INACTIVE.value, "ruht")]
FAMILIES: Final = [(one.id, f"{one.id} · {one.title}") for one in RULEBOOK.families]


class FilterForm(FormSchema):
    """The filters of the list."""

    family = Text(4)
    state = Choice(State)
    q = Text(200)


@blueprint.get("")
@access.page(*RULE_READERS)
def show_all() -> Response:
    """The list with filters."""
    form = read_form(FilterForm(), request.args)
    data: dict[str, Any] = dict(form.data or {})
    state = data.get("state")
    found = rules_found(
        data.get("family"), None if state is None else state is State.ACTIVE, data.get("q")
    )
    return page(
        "budget/rules.html",
        form=form,
        labels=LABELS,
        families=FAMILIES,
        states=STATES,
        rows=shown_rules(found),
        checked=all_checked(),
        resting=sum(not one.active for one in found),
        is_filtered=any(request.args.get(name) for name in LABELS),
    )


@blueprint.get("/<rule_id>")
@access.page(*RULE_READERS)
def show(rule_id: str) -> Response:
    """One rule with the values that it reads for each grant."""
    shown = show_rule(rule_id)
    with budget().sessions.read() as session:
        found = values_per_grant(
            session,
            rule_id,
            only=principal().grants(RULE_READERS),
            means=means(),
            today=today(),
        )
    return page(
        "budget/rule.html",
        shown=shown,
        rule=shown.rule,
        family=next(one for one in RULEBOOK.families if one.id == shown.rule.family),
        confidence=CONFIDENCE[shown.rule.confidence],
        grants=[one for one in found if one.values],
        setting_text=setting_text,
        confidences=[(one, f"{one}: {text}") for one, text in CONFIDENCE.items()],
    )
