"""All pages of budget beside log-in and user administration, for `services.budget.app`."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Final

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from contracts.rulebook.finding_words import word_for
from services.budget.domain.expenditure import DocumentKind, Kind, Status
from services.budget.domain.interest import exact_euro_text
from services.budget.domain.parameters import LABELS as PARAMETER_LABELS
from services.budget.domain.setting_text import stored_text
from services.budget.web import (
    amendments,
    audits,
    authorities,
    base_rates,
    budget_years,
    deadlines,
    determinations,
    drawdowns,
    evidence,
    expenditure,
    expenditure_change,
    expenditure_entry,
    expenditures,
    grants,
    imports,
    incomes,
    interest,
    inventory,
    inventory_item,
    labels,
    measure_closing,
    measure_description,
    measures,
    moving_out,
    notice_list,
    notices,
    openings,
    personnel,
    plans,
    procurement,
    procurement_contract,
    procurement_items,
    procurements,
    proof,
    reallocations,
    receipt_bundles,
    reconciliations,
    registers,
    repayments,
    retention,
    rights,
    rulepacks,
    rules,
    signatories,
    waivers,
    worklist,
)
from services.budget.web.entitlement_text import entitlement_rules, entitlement_way
from services.budget.web.trial import answered_trial
from shared.clock import BERLIN
from shared.money import format_euro
from shared.periods import german_date
from shared.web.forms import Form

PAGES: Final[tuple[Blueprint, ...]] = (
    grants.blueprint,
    amendments.blueprint,
    determinations.blueprint,
    repayments.blueprint,
    plans.blueprint,
    reallocations.blueprint,
    signatories.blueprint,
    measures.blueprint,
    measure_closing.blueprint,
    measure_description.blueprint,
    registers.blueprint,
    evidence.blueprint,
    authorities.blueprint,
    rights.blueprint,
    incomes.blueprint,
    personnel.blueprint,
    expenditures.blueprint,
    expenditure_entry.blueprint,
    expenditure.blueprint,
    expenditure_change.blueprint,
    procurements.blueprint,
    procurement.blueprint,
    procurement_items.blueprint,
    procurement_contract.blueprint,
    drawdowns.blueprint,
    base_rates.blueprint,
    interest.blueprint,
    budget_years.blueprint,
    reconciliations.blueprint,
    deadlines.blueprint,
    notices.blueprint,
    notice_list.blueprint,
    proof.blueprint,
    inventory.blueprint,
    inventory_item.blueprint,
    retention.blueprint,
    audits.blueprint,
    imports.blueprint,
    moving_out.blueprint,
    receipt_bundles.blueprint,
    openings.blueprint,
    rules.blueprint,
    rulepacks.blueprint,
    waivers.blueprint,
    worklist.blueprint,
)


_FAULT_STATES: Final = {
    "rejected": "abgelehnt",
    "duplicate": "doppelt",
    "changed": "weicht ab",
}


def _day(day: date | None) -> str:
    return german_date(day) if day else ""


def _moment(instant: datetime) -> str:
    """`03.08.2026, 10:15 Uhr` in Berlin."""
    return f"{instant.astimezone(BERLIN):%d.%m.%Y, %H:%M} Uhr"


def _exact_euro(cents: Fraction) -> str:
    """`1,234568 €`: a sum of interest before it is rounded to cents."""
    return f"{exact_euro_text(cents).replace('.', ',')} €"


def _shift(cents: int) -> str:
    """`+ 12,00 €`, `− 12,00 €`, or that nothing changes."""
    if not cents:
        return "unverändert"
    return f"{'+' if cents > 0 else '−'} {format_euro(abs(cents))}"


def _add_filters(state: BlueprintSetupState) -> None:
    state.app.jinja_env.filters.update(
        german=labels.label,
        german_heading=labels.heading,
        badge_kind=labels.badge_kind,
        entitlement_rules=entitlement_rules,
        entitlement_way=entitlement_way,
        light_word=labels.light_label,
        period_label=labels.period_label,
        day=_day,
        moment=_moment,
        exact_euro=_exact_euro,
        shift=_shift,
        finding=word_for,
        parameter_label=PARAMETER_LABELS.__getitem__,
        stored_text=lambda text, key: stored_text(key, text),
        fault_state=_FAULT_STATES.__getitem__,
        kind_label=lambda text: labels.label(Kind(text)),
        document_label=lambda text: labels.label(DocumentKind(text)),
        status_label=lambda text: labels.label(Status(text)),
        status_badge=lambda text: labels.badge_kind(Status(text)),
    )
    state.app.jinja_env.globals["what_if"] = answered_trial
    # a page holds several forms: those that nobody sent yet are empty
    state.app.jinja_env.globals["no_form"] = Form()


grants.blueprint.record_once(_add_filters)
